package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;

/**
 * Permissions of a principal on issuers and trusts, besides the scope that the route requires. What a trust may give is
 * decided by the {@link CreationRule}: a caller that writes it must be allowed to create the token that it would give.
 */
public final class TrustPermissions {

    private TrustPermissions() {}

    /** Requires that the principal may write issuers: it manages all tokens, and presented the current secret. */
    public static void requireMayWriteIssuers(Principal principal) {
        if (!principal.managesAllTokens()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED,
                    "Changing issuers requires the scope " + Scope.MANAGE_ALL_TOKENS
                            + " and a token that is not bound to a project.");
        }
        TokenPermissions.requireMayWrite(principal);
    }

    /** Requires that the principal may write trusts for people, which belong to no project. */
    public static void requireMayWriteForPeople(Principal principal) {
        if (!principal.managesAllTokens()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED,
                    "Changing trusts for people requires the scope " + Scope.MANAGE_ALL_TOKENS
                            + " and a token that is not bound to a project.");
        }
    }

    /**
     * Returns whether a trust for jobs is visible to the principal: the tokens that it gives would be, or it belongs to
     * the project that the principal is bound to.
     */
    public static boolean isVisible(OwnerName owner, String project, Principal principal) {
        return project.equals(principal.project()) || TokenPermissions.isVisible(owner, project, principal);
    }
}
