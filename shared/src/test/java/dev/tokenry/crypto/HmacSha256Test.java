package dev.tokenry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HmacSha256Test {

    private final Random random = new Random(1);

    /** RFC 4231, sections 4.2 to 4.5. */
    @ParameterizedTest
    @CsvSource({
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265,"
                + "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
                + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,"
                + "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd,"
                + "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        "0102030405060708090a0b0c0d0e0f10111213141516171819,"
                + "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd,"
                + "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
    })
    void macs_are_those_of_the_rfc(String key, String message, String mac) {
        assertThat(mac(
                        new HmacSha256(HexFormat.of().parseHex(key)),
                        HexFormat.of().parseHex(message)))
                .isEqualTo(HexFormat.of().parseHex(mac));
    }

    @Test
    void macs_are_those_of_the_jdk_for_all_lengths_of_key_and_message() throws GeneralSecurityException {
        for (int keyLength = 1; keyLength <= 64; keyLength++) {
            byte[] key = bytes(keyLength);
            Mac expected = Mac.getInstance("HmacSHA256");
            expected.init(new SecretKeySpec(key, "HmacSHA256"));
            HmacSha256 hmac = new HmacSha256(key);
            for (int length = 0; length <= 200; length++) {
                byte[] message = bytes(length);
                int split = random.nextInt(length + 1);
                byte[] mac = expected.doFinal(message);
                assertThat(mac(hmac, message)).isEqualTo(mac);
                assertThat(mac(hmac, Arrays.copyOf(message, split), Arrays.copyOfRange(message, split, length)))
                        .isEqualTo(mac);
            }
        }
    }

    @Test
    void threads_share_an_instance() {
        HmacSha256 hmac = new HmacSha256(bytes(32));
        List<String> expected =
                IntStream.range(0, 20_000).mapToObj(i -> hex(hmac, i)).toList();
        assertThat(IntStream.range(0, 20_000)
                        .parallel()
                        .mapToObj(i -> hex(hmac, i))
                        .toList())
                .isEqualTo(expected);
    }

    @Test
    void a_key_longer_than_a_block_is_rejected() {
        assertThatThrownBy(() -> new HmacSha256(new byte[65])).isInstanceOf(IllegalArgumentException.class);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String hex(HmacSha256 hmac, int number) {
        return HexFormat.of().formatHex(mac(hmac, Integer.toString(number).getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] mac(HmacSha256 hmac, byte[]... parts) {
        MessageDigest message = hmac.begin();
        for (byte[] part : parts) {
            message.update(part);
        }
        return hmac.finish(message);
    }
}
