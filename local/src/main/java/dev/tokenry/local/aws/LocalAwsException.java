package dev.tokenry.local.aws;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why the services of this machine cannot serve, in words for the person who started them. */
public final class LocalAwsException extends RuntimeException {

    LocalAwsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    LocalAwsException(String message) {
        this(message, null);
    }

    static LocalAwsException damaged(Path data, String what) {
        return damaged(data, what, null);
    }

    static LocalAwsException damaged(Path data, String what, @Nullable Throwable cause) {
        return new LocalAwsException(
                "The data in " + data + " is damaged: " + what + ". Run with --fresh to start anew.", cause);
    }
}
