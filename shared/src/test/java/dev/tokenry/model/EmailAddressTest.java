package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    private static final String LONG_LABEL = "d".repeat(63);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.com",
                "Anna.O'Neill+ci@mail.Example.co.uk",
                "a@b.c",
                "!#$%&'*+/=?^_`{|}~-@xn--bcher-kva.example"
            })
    void ascii_addresses_with_a_domain_are_accepted(String text) {
        assertThat(EmailAddress.parse(text).map(EmailAddress::value)).hasValue(text);
    }

    static Stream<String> longest() {
        return Stream.of(
                "l".repeat(64) + "@example.com",
                "a@" + LONG_LABEL + ".com",
                "a@" + (LONG_LABEL + ".").repeat(3) + "e".repeat(60));
    }

    @ParameterizedTest
    @MethodSource("longest")
    void one_character_more_than_the_longest_is_rejected(String longest) {
        assertThat(EmailAddress.parse(longest)).isPresent();
        assertThat(EmailAddress.parse(longest.replaceFirst("[lde]{60}", "$0x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "anna",
                "anna@",
                "@example.com",
                "anna@localhost",
                "anna@example..com",
                "anna@example.com.",
                "anna@.example.com",
                "anna@-example.com",
                "anna@example-.com",
                "anna@exa_mple.com",
                ".anna@example.com",
                "anna.@example.com",
                "an..na@example.com",
                "an na@example.com",
                "\"anna\"@example.com",
                "anna@example.com, bert@example.com",
                "anna@bert@example.com",
                "Anna <anna@example.com>",
                "anna@example.com\r\nBcc: bert@example.com",
                "anna@example.com\n",
                "ann\u00e4@example.com",
                "anna@b\u00fccher.example",
                "anna@[192.0.2.1]"
            })
    void other_texts_are_rejected(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new EmailAddress(text));
    }
}
