package dev.tokenry.audit;

import dev.tokenry.model.Notice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token in an event about tokens of an owner.
 *
 * @param project the project that the token is bound to; null if it is bound to none
 * @param expirationDate when the token expires; null in an event about unused tokens
 * @param lastUsedDate null if the token was never used
 * @param disabledFrom when the token is disabled because it is not used; null in an event about tokens that expire
 */
public record NoticedToken(
        String id,
        String name,
        @Nullable String project,
        @Nullable Instant expirationDate,
        @Nullable Instant lastUsedDate,
        @Nullable Instant disabledFrom) {

    static NoticedToken of(Notice notice) {
        boolean unused = notice.kind() == Notice.Kind.UNUSED;
        return new NoticedToken(
                notice.id().value(),
                notice.name(),
                notice.project(),
                unused ? null : notice.at(),
                notice.lastUsedAt(),
                unused ? notice.at() : null);
    }
}
