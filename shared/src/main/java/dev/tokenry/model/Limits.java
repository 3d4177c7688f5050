package dev.tokenry.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an environment. They apply to what creates a token or strengthens one; tokens that exist are not changed.
 *
 * @param maxTokenLifetime the maximum time from a change to the expiration; null if there is no maximum
 * @param defaultTokenLifetime the time to the expiration of a token that is created without one; null for no expiration
 * @param requireExpiration whether each token must have an expiration
 * @param maxTokensPerOwner the maximum number of live tokens of an owner; null if there is no maximum
 * @param requireAllowedIps whether each token must be restricted to addresses
 * @param autoDisableUnusedAfter the time after which an unused token is disabled; null for never
 */
public record Limits(
        @Nullable Duration maxTokenLifetime,
        @Nullable Duration defaultTokenLifetime,
        boolean requireExpiration,
        @Nullable Integer maxTokensPerOwner,
        boolean requireAllowedIps,
        @Nullable Duration autoDisableUnusedAfter) {

    /** No limits. */
    public static final Limits NONE = new Limits(null, null, false, null, false, null);
}
