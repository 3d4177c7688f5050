package dev.tokenry.model;

import java.util.random.RandomGenerator;

/** Base32 (RFC 4648 §6) without padding: the characters A–Z and 2–7, five bits each. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    /** Returns {@code length} random characters of the alphabet. */
    static String random(int length, RandomGenerator random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        StringBuilder text = new StringBuilder(length);
        for (byte b : bytes) {
            text.append(ALPHABET.charAt(b & 31));
        }
        return text.toString();
    }

    /** Encodes the lowest {@code 5 × length} bits, most significant bit first. */
    static String encode(long bits, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int shift = 5 * (length - 1); shift >= 0; shift -= 5) {
            text.append(ALPHABET.charAt((int) (bits >>> shift) & 31));
        }
        return text.toString();
    }

    /** Returns whether the text consists of exactly {@code length} characters of the alphabet. */
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
