package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller of the current request: a token whose secret was verified, with its effective scopes.
 *
 * @param owner the owner of the token
 * @param project the project that the token is bound to; null if it is bound to none
 * @param scopes the effective scopes: those of the token, for a personal token limited to those of its owner
 * @param personal whether the token is a personal access token
 * @param secretGeneration which of the token's secrets the caller presented
 * @param expiresAt when the token expires; null if it never expires
 */
public record Principal(
        TokenId tokenId,
        String owner,
        @Nullable String project,
        Scopes scopes,
        boolean personal,
        SecretGeneration secretGeneration,
        @Nullable Instant expiresAt) {

    /** Returns whether the scope is one of the effective scopes. */
    public boolean hasScope(Scope scope) {
        return scopes.contains(scope);
    }

    /** Returns whether the principal may manage the tokens of every owner. */
    public boolean managesAllTokens() {
        return hasScope(Scope.MANAGE_ALL_TOKENS);
    }
}
