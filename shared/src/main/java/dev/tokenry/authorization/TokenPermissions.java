package dev.tokenry.authorization;

import dev.tokenry.error.ErrorReason;
import dev.tokenry.authorization.rule.Requirement;

import dev.tokenry.store.TokenFilter;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may do what with which token. Each rule either holds or throws the problem that its breaker is answered with. */
public final class TokenPermissions {

    private TokenPermissions() {}

    /** The tokens that a principal may see, if its user may manage any: what others ask for is {@link TokenVisibility}. */
    static TokenFilter visibleTo(Principal principal) {
        String project = principal.project();
        if (!principal.managesAllTokens()) {
            return new TokenFilter.ByOwner(principal.owner(), project);
        }
        return project == null ? new TokenFilter.All() : new TokenFilter.ByProject(project);
    }

    public static Token requireVisible(Token token, Principal principal) {
        if (!visibleTo(principal).matches(token)) {
            throw new ApiException.NotFoundException();
        }
        return token;
    }

    /** Whoever holds an old secret must not be able to end the overlap, or to lock the owner out. */
    public static void requireCurrentSecret(Principal principal) {
        if (principal.secretGeneration() != SecretGeneration.CURRENT) {
            throw new ApiException.ForbiddenException(ErrorReason.PREVIOUS_SECRET, "The previous secret of a regenerated token cannot be used for changes.");
        }
    }

    /** A principal grants what it holds, or anything when it manages all tokens. */
    public static void requireMayGrant(Principal principal, Scopes scopes) {
        if (principal.managesAllTokens() || principal.scopes().containsAll(scopes.values())) {
            return;
        }
        throw new ApiException.ForbiddenException(ErrorReason.SCOPE_NOT_HELD, scopes.values().stream()
                .filter(scope -> !principal.hasScope(scope))
                .map(Scope::name)
                .collect(Collectors.joining(", ", "Token cannot grant scopes that it does not hold: ", "")));
    }

    /** What a token gives birth to does not outlive it. */
    public static void requireExpiryWithinOwn(Principal principal, @Nullable Instant expiresAt) {
        if (exceedsOwnExpiry(principal, expiresAt)) {
            throw new ApiException.ForbiddenException(ErrorReason.OUTLIVES, "expirationDate must not be later than the expiration date of the calling token.");
        }
    }

    public static boolean mayAssignOwner(Principal principal, String owner) {
        return principal.managesAllTokens() || owner.equals(principal.owner());
    }

    public static void requireMayAssignOwner(Principal principal, String owner) {
        if (!mayAssignOwner(principal, owner)) {
            throw new ApiException.ForbiddenException(ErrorReason.OTHER_OWNER, "Creating tokens for another owner requires the scope " + Scope.MANAGE_ALL_TOKENS + ".");
        }
    }

    public static void requireMayBindProject(Principal principal, @Nullable String project) {
        if (principal.project() != null && !principal.project().equals(project)) {
            throw new ApiException.ForbiddenException(ErrorReason.OTHER_PROJECT, "Token is bound to another project.");
        }
    }

    public static void requireScope(Principal principal, Scope scope, ScopeCatalogue catalogue) {
        Requirement requirement = new Requirement.AnyOf(List.of(scope));
        if (!requirement.isMetBy(principal)) {
            throw new ApiException.ForbiddenException(ErrorReason.MISSING_SCOPE, requirement.denialMessage(catalogue));
        }
    }

    /** A token that may only rotate itself rotates nothing else; and a new secret is a new life of its token. */
    public static void requireMayRegenerate(Principal principal, Token token, ScopeCatalogue catalogue) {
        if (!principal.tokenId().equals(token.id())) {
            requireScope(principal, Scope.WRITE_TOKENS, catalogue);
            requireNotExpiringLater(principal, token);
        }
        requireMayGrant(principal, token.settings().scopes());
        requireMayCreate(principal, token.origin().personal());
    }

    /** What ends with its owner makes nothing that does not: a personal token gives out personal secrets alone. */
    public static void requireMayCreate(Principal principal, boolean personal) {
        if (principal.personal() && !personal && !principal.managesAllTokens()) {
            throw new ApiException.ForbiddenException(ErrorReason.PERSONAL_ONLY, "A personal access token can create and regenerate only personal access tokens.");
        }
    }

    private static void requireNotExpiringLater(Principal principal, Token token) {
        if (exceedsOwnExpiry(principal, token.settings().expiresAt())) {
            throw new ApiException.ForbiddenException(ErrorReason.OUTLIVES, "Token cannot regenerate a token that expires later than it does.");
        }
    }

    /** Whether something of this end would be left when the principal is not. */
    private static boolean exceedsOwnExpiry(Principal principal, @Nullable Instant expiresAt) {
        Instant ownExpiry = principal.expiresAt();
        return !principal.managesAllTokens() && ownExpiry != null && (expiresAt == null || expiresAt.isAfter(ownExpiry));
    }
}
