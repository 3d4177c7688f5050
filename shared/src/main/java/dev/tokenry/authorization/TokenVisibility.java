package dev.tokenry.authorization;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.ManagedTokens;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.store.ProjectFinder;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.UserFinder;
import java.util.Optional;

/**
 * The tokens that are visible to a principal. Every operation on tokens, except a read of the caller's own token,
 * checks visibility here.
 */
public final class TokenVisibility {

    private final UserFinder users;
    private final Leads leads;

    public TokenVisibility(UserFinder users, ProjectFinder projects) {
        this.users = users;
        this.leads = new Leads(projects);
    }

    /**
     * Returns the tokens that the principal may see and manage. To the principal, all other tokens do not exist.
     *
     * @param project the project that the tokens are bound to; empty for those of all projects and of none
     * @throws ApiException.ForbiddenException if the principal's owner may not manage tokens
     */
    public TokenFilter visibleTo(Principal principal, Optional<String> project) {
        Principal resolved = requireMayManageTokens(principal);
        if (project.filter(resolved::leads).isPresent()) {
            return new TokenFilter.ByProject(project.get());
        }
        if (!resolved.managedTokens().own()) {
            throw managementNotAllowed();
        }
        return TokenPermissions.visibleTo(resolved);
    }

    /**
     * Returns the token if the principal may see and manage it.
     *
     * @throws ApiException.ForbiddenException if the principal's owner may not manage tokens
     * @throws ApiException.NotFoundException if the token is not visible
     */
    public Token requireVisible(Token token, Principal principal) {
        return TokenPermissions.requireVisible(token, requireMayManageTokens(principal));
    }

    /**
     * Requires that the principal manages all tokens or those of a project, or that its owner has no user record or one
     * that permits token management. Checked before a token is read, so that the error is the same for every token.
     *
     * @return the principal with the tokens that it manages
     */
    public Principal requireMayManageTokens(Principal principal) {
        Principal resolved = withManagedTokens(principal);
        if (!resolved.managedTokens().own()
                && resolved.managedTokens().ledProjects().isEmpty()) {
            throw managementNotAllowed();
        }
        return resolved;
    }

    /**
     * Returns the principal with the tokens that it manages by its user record, which is read once, and only if the
     * decision depends on it.
     */
    public Principal withManagedTokens(Principal principal) {
        if (principal.managesAllTokens()
                || principal.administersProject(principal.project())
                || principal.bootstrap()) {
            return principal;
        }
        Optional<User> user = users.find(principal.owner());
        boolean own = user.map(User::mayManageOwnTokens).orElse(true);
        return principal.withManagedTokens(new ManagedTokens(own, leads.of(principal, user)));
    }

    static ApiException.ForbiddenException managementNotAllowed() {
        return new ApiException.ForbiddenException(
                ErrorReason.MANAGEMENT_NOT_ALLOWED, "Token management is not allowed for this user");
    }
}
