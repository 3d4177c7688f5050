package dev.tokenry.crypto;

import org.jspecify.annotations.Nullable;

/** The key's owner says no: it is disabled, deleted, or this function may not use it. */
public final class PepperRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public PepperRejectedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
