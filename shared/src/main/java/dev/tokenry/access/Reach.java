package dev.tokenry.access;

import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.UserFinder;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;

/** How far a principal reaches. Every call about tokens other than the caller's own passes by here. */
public final class Reach {

    private final UserFinder users;

    public Reach(UserFinder users) {
        this.users = users;
    }

    /**
     * The tokens that a principal may see and manage; the others are as unknown to it as those that never were.
     *
     * @throws ApiException.ForbiddenException when its user may manage none
     */
    public TokenFilter of(Principal principal) {
        requireMayManage(principal);
        return Grants.visibleTo(principal);
    }

    /** The token, when the principal may see and manage it. */
    public Token require(Token token, Principal principal) {
        requireMayManage(principal);
        return Grants.requireVisible(token, principal);
    }

    /** Said before anything about any token is: the answer is the same for all of them. */
    public void requireMayManage(Principal principal) {
        if (principal.managesAllTokens()) {
            return;
        }
        if (!users.find(principal.owner()).map(User::mayManageOwnTokens).orElse(true)) {
            throw new ApiException.ForbiddenException("Token management is not allowed for this user");
        }
    }
}
