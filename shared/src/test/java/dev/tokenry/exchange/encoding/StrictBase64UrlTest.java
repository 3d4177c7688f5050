package dev.tokenry.exchange.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictBase64UrlTest {

    @Test
    void every_sequence_of_bytes_is_decoded_from_its_text() {
        Random random = new Random(1);
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);

            assertThat(StrictBase64Url.decode(StrictBase64Url.encode(bytes))).contains(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A", "AAAAA", "AA==", "AAA=", "AB", "A_", "AAB", "A+", "A/", "AA\n", " AA", "A A", "AA.", "\u00e9A",
                "\u0161A"
            })
    void other_texts_are_not_decoded(String text) {
        assertThat(StrictBase64Url.decode(text)).isEmpty();
    }
}
