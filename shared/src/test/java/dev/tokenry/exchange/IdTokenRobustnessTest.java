package dev.tokenry.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.exchange.encoding.StrictBase64Url;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text, parsing and verification return a result; no exception reaches the caller. */
class IdTokenRobustnessTest {

    private static final int COUNT = 1_000;
    private static final IdTokenCase BASE = IdTokenCase.base();

    static Stream<IdTokenCase> acceptedOfEachAlgorithm() {
        return IdTokenCase.all().filter(example -> example.toString().startsWith("11: ") && example.isAccepted());
    }

    @Test
    void random_text_is_rejected() {
        Random random = new Random(1);
        for (int i = 0; i < COUNT; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);

            assertThat(BASE.verify(new String(bytes, StandardCharsets.UTF_8))).isInstanceOf(RejectedIdToken.class);
            assertThat(BASE.verify(new String(bytes, StandardCharsets.UTF_16))).isInstanceOf(RejectedIdToken.class);
            assertThat(BASE.verify(StrictBase64Url.encode(bytes) + ".." + StrictBase64Url.encode(bytes)))
                    .isInstanceOf(RejectedIdToken.class);
        }
    }

    @ParameterizedTest
    @MethodSource("acceptedOfEachAlgorithm")
    void changed_token_is_rejected(IdTokenCase example) {
        MutatedIdTokens.of(example.text())
                .forEach(text -> assertThat(example.verify(text)).as(text).isInstanceOf(RejectedIdToken.class));
    }

    @Test
    void damaged_json_that_is_signed_is_rejected_or_accepted() throws Exception {
        Random random = new Random(2);
        IdTokenCase curve = acceptedOfEachAlgorithm()
                .filter(example -> example.toString().contains("ES256"))
                .findFirst()
                .orElseThrow();
        String[] parts = curve.text().split("\\.");
        byte[] payload = StrictBase64Url.decode(parts[1]).orElseThrow();
        for (int i = 0; i < COUNT / 4; i++) {
            byte[] damaged = payload.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            String signed = parts[0] + "." + StrictBase64Url.encode(damaged);
            String text = signed + "." + StrictBase64Url.encode(TestKeys.sign("p256", "ES256", signed));

            assertThat(curve.verify(text)).isInstanceOfAny(RejectedIdToken.class, VerifiedIdToken.class);
        }
    }

    @Test
    void signature_of_any_length_is_rejected() {
        String text = BASE.text();
        String signed = text.substring(0, text.lastIndexOf('.') + 1);
        for (int length = 0; length < 600; length++) {
            assertThat(BASE.verify(signed + StrictBase64Url.encode(new byte[length])))
                    .isEqualTo(new RejectedIdToken(RejectionReason.SIGNATURE));
        }
    }
}
