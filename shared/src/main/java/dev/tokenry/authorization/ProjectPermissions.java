package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;

/**
 * Permissions of a principal on projects; those that its user leads must be set. A method {@code require…} returns if
 * the rule is met and otherwise throws the exception that becomes the error response.
 */
public final class ProjectPermissions {

    private ProjectPermissions() {}

    /** Requires the scope to read projects, which a principal that is bound to a project does not need for this one. */
    public static void requireMayRead(Principal principal, ScopeCatalogue catalogue) {
        if (principal.project() == null) {
            TokenPermissions.requireScope(principal, Scope.READ_PROJECTS, catalogue);
        }
    }

    /** Requires that the principal sees this project. To the principal, all others do not exist. */
    public static void requireVisible(Principal principal, String project) {
        if (!principal.managesAllTokens() && !project.equals(principal.project()) && !principal.leads(project)) {
            throw ApiException.NotFoundException.notVisible();
        }
    }

    /** Returns whether the principal may use the name of a deleted project again. */
    public static boolean mayReuseName(Principal principal) {
        return principal.managesAllTokens();
    }

    /** Requires that the principal is not bound to a project: a token cannot delete the project that it belongs to. */
    public static void requireMayDelete(Principal principal, String project) {
        requireVisible(principal, project);
        if (principal.project() != null) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED, "A token that is bound to a project cannot delete it.");
        }
    }
}
