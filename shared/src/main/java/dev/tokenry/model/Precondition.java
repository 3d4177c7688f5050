package dev.tokenry.model;

import dev.tokenry.error.ApiException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A precondition of a request that changes a token or user: the version that the resource must have ({@code If-Match},
 * RFC 9110 §13.1.1) or must not have ({@code If-None-Match}, §13.1.2). It protects changes that the client has not seen
 * from being overwritten.
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

    /** The resource must have a version of a weak entity tag ({@code If-Match: W/"7"}), which no version matches. */
    record WeakVersion() implements Precondition {}

    /** The resource must not exist ({@code If-None-Match: *}): the request creates it. */
    record Absent() implements Precondition {}

    /**
     * The resource must not exist or have another version than these ({@code If-None-Match}).
     *
     * @param versions the versions as entity tags contain them, without quotes
     */
    record VersionNotIn(Set<String> versions) implements Precondition {

        public VersionNotIn {
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
            case WeakVersion() -> false;
            case Absent() -> version == null;
            case VersionNotIn(var versions) -> version == null || !versions.contains(Long.toString(version));
        };
    }

    /**
     * Returns whether a change that loses a race may be applied again to the version that the other change left.
     * Otherwise it fails.
     */
    default boolean allowsRetry() {
        return switch (this) {
            case None _, Absent _, VersionNotIn _ -> true;
            case Exists _, VersionIn _, WeakVersion _ -> false;
        };
    }

    /**
     * Requires that the precondition is met.
     *
     * @param version the current version of the resource; null if the resource does not exist
     * @throws ApiException.PreconditionFailedException if the precondition is not met
     */
    default void requireMetBy(@Nullable Long version) {
        if (!isMetBy(version)) {
            throw new ApiException.PreconditionFailedException(describeFailure(version));
        }
    }

    private String describeFailure(@Nullable Long version) {
        return switch (this) {
            case WeakVersion _ ->
                "A weak entity tag (W/\"…\") never matches If-Match. Send the ETag as it was received, without W/.";
            case Absent _ -> "The resource already exists, and If-None-Match: * requires that it does not.";
            case VersionNotIn _ -> "The current version of the resource is one that If-None-Match excludes.";
            case None _, Exists _, VersionIn _ ->
                version == null
                        ? "The resource does not exist, and If-Match requires that it does."
                        : "The resource has changed: its current version does not match If-Match.";
        };
    }
}
