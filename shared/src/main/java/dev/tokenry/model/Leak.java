package dev.tokenry.model;

import org.jspecify.annotations.Nullable;

/**
 * The leak for which a token is revoked.
 *
 * @param secret the secret that was found
 * @param source where it was found, as its finder says; null if the finder does not say
 */
public record Leak(SecretGeneration secret, @Nullable String source) {

    /** The maximum length of {@link #source}. */
    public static final int MAX_SOURCE_LENGTH = 500;
}
