package dev.tokenry.functions;

import java.util.Optional;

/** What a call returned: the kind of its response, and its result if it succeeded. */
record Outcome<T>(Kind kind, Optional<T> result) {

    enum Kind {
        SUCCEEDED,
        /** The response says that no changes were made. */
        FAILED,
        NOT_FOUND,
        /** The response says that the changes may have been made. */
        UNKNOWN
    }

    static <T> Outcome<T> succeeded(T result) {
        return new Outcome<>(Kind.SUCCEEDED, Optional.of(result));
    }

    static <T> Outcome<T> of(Kind kind) {
        return new Outcome<>(kind, Optional.empty());
    }
}
