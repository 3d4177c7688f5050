package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the present request: a proven token, with the scopes it has effectively.
 *
 * @param project the project it is bound to; null when none
 * @param expiresAt when its token stops working; null when never
 */
public record Principal(
        TokenId tokenId,
        String owner,
        @Nullable String project,
        Scopes scopes,
        boolean personal,
        SecretGeneration secretGeneration,
        @Nullable Instant expiresAt) {

    public boolean hasScope(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean managesAllTokens() {
        return hasScope(Scope.MANAGE_ALL_TOKENS);
    }
}
