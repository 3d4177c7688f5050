package dev.tokenry.exchange.keys.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicHttpsUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://issuer.example,                       issuer.example,          /",
        "https://issuer.example/,                      issuer.example,          /",
        "https://issuer.example:443/a/b,               issuer.example,          /a/b",
        "https://Issuer.Example/A,                     Issuer.Example,          /A",
        "https://a-1.b2.example/%2e%2e/a@b;c=d,        a-1.b2.example,          /%2e%2e/a@b;c=d",
        "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab, cognito-idp.eu-central-1.amazonaws.com, /eu-central-1_Ab",
    })
    void url_of_a_public_host_is_accepted(String text, String host, String path) {
        assertThat(PublicHttpsUrl.parse(text)).contains(new PublicHttpsUrl(host, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "issuer.example",
                "//issuer.example",
                "https:issuer.example",
                "https:///a",
                "http://issuer.example",
                "HTTPS://issuer.example",
                "ftp://issuer.example",
                "file:///etc/passwd",
                "https://127.0.0.1",
                "https://0177.0.0.1",
                "https://2130706433",
                "https://0x7f000001",
                "https://0x7f.1",
                "https://127.1",
                "https://[::1]",
                "https://[::ffff:127.0.0.1]",
                "https://[fe80::1%25eth0]",
                "https://localhost",
                "https://issuer",
                "https://issuer.example.",
                "https://.issuer.example",
                "https://issuer..example",
                "https://issuer.example1",
                "https://issuer.1",
                "https://issuer_1.example",
                "https://-.e",
                "https://u@issuer.example",
                "https://u:p@issuer.example",
                "https://@issuer.example",
                "https://issuer.example:8443",
                "https://issuer.example:80",
                "https://issuer.example:0443x",
                "https://issuer.example?a=b",
                "https://issuer.example/?",
                "https://issuer.example/#a",
                "https://issuer.example/#",
                "https://issuer.example\\@127.0.0.1",
                "https://issuer.example/a b",
                "https://issuer.example/\r\nHost: a",
                "https://issuer.example/\u00e4",
                "https://issu\u00e9r.example",
                "https://issuer\u3002example",
                "https://%6cocalhost.example",
                "https://issuer.example/%"
            })
    void other_text_is_rejected(String text) {
        assertThat(PublicHttpsUrl.parse(text)).isEmpty();
    }

    @Test
    void length_is_limited() {
        String url = "https://issuer.example/";

        assertThat(PublicHttpsUrl.parse(url + "a".repeat(512 - url.length()))).isPresent();
        assertThat(PublicHttpsUrl.parse(url + "a".repeat(513 - url.length()))).isEmpty();
        assertThat(PublicHttpsUrl.parse("https://" + "a".repeat(63) + ".example"))
                .isPresent();
        assertThat(PublicHttpsUrl.parse("https://" + "a".repeat(64) + ".example"))
                .isEmpty();
        assertThat(PublicHttpsUrl.parse("https://" + "a.".repeat(130) + "example"))
                .isEmpty();
    }
}
