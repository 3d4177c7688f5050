package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.UserFinder;

/**
 * The tokens that are visible to a principal. Every operation on tokens, except a read of the caller's own token,
 * checks visibility here.
 */
public final class TokenVisibility {

    private final UserFinder users;

    public TokenVisibility(UserFinder users) {
        this.users = users;
    }

    /**
     * Returns the tokens that the principal may see and manage. To the principal, all other tokens do not exist.
     *
     * @throws ApiException.ForbiddenException if the principal's owner may not manage tokens
     */
    public TokenFilter visibleTo(Principal principal) {
        requireMayManageTokens(principal);
        return TokenPermissions.visibleTo(principal);
    }

    /**
     * Returns the token if the principal may see and manage it.
     *
     * @throws ApiException.ForbiddenException if the principal's owner may not manage tokens
     * @throws ApiException.NotFoundException if the token is not visible
     */
    public Token requireVisible(Token token, Principal principal) {
        requireMayManageTokens(principal);
        return TokenPermissions.requireVisible(token, principal);
    }

    /**
     * Requires that the principal manages all tokens or those of its project, or that its owner has no user record or
     * one that permits token management. Checked before a token is read, so that the error is the same for every token.
     */
    public void requireMayManageTokens(Principal principal) {
        if (principal.managesAllTokens()
                || principal.administersProject(principal.project())
                || principal.bootstrap()) {
            return;
        }
        if (!users.find(principal.owner()).map(User::mayManageOwnTokens).orElse(true)) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.MANAGEMENT_NOT_ALLOWED, "Token management is not allowed for this user");
        }
    }
}
