package dev.tokenry.model;

import dev.tokenry.error.ApiException;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which version of a token or a user a request means to change. Whoever names one never changes another one by mistake. */
public sealed interface Precondition {

    /** Whatever it is by the time of the change. */
    record None() implements Precondition {}

    /** What was read, whichever version that is. */
    record Exists() implements Precondition {}

    /** One of these versions, as they are written in entity tags. */
    record VersionIn(Set<String> versions) implements Precondition {
        public VersionIn {
            versions = Set.copyOf(versions);
        }
    }

    /** Whether what was read is meant, by its version; null where nothing was there to be read. */
    default boolean isMetBy(@Nullable Long version) {
        return switch (this) {
            case None() -> true;
            case Exists() -> version != null;
            case VersionIn(var versions) -> version != null && versions.contains(Long.toString(version));
        };
    }

    /** Whether a change that came second may be thought over again, upon what the first one left. */
    default boolean isUnconditional() {
        return this instanceof None;
    }

    default void requireMetBy(@Nullable Long version) {
        if (!isMetBy(version)) {
            throw new ApiException.PreconditionFailedException();
        }
    }
}
