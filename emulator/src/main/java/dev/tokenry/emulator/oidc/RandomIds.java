package dev.tokenry.emulator.oidc;

import java.security.SecureRandom;

/** Values that cannot be guessed: codes, sessions and access tokens. */
final class RandomIds {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomIds() {}

    static String create() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Encodings.base64Url(bytes);
    }
}
