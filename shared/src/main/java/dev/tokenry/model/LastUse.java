package dev.tokenry.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last recorded use of a token.
 *
 * @param at when a request was last authenticated with the token, at most {@link #PRECISION} earlier than its last use
 * @param ipAddress the source IP address of that request; null if unknown
 * @param scopeUse which scopes let requests through, as far as the record of the token contains it
 */
public record LastUse(Instant at, @Nullable String ipAddress, ScopeUse scopeUse) {

    /** By how much a recorded time can be earlier than the use: uses are recorded every five to six minutes. */
    public static final Duration PRECISION = Duration.ofMinutes(6);

    /** Creates a use of which the scopes are not known. */
    public LastUse(Instant at, @Nullable String ipAddress) {
        this(at, ipAddress, ScopeUse.UNKNOWN);
    }

    public LastUse withScopeUse(ScopeUse updated) {
        return new LastUse(at, ipAddress, updated);
    }
}
