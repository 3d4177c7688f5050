package dev.tokenry.administration;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenFinder;
import java.util.Optional;

/** Reads tokens for the principals that may see them. */
public final class TokenReader {

    private final TokenFinder tokens;
    private final TokenVisibility visibility;
    private final ScopeCatalogue catalogue;

    public TokenReader(TokenFinder tokens, TokenVisibility visibility, ScopeCatalogue catalogue) {
        this.tokens = tokens;
        this.visibility = visibility;
        this.catalogue = catalogue;
    }

    /**
     * Returns a token. A token can always read itself; for other tokens it needs the scope {@link Scope#READ_TOKENS}.
     *
     * @throws ApiException.ForbiddenException if the scope is missing, or the caller's user may not manage tokens
     * @throws ApiException.NotFoundException if the token does not exist or is not visible to the caller
     */
    public Token get(TokenActor actor, TokenId id) {
        Principal principal = actor.principal();
        if (id.equals(principal.tokenId())) {
            return getSelf(actor);
        }
        TokenPermissions.requireScope(principal, Scope.READ_TOKENS, catalogue);
        return findVisible(tokens, id, visibility.requireMayManageTokens(principal));
    }

    /** Returns the caller's own token, even if the caller's user may not manage tokens. */
    public Token getSelf(TokenActor actor) {
        return findVisible(tokens, actor.principal().tokenId(), actor.principal());
    }

    /**
     * Returns which tokens the caller may list.
     *
     * @param project the project that the tokens are bound to; empty for those of all projects and of none
     * @throws ApiException.ForbiddenException if the caller's user may not manage tokens
     */
    public TokenFilter visibleTo(TokenActor actor, Optional<String> project) {
        return visibility.visibleTo(actor.principal(), project);
    }

    /**
     * Returns a token that is visible to the principal. The caller must already have checked all other requirements of
     * the operation, such as the scope.
     */
    static Token findVisible(TokenFinder tokens, TokenId id, Principal principal) {
        return TokenPermissions.requireVisible(
                tokens.find(id).orElseThrow(ApiException.NotFoundException::new), principal);
    }
}
