package dev.tokenry.administration;

import dev.tokenry.model.LastUse;
import dev.tokenry.model.Notice;
import dev.tokenry.model.Notice.Kind;
import dev.tokenry.model.NoticeChannel;
import dev.tokenry.model.NoticeMark;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that notices can be about. A run keeps many of them, so it has no more than a notice needs.
 *
 * @param daysBefore the least of {@link #DAYS_BEFORE} that has come since the token was created; null if none has
 * @param unusedMarkedAt the mark as unused because of which the token is, or was, disabled; null if there is none
 */
record NoticeSubject(
        TokenId id,
        OwnerName owner,
        String name,
        @Nullable String project,
        @Nullable Instant lastUsedAt,
        boolean enabled,
        @Nullable Instant expiresAt,
        boolean expired,
        @Nullable Integer daysBefore,
        @Nullable Instant unusedMarkedAt) {

    /** How many days before an expiration there are notices, the earliest first. */
    static final List<Integer> DAYS_BEFORE = List.of(30, 7, 1);

    /** How long before an expiration the first notice is. */
    static final Duration EARLIEST = Duration.ofDays(Collections.max(DAYS_BEFORE));

    /**
     * How long after an expiration there can be a notice. Runs that are missing for two weeks only delay; the first run
     * of an installation announces no token that expired long ago.
     */
    static final Duration LATEST = Duration.ofDays(14);

    /** @param disablesUnused whether unused tokens are disabled */
    static NoticeSubject of(Token token, boolean disablesUnused, Instant now) {
        LastUse lastUse = token.lastUse();
        Instant expiresAt = token.settings().expiresAt();
        return new NoticeSubject(
                token.id(),
                token.origin().owner(),
                token.settings().name(),
                token.origin().project(),
                lastUse == null ? null : lastUse.at(),
                token.settings().enabled(),
                expiresAt,
                token.settings().isExpiredAt(now),
                expiresAt == null ? null : daysBefore(expiresAt, token.origin().createdAt(), now),
                unusedMark(token, disablesUnused, now));
    }

    /** Returns the last time for a notice that has come. Times before the creation of the token are none. */
    private static @Nullable Integer daysBefore(Instant expiresAt, Instant createdAt, Instant now) {
        Integer least = null;
        for (int days : DAYS_BEFORE) {
            Instant time = expiresAt.minus(Duration.ofDays(days));
            if (!time.isAfter(now) && createdAt.isBefore(time)) {
                least = days;
            }
        }
        return least;
    }

    private static @Nullable Instant unusedMark(Token token, boolean disablesUnused, Instant now) {
        TokenLifecycle lifecycle = token.lifecycle();
        Instant oldest = now.minus(DisableTokens.MAX_MARK_AGE);
        if (TokenLifecycle.UNUSED.equals(token.disabledReason())) {
            Instant mark = lifecycle.unusedMarkedAt();
            return mark == null || mark.isBefore(oldest) ? null : mark;
        }
        return disablesUnused && token.isActiveAt(now)
                ? lifecycle.validMark(Collections.max(List.of(token.lastActivity(), oldest)))
                : null;
    }

    /** Returns the notices that a channel has not sent yet. */
    List<Notice> pending(NoticeChannel channel, NoticeMark said) {
        List<Notice> pending = new ArrayList<>();
        if (expiresAt != null && isPending(channel, said)) {
            pending.add(notice(expired ? Kind.EXPIRED : Kind.EXPIRING, expiresAt));
        }
        if (unusedMarkedAt != null && isUnusedPending(channel, unusedMarkedAt, said)) {
            pending.add(
                    enabled
                            ? notice(Kind.UNUSED, unusedMarkedAt.plus(DisableTokens.GRACE))
                            : notice(Kind.DISABLED, null));
        }
        return pending;
    }

    /**
     * Each expiration is an event. Owners get notices in advance, and afterwards only if the last of them was missed.
     * That a disabled token expires changes nothing for them.
     */
    private boolean isPending(NoticeChannel channel, NoticeMark said) {
        if (expired && channel == NoticeChannel.EVENT) {
            return expiresAt != null && !said.covers(expiresAt, NoticeMark.EXPIRED);
        }
        return enabled && expiresAt != null && daysBefore != null && !said.covers(expiresAt, daysBefore);
    }

    /** That a token was disabled is an event of its own already. */
    private boolean isUnusedPending(NoticeChannel channel, Instant mark, NoticeMark said) {
        return !mark.equals(said.unusedMarkedAt()) && (enabled || channel != NoticeChannel.EVENT);
    }

    /** Returns the mark of a channel after it has sent what is pending. */
    NoticeMark mark(NoticeChannel channel, NoticeMark said) {
        NoticeMark mark = said;
        if (expiresAt != null && isPending(channel, said)) {
            int days = expired || daysBefore == null ? NoticeMark.EXPIRED : daysBefore;
            mark = mark.withExpiration(expiresAt, days);
        }
        return unusedMarkedAt != null && isUnusedPending(channel, unusedMarkedAt, said)
                ? mark.withUnused(unusedMarkedAt)
                : mark;
    }

    private Notice notice(Kind kind, @Nullable Instant at) {
        return new Notice(kind, id, name, project, lastUsedAt, at, kind == Kind.EXPIRING ? daysBefore : null);
    }
}
