package dev.tokenry.token;

import java.util.Set;

/** Which version of a token a request means to change. Whoever names one never changes another one by mistake. */
public sealed interface Expected {

    /** Whatever the token is by the time of the change. */
    record Anything() implements Expected {}

    /** The token as it was read, whichever version that is. */
    record AnyVersion() implements Expected {}

    /** One of these versions, as they are written in entity tags. */
    record OneOf(Set<String> versions) implements Expected {
        public OneOf {
            versions = Set.copyOf(versions);
        }
    }

    /** Whether the token that was read is one that is meant. */
    default boolean isMetBy(Token read) {
        return switch (this) {
            case Anything(), AnyVersion() -> true;
            case OneOf(var versions) -> versions.contains(Long.toString(read.version()));
        };
    }

    /** Whether a change that came second may be thought over again, upon what the first one left. */
    default boolean allowsAnother() {
        return this instanceof Anything;
    }

    default void requireMetBy(Token read) {
        if (!isMetBy(read)) {
            throw new Problem.PreconditionFailed();
        }
    }
}
