package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Principal;
import dev.tokenry.store.TokenFinder;
import dev.tokenry.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Until when the tokens and trusts that a principal writes may be valid: no longer than its own token, because it would
 * go on through them. A person who has signed in could then create nothing that lasts, so that their bound is the
 * number of days that the trust of the session permits now: a change of the trust applies to sessions that exist.
 */
final class ExpiryBound {

    private final TokenFinder tokens;
    private final SessionLimit sessions;

    /**
     * @param sessions is called only if a session asks for more than its own expiry: it reads a record that needs the
     *     pepper
     */
    ExpiryBound(TokenFinder tokens, SessionLimit sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /**
     * Requires that something is not valid longer than the principal may create it.
     *
     * @param what the subject of the message, for example {@code The token}
     * @param expiresAt null if it never expires
     */
    void requireWithin(Principal principal, String what, @Nullable Instant expiresAt, Instant now) {
        Instant ownExpiry = principal.expiresAt();
        if (ownExpiry == null || principal.managesAllTokens() || isWithin(expiresAt, ownExpiry)) {
            return;
        }
        Optional<Integer> days = principal.isSession() ? maxCreatedDays(principal, now) : Optional.empty();
        Instant bound = days.map(number -> now.plus(Duration.ofDays(number))).orElse(ownExpiry);
        if (!isWithin(expiresAt, bound)) {
            String time = Timestamps.format(bound);
            throw new ApiException.ForbiddenException(
                    ErrorReason.OUTLIVES,
                    days.map(number -> what + " must not expire more than " + number
                                    + " days from now, as the trust of the session permits, that is, later than " + time
                                    + ".")
                            .orElse(what + " must not expire later than the calling token, which expires at " + time
                                    + "."));
        }
    }

    private static boolean isWithin(@Nullable Instant expiresAt, Instant bound) {
        return expiresAt != null && !expiresAt.isAfter(bound);
    }

    /**
     * Returns empty if the session has no more than its own end, because its record is gone, or its trust gives no
     * session now.
     */
    private Optional<Integer> maxCreatedDays(Principal principal, Instant now) {
        return tokens.find(principal.tokenId()).flatMap(own -> sessions.maxCreatedDays(own.origin(), now));
    }
}
