package dev.tokenry.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last notices about a token. They name what they were about, so that a token whose expiration changes, or that is
 * marked as unused again, has notices again, without a write at the time of the change.
 *
 * @param expiresAt the expiration that a notice was about; null if none was
 * @param daysBefore the number of days before it of the last notice: {@link #EXPIRED} if it had passed
 * @param unusedMarkedAt the mark as unused that a notice was about; null if none was
 */
public record NoticeMark(
        @Nullable Instant expiresAt,
        int daysBefore,
        @Nullable Instant unusedMarkedAt) {

    /** The number of days of a token that has expired. */
    public static final int EXPIRED = 0;

    public static final NoticeMark NONE = new NoticeMark(null, EXPIRED, null);

    public NoticeMark withExpiration(Instant expiration, int days) {
        return new NoticeMark(expiration, days, unusedMarkedAt);
    }

    public NoticeMark withUnused(Instant mark) {
        return new NoticeMark(expiresAt, daysBefore, mark);
    }

    /** Returns whether a notice about this expiration, as many days before it or fewer, was sent. */
    public boolean covers(Instant expiration, int days) {
        return Objects.equals(expiresAt, expiration) && daysBefore <= days;
    }
}
