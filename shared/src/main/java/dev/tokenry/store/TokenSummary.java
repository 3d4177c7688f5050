package dev.tokenry.store;

import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.model.User;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of an index: the attributes of a token by which lists are filtered and sorted. The indexes are eventually
 * consistent, so the token itself must be read before it is returned.
 *
 * @param expiresAt the expiration, or null if the token does not expire
 * @param restrictedToAddresses whether the token can be used from some addresses only
 * @param leaked whether the token is disabled because its secret leaked
 * @param modifiedAt the time of the last modification, or null if the token was never modified
 * @param damaged whether the row cannot be read as a whole; then texts that cannot be read are empty, and the token is
 *     disabled, has no scopes and no expiration where these cannot be read, and is created at
 *     {@link TokenOrigin#UNKNOWN_TIME}
 * @param position the position of the row in the indexes
 */
public record TokenSummary(
        TokenId id,
        TokenOrigin origin,
        String name,
        boolean enabled,
        Scopes scopes,
        @Nullable Instant expiresAt,
        boolean restrictedToAddresses,
        boolean leaked,
        @Nullable Instant modifiedAt,
        boolean damaged,
        IndexPosition position) {

    /** Creates a row that is not damaged, of a token that did not leak and can be used from every address. */
    public TokenSummary(
            TokenId id,
            TokenOrigin origin,
            String name,
            boolean enabled,
            Scopes scopes,
            @Nullable Instant expiresAt,
            @Nullable Instant modifiedAt) {
        this(id, origin, name, enabled, scopes, expiresAt, false, false, modifiedAt, false, positionOf(id, origin));
    }

    public static TokenSummary of(Token token) {
        TokenSettings settings = token.settings();
        return of(token.id(), token.origin(), settings, settings.allowedIps().isRestricted(), token.isLeaked());
    }

    /** Creates a row from settings as an index has them, that is, without addresses. */
    public static TokenSummary of(
            TokenId id, TokenOrigin origin, TokenSettings settings, boolean restrictedToAddresses, boolean leaked) {
        return new TokenSummary(
                id,
                origin,
                settings.name(),
                settings.enabled(),
                settings.scopes(),
                settings.expiresAt(),
                restrictedToAddresses,
                leaked,
                settings.modifiedAt(),
                false,
                positionOf(id, origin));
    }

    private static IndexPosition positionOf(TokenId id, TokenOrigin origin) {
        return new IndexPosition(new CreationSortKey(origin.createdAt(), id).encode(), id.value());
    }

    /** Returns when the token was created or last modified. */
    public Instant unchangedSince() {
        return modifiedAt == null ? origin.createdAt() : modifiedAt;
    }

    /** Returns whether the token is expired at the given time. */
    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Returns the status of the token. */
    public TokenStatus status(Optional<User> owner, Instant now) {
        if (damaged) {
            return TokenStatus.DAMAGED;
        }
        return leaked ? TokenStatus.LEAKED : TokenStatus.of(origin, enabled, isExpiredAt(now), owner);
    }
}
