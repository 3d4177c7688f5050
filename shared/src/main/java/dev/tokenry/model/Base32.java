package dev.tokenry.model;

import java.util.random.RandomGenerator;

/** The alphabet of RFC 4648 §6 without padding: A–Z and 2–7, five bits a character. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    static String random(int length, RandomGenerator random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        StringBuilder text = new StringBuilder(length);
        for (byte b : bytes) {
            text.append(ALPHABET.charAt(b & 31));
        }
        return text.toString();
    }

    /** The lowest {@code 5 × length} bits, most significant first. */
    static String encode(long bits, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int shift = 5 * (length - 1); shift >= 0; shift -= 5) {
            text.append(ALPHABET.charAt((int) (bits >>> shift) & 31));
        }
        return text.toString();
    }

    static boolean isBase32(String text, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean inAlphabet = (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
            if (!inAlphabet) {
                return false;
            }
        }
        return true;
    }
}
