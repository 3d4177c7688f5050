package dev.tokenry.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;

/** Token values that were never issued, built from the published format without code of the product. */
final class TamperedTokens {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Random RANDOM = new Random(1);

    private TamperedTokens() {}

    static String id() {
        return "tk0c01." + random(24);
    }

    /** Returns a token value with this id, a random secret and a valid checksum. */
    static String tokenValue(String id) {
        String prefix = id + "." + random(57);
        return prefix + checksum(prefix);
    }

    /** Returns the token value with the character at this position replaced. */
    static String mistyped(String token, int position) {
        char replacement = token.charAt(position) == 'A' ? 'B' : 'A';
        return token.substring(0, position) + replacement + token.substring(position + 1);
    }

    /** Returns the checksum of a token value: the CRC-32 of the preceding text as seven base32 characters. */
    static String checksum(String prefix) {
        CRC32 crc = new CRC32();
        crc.update(prefix.getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        for (int i = 6; i >= 0; i--) {
            text.append(ALPHABET.charAt((int) (crc.getValue() >> (5 * i)) & 31));
        }
        return text.toString();
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder();
        RANDOM.ints(length, 0, ALPHABET.length()).forEach(each -> text.append(ALPHABET.charAt(each)));
        return text.toString();
    }
}
