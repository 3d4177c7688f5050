package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Principal;

/** Permissions of a principal on scopes and scope templates, besides the scope that the route requires. */
public final class ScopePermissions {

    private ScopePermissions() {}

    /**
     * Requires that the principal may declare scopes: it may make changes, and is not bound to a project, because
     * scopes are part of none.
     */
    public static void requireMayWrite(Principal principal) {
        if (principal.project() != null) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.SCOPES_BOUND,
                    "A token that is bound to a project cannot change scopes and scope templates.");
        }
        TokenPermissions.requireMayWrite(principal);
    }
}
