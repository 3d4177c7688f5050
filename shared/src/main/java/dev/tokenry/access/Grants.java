package dev.tokenry.access;

import dev.tokenry.store.TokenRange;
import dev.tokenry.token.Principal;
import dev.tokenry.token.Problem;
import dev.tokenry.token.Scope;
import dev.tokenry.token.ScopeCatalogue;
import dev.tokenry.token.Scopes;
import dev.tokenry.token.SecretUsed;
import dev.tokenry.token.Token;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may do what with which token. Each rule either holds or throws the problem that its breaker is answered with. */
public final class Grants {

    private Grants() {}

    /** The tokens that a principal may see and manage; the others are as unknown to it as those that never were. */
    public static TokenRange visibleTo(Principal principal) {
        String project = principal.project();
        if (!principal.managesAllTokens()) {
            return new TokenRange.OfOwner(principal.owner(), project);
        }
        return project == null ? new TokenRange.All() : new TokenRange.OfProject(project);
    }

    public static Token requireVisible(Token token, Principal principal) {
        if (!visibleTo(principal).holds(token)) {
            throw new Problem.NotFound();
        }
        return token;
    }

    /** Whoever holds an old secret must not be able to end the overlap, or to lock the owner out. */
    public static void requireCurrentSecret(Principal principal) {
        if (principal.secret() != SecretUsed.CURRENT) {
            throw new Problem.Forbidden("A token that was regenerated changes nothing with its previous secret.");
        }
    }

    /** A principal grants what it holds, or anything when it manages all tokens. */
    public static void requireMayGrant(Principal principal, Scopes scopes) {
        if (principal.managesAllTokens() || principal.scopes().hasAll(scopes.inOrder())) {
            return;
        }
        throw new Problem.Forbidden(scopes.inOrder().stream()
                .filter(scope -> !principal.holds(scope))
                .map(Scope::name)
                .collect(Collectors.joining(", ", "Token may not grant scopes that it does not hold: ", "")));
    }

    /** What a token gives birth to does not outlive it. */
    public static void requireNotOutliving(Principal principal, @Nullable Instant expiresAt) {
        Instant own = principal.expiresAt();
        if (principal.managesAllTokens() || own == null) {
            return;
        }
        if (expiresAt == null || expiresAt.isAfter(own)) {
            throw new Problem.Forbidden("expirationDate may not be later than that of the calling token.");
        }
    }

    public static void requireMayOwn(Principal principal, String owner) {
        if (!principal.managesAllTokens() && !owner.equals(principal.owner())) {
            throw new Problem.Forbidden("Only " + Scope.MANAGE_ALL_TOKENS + " makes tokens for another owner.");
        }
    }

    public static void requireMayBind(Principal principal, @Nullable String project) {
        if (principal.project() != null && !principal.project().equals(project)) {
            throw new Problem.Forbidden("Token is bound to another project.");
        }
    }

    public static void requireScope(Principal principal, Scope scope, ScopeCatalogue catalogue) {
        Requirement requirement = new Requirement.AnyOf(List.of(scope));
        if (!requirement.isMetBy(principal)) {
            throw new Problem.Forbidden(requirement.refusal(catalogue));
        }
    }

    /** A token that may only rotate itself rotates nothing else. */
    public static void requireMayRegenerate(Principal principal, Token token, ScopeCatalogue catalogue) {
        if (!principal.tokenId().equals(token.id())) {
            requireScope(principal, Scope.WRITE_TOKENS, catalogue);
        }
        requireMayGrant(principal, token.settings().scopes());
    }
}
