package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.User;
import java.util.Optional;

/**
 * Permissions of a principal on users. A method {@code require…} returns if the rule is met and otherwise throws the
 * exception that becomes the error response.
 */
public final class UserPermissions {

    private UserPermissions() {}

    /**
     * Requires that the principal is not bound to a project. Users are not part of a project, so a project-bound token
     * has no access to them, whatever its scopes.
     */
    public static void requireMayRead(Principal principal) {
        if (principal.project() != null) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.USERS_BOUND, "A token that is bound to a project cannot access users.");
        }
    }

    /** Requires that the principal may read users and presented the current secret. */
    public static void requireMayWrite(Principal principal) {
        requireMayRead(principal);
        TokenPermissions.requireCurrentSecret(principal);
    }

    /**
     * Requires that the principal may grant the scopes that the user gains: the added scopes or, if a disabled user is
     * enabled, all of the old and the new scopes.
     *
     * @param current the stored user; empty if the user is new
     */
    public static void requireMayReplace(Principal principal, Optional<User> current, User updated) {
        requireNotOwnUser(principal, updated.name());
        Scopes currentScopes = current.map(User::scopes).orElse(Scopes.NONE);
        boolean reenables = updated.enabled() && !current.map(User::enabled).orElse(true);
        TokenPermissions.requireMayGrant(
                principal,
                reenables
                        ? currentScopes.union(updated.scopes())
                        : updated.scopes().minus(currentScopes));
    }

    /** Requires that the principal may grant all scopes of the user. */
    public static void requireMayDelete(Principal principal, User user) {
        requireNotOwnUser(principal, user.name());
        TokenPermissions.requireMayGrant(principal, user.scopes());
    }

    /** Requires that the user is not the principal's own: a user's tokens must not change what the user may do. */
    private static void requireNotOwnUser(Principal principal, String name) {
        if (!principal.managesAllTokens() && principal.owner().equals(name)) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.OWN_USER,
                    "Changing the user of the calling token requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
        }
    }
}
