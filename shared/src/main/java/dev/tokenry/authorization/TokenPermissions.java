package dev.tokenry.authorization;

import dev.tokenry.authorization.rule.Requirement;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.time.Timestamps;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
        if (principal.managesAllTokens()) {
            return new TokenFilter.All();
        }
        return project != null && principal.administersProject(project)
                ? new TokenFilter.ByProject(project)
                : new TokenFilter.ByOwner(principal.owner(), project);
    }

    /**
     * Returns the token if it is visible to the principal, to which its own token always is. Does not check whether its
     * owner may manage tokens; {@link TokenVisibility} does.
     *
     * @throws ApiException.NotFoundException if the token is not visible
     */
    public static Token requireVisible(Token token, Principal principal) {
        if (!isVisible(token, principal)) {
            throw ApiException.NotFoundException.notVisible();
        }
        return token;
    }

    /** Returns whether the token is visible to the principal. As {@link #requireVisible}, without an error. */
    public static boolean isVisible(Token token, Principal principal) {
        return token.id().equals(principal.tokenId())
                || isVisible(token.origin().owner(), token.origin().project(), principal);
    }

    /**
     * Returns whether a token other than that of the principal is visible to it, or was before it was deleted.
     *
     * @param project the project that the token is bound to; null if it is bound to none
     */
    public static boolean isVisible(OwnerName owner, @Nullable String project, Principal principal) {
        return principal.leads(project)
                || (principal.managedTokens().own() && visibleTo(principal).matches(owner, project));
    }

    /**
     * Requires that the principal manages the tokens of a project, or its own: a user that may not do the latter
     * creates and changes none but those of projects that it leads.
     *
     * @param project the project of the token; null if it is bound to none
     */
    public static void requireManages(Principal principal, @Nullable String project) {
        if (!principal.managedTokens().own() && !principal.leads(project)) {
            throw TokenVisibility.managementNotAllowed();
        }
    }

    /**
     * Requires that the principal presented the current secret. The holder of a previous secret must not be able to end
     * the overlap or to lock out the owner.
     */
    public static void requireCurrentSecret(Principal principal) {
        if (principal.secretGeneration() != SecretGeneration.CURRENT) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.PREVIOUS_SECRET,
                    "The previous secret of a regenerated token cannot be used for changes."
                            + (principal.regeneratedAt() == null
                                    ? ""
                                    : " The token was regenerated at " + Timestamps.format(principal.regeneratedAt())
                                            + "."));
        }
    }

    /**
     * Requires that the principal may make changes at all: it presented the current secret, and is not the token of a
     * job, with which a job could keep access after its end.
     */
    public static void requireMayWrite(Principal principal) {
        if (principal.isOfJob()) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.ACCESS_DENIED,
                    "A token that an exchange gave to a job cannot make changes. It can only delete itself.");
        }
        requireCurrentSecret(principal);
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

    /** Returns whether the principal has all of these scopes or manages all tokens. */
    static boolean mayGrant(Principal principal, Scopes scopes) {
        return principal.managesAllTokens() || principal.scopes().containsAll(scopes.values());
    }

    /** Requires that the principal has all of these scopes or manages all tokens. */
    public static void requireMayGrant(Principal principal, Scopes scopes) {
        if (!mayGrant(principal, scopes)) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.SCOPE_NOT_HELD,
                    scopes.minus(principal.scopes()).values().stream()
                            .map(Scope::name)
                            .collect(
                                    Collectors.joining(", ", "Token cannot grant scopes that it does not hold: ", "")));
        }
    }

    /**
     * Requires that the principal may weaken or delete the token: one that has the scope
     * {@link Scope#MANAGE_ALL_TOKENS} in effect is weakened only by a principal that manages it with the same scope.
     *
     * @param owner supplies the user record of the token's owner, empty if there is none. It is called only if the
     *     decision depends on it: a damaged record does not protect the tokens of its user from those who manage all.
     */
    public static void requireMayWeaken(
            Principal principal, Token token, Supplier<Optional<User>> owner, ScopeCatalogue catalogue) {
        boolean manages = principal.managesAllTokens()
                || principal.administersProject(token.origin().project());
        if (!manages && token.effectiveScopes(owner.get()).contains(Scope.MANAGE_ALL_TOKENS)) {
            throw new ApiException.ForbiddenException(
                    ErrorReason.MISSING_SCOPE,
                    new Requirement.AnyOf(List.of(Scope.MANAGE_ALL_TOKENS)).denialMessage(catalogue));
        }
    }

    /**
     * Requires that the token may be strengthened: one of bootstrap or of an exchange is only weakened, because they
     * make another.
     */
    public static void requireMayBeStrengthened(Token token) {
        if (token.origin().bootstrap()) {
            throw new ApiException.InvalidRequestException(
                    "id",
                    ViolationReason.BOOTSTRAP_TOKEN,
                    "A bootstrap token cannot be enabled, widened, prolonged, regenerated or given to another owner.");
        }
        if (token.origin().isExchanged()) {
            throw new ApiException.InvalidRequestException(
                    "id",
                    ViolationReason.EXCHANGED_TOKEN,
                    "A token from an exchange cannot be enabled, widened, prolonged, regenerated or given to another owner."
                            + " Exchange another id token.");
        }
    }

    /** Requires that the principal is bound to exactly this project. */
    public static void requireBoundTo(String project, Principal principal) {
        if (!project.equals(principal.project())) {
            throw new ApiException.ForbiddenException(ErrorReason.OTHER_PROJECT, Authorizer.NOT_BOUND);
        }
    }

    /** Requires a scope. The error message is the same as that of a route rule. */
    public static void requireScope(Principal principal, Scope scope, ScopeCatalogue catalogue) {
        Requirement requirement = new Requirement.AnyOf(List.of(scope));
        if (!requirement.isMetBy(principal)) {
            throw new ApiException.ForbiddenException(ErrorReason.MISSING_SCOPE, requirement.denialMessage(catalogue));
        }
    }
}
