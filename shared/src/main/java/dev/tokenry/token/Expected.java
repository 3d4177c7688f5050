package dev.tokenry.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which version of a token or a user a request means to change. Whoever names one never changes another one by mistake. */
public sealed interface Expected {

    /** Whatever it is by the time of the change. */
    record Anything() implements Expected {}

    /** What was read, whichever version that is. */
    record AnyVersion() implements Expected {}

    /** One of these versions, as they are written in entity tags. */
    record OneOf(Set<String> versions) implements Expected {
        public OneOf {
            versions = Set.copyOf(versions);
        }
    }

    /** Whether what was read is meant, by its version; null where nothing was there to be read. */
    default boolean isMetBy(@Nullable Long version) {
        return switch (this) {
            case Anything() -> true;
            case AnyVersion() -> version != null;
            case OneOf(var versions) -> version != null && versions.contains(Long.toString(version));
        };
    }

    /** Whether a change that came second may be thought over again, upon what the first one left. */
    default boolean allowsAnother() {
        return this instanceof Anything;
    }

    default void requireMetBy(@Nullable Long version) {
        if (!isMetBy(version)) {
            throw new Problem.PreconditionFailed();
        }
    }
}
