package dev.tokenry.authorization;

import dev.tokenry.error.ErrorReason;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.UserFinder;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;

/** How far a principal reaches. Every call about tokens other than the caller's own passes by here. */
public final class TokenVisibility {

    private final UserFinder users;

    public TokenVisibility(UserFinder users) {
        this.users = users;
    }

    /**
     * The tokens that a principal may see and manage; the others are as unknown to it as those that never were.
     *
     * @throws ApiException.ForbiddenException when its user may manage none
     */
    public TokenFilter visibleTo(Principal principal) {
        requireMayManageTokens(principal);
        return TokenPermissions.visibleTo(principal);
    }

    /** The token, when the principal may see and manage it. */
    public Token requireVisible(Token token, Principal principal) {
        requireMayManageTokens(principal);
        return TokenPermissions.requireVisible(token, principal);
    }

    /** Said before anything about any token is: the answer is the same for all of them. */
    public void requireMayManageTokens(Principal principal) {
        if (principal.managesAllTokens()) {
            return;
        }
        if (!users.find(principal.owner()).map(User::mayManageOwnTokens).orElse(true)) {
            throw new ApiException.ForbiddenException(ErrorReason.MANAGEMENT_NOT_ALLOWED, "Token management is not allowed for this user");
        }
    }
}
