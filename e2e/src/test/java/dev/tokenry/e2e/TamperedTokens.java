package dev.tokenry.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;

/** Tokens that nobody was given, made from the published format and nothing of the program. */
final class TamperedTokens {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Random RANDOM = new Random(1);

    private TamperedTokens() {}

    static String id() {
        return "tk0c01." + random(24);
    }

    /** A whole token of this id that passes every check that needs no store. */
    static String tokenValue(String id) {
        String prefix = id + "." + random(57);
        return prefix + checksum(prefix);
    }

    /** The same token with one character of its secret mistyped. */
    static String mistyped(String token, int position) {
        char replacement = token.charAt(position) == 'A' ? 'B' : 'A';
        return token.substring(0, position) + replacement + token.substring(position + 1);
    }

    /** CRC-32 of all before it, in 35 bits of base32. */
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
