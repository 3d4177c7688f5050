package dev.tokenry.model;

import dev.tokenry.error.ApiException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A precondition of a request that changes a token or user: the version that the resource must have ({@code If-Match},
 * RFC 9110 §13.1.1). It protects changes that the client has not seen from being overwritten.
 */
public sealed interface Precondition {

    /** No precondition: the request applies to any version. */
    record None() implements Precondition {}

    /** The resource must exist, at any version ({@code If-Match: *}). */
    record Exists() implements Precondition {}

    /**
     * The resource must have one of these versions.
     *
     * @param versions the versions as entity tags contain them, without quotes
     */
    record VersionIn(Set<String> versions) implements Precondition {
        public VersionIn {
            versions = Set.copyOf(versions);
        }
    }

    /**
     * Returns whether the precondition is met.
     *
     * @param version the current version of the resource; null if the resource does not exist
     */
    default boolean isMetBy(@Nullable Long version) {
        return switch (this) {
            case None() -> true;
            case Exists() -> version != null;
            case VersionIn(var versions) -> version != null && versions.contains(Long.toString(version));
        };
    }

    /**
     * Returns whether a change that loses a race may be applied again to the version that the other change left.
     * Otherwise it fails.
     */
    default boolean isUnconditional() {
        return this instanceof None;
    }

    /**
     * Requires that the precondition is met.
     *
     * @param version the current version of the resource; null if the resource does not exist
     * @throws ApiException.PreconditionFailedException if the precondition is not met
     */
    default void requireMetBy(@Nullable Long version) {
        if (!isMetBy(version)) {
            throw new ApiException.PreconditionFailedException();
        }
    }
}
