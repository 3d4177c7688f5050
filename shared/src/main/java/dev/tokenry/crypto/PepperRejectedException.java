package dev.tokenry.crypto;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a pepper must not be used: its key is disabled, deleted or not permitted, or its check value does not
 * match.
 */
public final class PepperRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public PepperRejectedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
