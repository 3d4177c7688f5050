package dev.tokenry.emulator.io;

import org.jspecify.annotations.Nullable;

/** Why the services of this machine cannot serve, in words for the person who started them. */
public final class EmulatorException extends RuntimeException {

    public EmulatorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public EmulatorException(String message) {
        this(message, null);
    }
}
