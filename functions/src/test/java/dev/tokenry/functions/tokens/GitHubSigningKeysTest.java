package dev.tokenry.functions.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubSigningKeysTest {

    private static final byte[] BODY = "[]".getBytes(StandardCharsets.UTF_8);

    private final TestSigningKey current = TestSigningKey.onCurve("current", "secp256r1");
    private final TestSigningKey former = TestSigningKey.onCurve("former", "secp256r1");

    @Test
    void each_listed_key_verifies_its_signatures_and_no_others() {
        GitHubSigningKeys keys = GitHubSigningKeys.parse(list(former.json(false) + "," + current.json(true)));

        assertThat(keys.verify("current", current.sign(BODY), BODY)).isTrue();
        assertThat(keys.verify("former", former.sign(BODY), BODY)).isTrue();
        assertThat(keys.verify("former", current.sign(BODY), BODY)).isFalse();
        assertThat(keys.verify("current", former.sign(BODY), BODY)).isFalse();
        assertThat(keys.verify("", current.sign(BODY), BODY)).isFalse();
    }

    /** The example of GitHub's documentation has this form, with properties that are not used here. */
    @Test
    void properties_that_are_not_known_are_ignored() {
        String json = "{\"public_keys\":[" + current.json(true).replace("{", "{\"created_at\":1,") + "],\"etag\":null}";

        assertThat(GitHubSigningKeys.parse(json).verify("current", current.sign(BODY), BODY))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "https://api.github.com/meta/public_keys/secret_scanning",
                "{\"public_keys\":{}}",
                "{\"public_keys\":[]}",
                "{\"public_keys\":[null]}",
                "{\"public_keys\":[{}]}",
                "{\"public_keys\":[{\"key_identifier\":\"a\"}]}",
                "{\"public_keys\":[{\"key_identifier\":\"a\",\"key\":\"\"}]}",
                "{\"public_keys\":[{\"key_identifier\":\"a\",\"key\":\"-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----\\n\"}]}",
                "{\"public_keys\":[{\"key_identifier\":\"a\",\"key\":\"-----BEGIN PUBLIC KEY-----\\nA\\n-----END PUBLIC KEY-----\\n\"}]}"
            })
    void what_is_no_list_of_keys_is_rejected(String json) {
        assertInvalid(json);
    }

    @Test
    void keys_that_do_not_fit_are_rejected() throws NoSuchAlgorithmException {
        String valid = current.json(true);
        assertInvalid(list(valid + "," + valid));
        assertInvalid(list(valid + "," + valid.replace("\"current\"", "\"\"")));
        assertInvalid(list(valid + "," + valid.replace("\"current\"", "7")));
        assertInvalid(
                list(valid + "," + TestSigningKey.onCurve("p384", "secp384r1").json(true)));
        assertInvalid(list(valid.replace("PUBLIC KEY", "CERTIFICATE")));
        String rsa = Base64.getEncoder()
                .encodeToString(KeyPairGenerator.getInstance("RSA")
                        .generateKeyPair()
                        .getPublic()
                        .getEncoded());
        assertInvalid(list("{\"key_identifier\":\"rsa\",\"key\":\"-----BEGIN PUBLIC KEY-----" + rsa
                + "-----END PUBLIC KEY-----\"}"));
    }

    private static void assertInvalid(String json) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> GitHubSigningKeys.parse(json))
                .withMessageStartingWith("GITHUB_SECRET_SCANNING_KEYS is invalid: ");
    }

    private static String list(String keys) {
        return "{\"public_keys\":[" + keys + "]}";
    }
}
