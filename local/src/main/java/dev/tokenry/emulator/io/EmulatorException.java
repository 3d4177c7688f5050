package dev.tokenry.emulator.io;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why the services of this machine cannot serve, in words for the person who started them. */
public final class EmulatorException extends RuntimeException {

    public EmulatorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public EmulatorException(String message) {
        this(message, null);
    }

    public static EmulatorException damaged(Path data, String description) {
        return damaged(data, description, null);
    }

    public static EmulatorException damaged(Path data, String description, @Nullable Throwable cause) {
        return new EmulatorException(
                "The data in " + data + " is damaged: " + description + ". Run with --fresh to start anew.", cause);
    }
}
