package dev.tokenry.administration;

import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A requested change of a token.
 *
 * @param owner null if it stays
 * @param scopes null if they stay
 * @param allowedIps null if they stay
 * @param changesExpiry whether {@code expiresAt} replaces the expiration
 */
public record TokenChange(
        @Nullable OwnerName owner,
        boolean enabled,
        @Nullable Scopes scopes,
        @Nullable AllowedIps allowedIps,
        boolean changesExpiry,
        @Nullable Instant expiresAt,
        boolean endsOverlap) {

    UpdateToken.Change applyTo(Token token) {
        TokenSettings current = token.settings();
        return new UpdateToken.Change(
                owner == null ? token.origin().owner() : owner,
                new TokenSettings(
                        current.name(),
                        current.description(),
                        enabled,
                        scopes == null ? current.scopes() : scopes,
                        changesExpiry ? expiresAt : current.expiresAt(),
                        allowedIps == null ? current.allowedIps() : allowedIps,
                        current.modifiedAt()),
                endsOverlap);
    }
}
