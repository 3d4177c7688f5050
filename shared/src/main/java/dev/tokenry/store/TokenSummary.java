package dev.tokenry.store;

import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * As much of a token as the indexes hold: what lists are filtered and sorted by. An index lags behind the table by
 * moments, so a row says where to look, and what is shown is read again.
 *
 * @param expiresAt null when the token never expires
 * @param modifiedAt null when it was never modified
 */
public record TokenSummary(
        TokenId id,
        TokenOrigin origin,
        String name,
        boolean enabled,
        Scopes scopes,
        @Nullable Instant expiresAt,
        @Nullable Instant modifiedAt) {

    public static TokenSummary of(Token token) {
        return of(token.id(), token.origin(), token.settings());
    }

    public static TokenSummary of(TokenId id, TokenOrigin origin, TokenSettings settings) {
        return new TokenSummary(
                id,
                origin,
                settings.name(),
                settings.enabled(),
                settings.scopes(),
                settings.expiresAt(),
                settings.modifiedAt());
    }

    /** Its place among all rows. */
    public CreationSortKey sortKey() {
        return new CreationSortKey(origin.createdAt(), id);
    }
}
