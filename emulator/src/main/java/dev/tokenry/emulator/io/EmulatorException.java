package dev.tokenry.emulator.io;

import org.jspecify.annotations.Nullable;

/** Thrown when the emulated services cannot run; the message is meant for the user. */
public final class EmulatorException extends RuntimeException {

    public EmulatorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public EmulatorException(String message) {
        this(message, null);
    }
}
