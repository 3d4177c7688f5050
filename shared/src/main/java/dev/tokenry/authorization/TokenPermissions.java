package dev.tokenry.authorization;

import dev.tokenry.authorization.rule.Requirement;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.TokenFilter;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Permissions of a principal on tokens. A method {@code require…} returns if the rule is met and otherwise throws the
 * exception that becomes the error response.
 */
public final class TokenPermissions {

    private TokenPermissions() {}

    /**
     * Returns the tokens that are visible to the principal. Does not check whether its owner may manage tokens;
     * {@link TokenVisibility} does.
     */
    static TokenFilter visibleTo(Principal principal) {
        String project = principal.project();
        if (!principal.managesAllTokens()) {
            return new TokenFilter.ByOwner(principal.owner(), project);
        }
        return project == null ? new TokenFilter.All() : new TokenFilter.ByProject(project);
    }

    /**
     * Returns the token if it is visible to the principal. Does not check whether its owner may manage tokens;
     * {@link TokenVisibility} does.
     *
     * @throws ApiException.NotFoundException if the token is not visible
     */
    public static Token requireVisible(Token token, Principal principal) {
        if (!visibleTo(principal).matches(token)) {
            throw new ApiException.NotFoundException();
        }
        return token;
    }

    /**
     * Requires that the principal presented the current secret. The holder of a previous secret must not be able to end
     * the overlap or to lock out the owner.
     */
    public static void requireCurrentSecret(Principal principal) {
        if (principal.secretGeneration() != SecretGeneration.CURRENT) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.PREVIOUS_SECRET,
                    "The previous secret of a regenerated token cannot be used for changes.");
        }
    }

    /**
     * Requires that a request is not about the token of the principal itself.
     *
     * @param field the request field that the violation names
     * @param action the verb for the message, for example {@code delete}
     */
    public static void requireNotSelf(Principal principal, TokenId id, String field, String action) {
        if (id.equals(principal.tokenId())) {
            throw new ApiException.InvalidRequestException(
                    field, ViolationReason.OWN_TOKEN, "A token cannot " + action + " itself.");
        }
    }

    /** Requires that the principal has all of these scopes or manages all tokens. */
    public static void requireMayGrant(Principal principal, Scopes scopes) {
        if (principal.managesAllTokens() || principal.scopes().containsAll(scopes.values())) {
            return;
        }
        throw new ApiException.ForbiddenException(
                ErrorReason.SCOPE_NOT_HELD,
                scopes.values().stream()
                        .filter(scope -> !principal.hasScope(scope))
                        .map(Scope::name)
                        .collect(Collectors.joining(", ", "Token cannot grant scopes that it does not hold: ", "")));
    }

    /**
     * Requires that a token with this expiration does not expire later than the principal, or that the principal
     * manages all tokens.
     *
     * @param expiresAt the expiration; null for a token that never expires
     */
    public static void requireExpiryWithinOwn(Principal principal, @Nullable Instant expiresAt) {
        if (exceedsOwnExpiry(principal, expiresAt)) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.OUTLIVES,
                    "expirationDate must not be later than the expiration date of the calling token.");
        }
    }

    /** Returns whether the principal may create tokens for the owner. */
    public static boolean mayAssignOwner(Principal principal, String owner) {
        return principal.managesAllTokens() || owner.equals(principal.owner());
    }

    /** Requires that the principal may create tokens for the owner. */
    public static void requireMayAssignOwner(Principal principal, String owner) {
        if (!mayAssignOwner(principal, owner)) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.OTHER_OWNER,
                    "Creating tokens for another owner requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
        }
    }

    /**
     * Requires that a principal bound to a project creates only tokens bound to the same project.
     *
     * @param project the project of the new token; null if it is bound to none
     */
    public static void requireMayBindProject(Principal principal, @Nullable String project) {
        if (principal.project() != null && !principal.project().equals(project)) {
            throw new ApiException.ForbiddenException(ErrorReason.OTHER_PROJECT, "Token is bound to another project.");
        }
    }

    /** Requires that the principal is bound to exactly this project. */
    public static void requireBoundTo(String project, Principal principal) {
        if (!project.equals(principal.project())) {
            throw new ApiException.ForbiddenException(ErrorReason.OTHER_PROJECT, "Token is not bound to this project.");
        }
    }

    /** Requires a scope. The error message is the same as that of a route rule. */
    public static void requireScope(Principal principal, Scope scope, ScopeCatalogue catalogue) {
        Requirement requirement = new Requirement.AnyOf(List.of(scope));
        if (!requirement.isMetBy(principal)) {
            throw new ApiException.ForbiddenException(ErrorReason.MISSING_SCOPE, requirement.denialMessage(catalogue));
        }
    }

    /**
     * Requires that the principal may regenerate the token. A token that is not the principal's own requires the scope
     * {@code apiTokens.write} and must not expire later than the principal. A new secret gives its holder the scopes of
     * the token, so the principal must also be allowed to grant them.
     */
    public static void requireMayRegenerate(Principal principal, Token token, ScopeCatalogue catalogue) {
        if (!principal.tokenId().equals(token.id())) {
            requireScope(principal, Scope.WRITE_TOKENS, catalogue);
            requireNotExpiringLater(principal, token);
        }
        requireMayGrant(principal, token.settings().scopes());
        requireMayCreate(principal, token.origin().personal());
    }

    /**
     * Requires that a personal access token issues secrets only for personal access tokens, unless it manages all
     * tokens. A personal access token stops working with its owner; the secrets that it issues must do so too.
     *
     * @param personal whether the created or regenerated token is a personal access token
     */
    public static void requireMayCreate(Principal principal, boolean personal) {
        if (principal.personal() && !personal && !principal.managesAllTokens()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.PERSONAL_ONLY,
                    "A personal access token can create and regenerate only personal access tokens.");
        }
    }

    private static void requireNotExpiringLater(Principal principal, Token token) {
        if (exceedsOwnExpiry(principal, token.settings().expiresAt())) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.OUTLIVES, "Token cannot regenerate a token that expires later than it does.");
        }
    }

    /** Returns whether a token with this expiration would still work when the principal is expired. */
    private static boolean exceedsOwnExpiry(Principal principal, @Nullable Instant expiresAt) {
        Instant ownExpiry = principal.expiresAt();
        return !principal.managesAllTokens()
                && ownExpiry != null
                && (expiresAt == null || expiresAt.isAfter(ownExpiry));
    }
}
