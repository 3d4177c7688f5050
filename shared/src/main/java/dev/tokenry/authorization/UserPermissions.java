package dev.tokenry.authorization;

import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import java.util.Optional;

/** Who may do what with which user. Each rule either holds or throws the problem that its breaker is answered with. */
public final class UserPermissions {

    private UserPermissions() {}

    /** Users are nobody's who is bound to a project, whatever else it holds: they reach beyond it. */
    public static void requireMayRead(Principal principal) {
        if (principal.project() != null) {
            throw new ApiException.ForbiddenException(ErrorReason.USERS_BOUND, "A token that is bound to a project cannot access users.");
        }
    }

    public static void requireMayWrite(Principal principal) {
        requireMayRead(principal);
        TokenPermissions.requireCurrentSecret(principal);
    }

    /**
     * Nobody puts a scope on a user, or lets one that has it in again, that it could not grant.
     *
     * @param current empty when the user is new
     */
    public static void requireMayReplace(Principal principal, Optional<User> current, User updated) {
        requireNotOwnUser(principal, updated.name());
        Scopes currentScopes = current.map(User::scopes).orElse(Scopes.NONE);
        boolean reenables = updated.enabled() && !current.map(User::enabled).orElse(true);
        TokenPermissions.requireMayGrant(
                principal, reenables ? currentScopes.union(updated.scopes()) : updated.scopes().minus(currentScopes));
    }

    public static void requireMayDelete(Principal principal, User user) {
        requireNotOwnUser(principal, user.name());
        TokenPermissions.requireMayGrant(principal, user.scopes());
    }

    /** What a user may do is not for the user's own tokens to say. */
    private static void requireNotOwnUser(Principal principal, String name) {
        if (!principal.managesAllTokens() && principal.owner().equals(name)) {
            throw new ApiException.ForbiddenException(ErrorReason.OWN_TOKEN, "Changing the user of the calling token requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
        }
    }
}
