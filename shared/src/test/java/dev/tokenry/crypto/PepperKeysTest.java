package dev.tokenry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PepperKeysTest {

    static final String ONE = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    static final String TWO = "arn:aws:kms:eu-central-1:123456789012:key/mrk-0987dcba09fe87dc65ba0987dcba09fe";

    @Test
    void parses_one_key() {
        PepperKeys keys = PepperKeys.parse("1=" + ONE, "1");

        assertThat(keys.keyArns()).isEqualTo(Map.of(1, ONE));
        assertThat(keys.currentVersion()).isEqualTo(1);
    }

    @Test
    void parses_several_keys_and_the_current_version() {
        PepperKeys keys = PepperKeys.parse("1=" + ONE + ",2=" + TWO, "2");

        assertThat(keys.versions()).containsExactlyInAnyOrder(1, 2);
        assertThat(keys.keyArns()).containsEntry(1, ONE).containsEntry(2, TWO);
        assertThat(keys.currentVersion()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "arn:aws-cn:kms:cn-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            })
    void accepts_other_aws_partitions(String arn) {
        assertThat(PepperKeys.parse("1=" + arn, "1").keyArns()).containsEntry(1, arn);
    }

    static Stream<String> malformed_keys() {
        return Stream.of(
                "",
                " ",
                ",",
                "=",
                "1",
                "1=",
                ONE,
                "=" + ONE,
                "1:" + ONE,
                "1=" + ONE + ",",
                ",1=" + ONE,
                "1=" + ONE + ",,2=" + TWO,
                "1=" + ONE + ", 2=" + TWO,
                "1=" + ONE + ";2=" + TWO,
                "1=" + ONE + ",1=" + TWO,
                "1=" + ONE + ",01=" + TWO,
                "1=" + ONE + ",2=",
                " 1=" + ONE,
                "1 =" + ONE,
                "1= " + ONE,
                "1=" + ONE + " ",
                "1=" + ONE + "\n",
                "0=" + ONE + ",1=" + TWO,
                "-1=" + ONE,
                "+1=" + ONE,
                "1.0=" + ONE,
                "12345=" + ONE,
                "99999999999=" + ONE,
                "v1=" + ONE,
                "\u0661=" + ONE,
                "1=1234abcd-12ab-34cd-56ef-1234567890ab",
                "1=" + ONE.replace("key/", "alias/"),
                "1=alias/pepper",
                "1=arn:aws:kms:eu-central-1:123456789012:alias/pepper",
                "1=arn:aws:kms:eu-central-1:123456789012:alias/key/pepper",
                "1=" + ONE.replace(":kms:", ":s3:"),
                "1=" + ONE.replace("123456789012", "12345678901"),
                "1=" + ONE.replace("123456789012", "*"),
                "1=" + ONE.replace("eu-central-1", ""),
                "1=" + ONE.substring(0, ONE.indexOf("key/") + 4),
                "1=arn:aws:kms:eu-central-1:123456789012:key/*",
                "1=" + ONE.replace("1234567890", "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660"));
    }

    @ParameterizedTest
    @MethodSource("malformed_keys")
    void rejects_malformed_keys_and_aliases(String text) {
        assertThatThrownBy(() -> PepperKeys.parse(text, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2", "0", "-1", "+1", "1 ", "one", "1.0", "12345", "99999999999", "\u0661", "1,1"})
    void rejects_a_current_version_without_key(String writeVersion) {
        assertThatThrownBy(() -> PepperKeys.parse("1=" + ONE, writeVersion))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void message_names_the_version_without_an_arn() {
        assertThatThrownBy(() -> PepperKeys.parse("1=" + ONE + ",7=alias/pepper", "1"))
                .hasMessage("Pepper version 7 must be at least 1 and have the ARN of a KMS key");
    }

    @Test
    void keys_are_copied_from_the_given_map() {
        Map<Integer, String> arns = new HashMap<>(Map.of(1, ONE));
        PepperKeys keys = new PepperKeys(arns, 1);
        arns.put(2, "alias/pepper");

        assertThat(keys.versions()).containsExactly(1);
    }
}
