package dev.tokenry.access;

import dev.tokenry.store.TokenRange;
import dev.tokenry.store.UserFinder;
import dev.tokenry.token.Principal;
import dev.tokenry.token.Problem;
import dev.tokenry.token.Token;
import dev.tokenry.token.User;

/** How far a principal reaches. Every call about tokens other than the caller's own passes by here. */
public final class Reach {

    private final UserFinder users;

    public Reach(UserFinder users) {
        this.users = users;
    }

    /**
     * The tokens that a principal may see and manage; the others are as unknown to it as those that never were.
     *
     * @throws Problem.Forbidden when its user may manage none
     */
    public TokenRange of(Principal principal) {
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
        if (!users.find(principal.owner()).map(User::managesOwnTokens).orElse(true)) {
            throw new Problem.Forbidden("Token management is not allowed for this user");
        }
    }
}
