package dev.tokenry.access;

import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import dev.tokenry.authorization.AuthorizationDecision;
import dev.tokenry.authorization.AuthorizationDecision.DenialReason;
import java.util.Optional;
import java.util.function.Consumer;

/** Who may use which route. */
public final class Authorizer {

    private final Authenticator authenticator;
    private final ScopeCatalogue catalogue;

    public Authorizer(Authenticator authenticator, ScopeCatalogue catalogue) {
        this.authenticator = authenticator;
        this.catalogue = catalogue;
    }

    /**
     * Judges a request.
     *
     * @param presentedToken what it carries for a token; empty when it carries none
     * @param matched the rule of its route; empty when there is none, and so nobody may use it
     * @param forAllRoutes whether the answer will be given for other routes too, so that who asks has to be known even
     *     where it does not matter here
     * @param used is told who proved to be known, whether or not it may do what it asks for
     * @throws dev.tokenry.error.ServiceUnavailableException when nothing can be said
     */
    public AuthorizationDecision authorize(
            Optional<String> presentedToken,
            Optional<MatchedRule> matched,
            boolean forAllRoutes,
            Consumer<Authentication.Known> used) {
        boolean isPublic = matched.isPresent() && matched.get().rule().requirement() instanceof Requirement.Public;
        if (isPublic && (presentedToken.isEmpty() || !forAllRoutes)) {
            return new AuthorizationDecision.AllowedPublicly(null);
        }
        if (presentedToken.isEmpty()) {
            return new AuthorizationDecision.Unauthenticated(DenialReason.NO_CREDENTIALS);
        }
        return switch (authenticator.authenticate(presentedToken.get())) {
            case Authentication.Refused(var reason) ->
                isPublic ? new AuthorizationDecision.AllowedPublicly(null) : new AuthorizationDecision.Unauthenticated(reason);
            case Authentication.Known known -> {
                Principal principal = principal(known);
                AuthorizationDecision verdict = isPublic ? new AuthorizationDecision.AllowedPublicly(principal) : judge(principal, matched);
                used.accept(known);
                yield verdict;
            }
        };
    }

    private AuthorizationDecision judge(Principal principal, Optional<MatchedRule> matched) {
        if (matched.isEmpty()) {
            return new AuthorizationDecision.Denied(principal, DenialReason.NO_RULE, "Access is denied.");
        }
        RouteRule rule = matched.get().rule();
        if (!rule.requirement().isMetBy(principal)) {
            return new AuthorizationDecision.Denied(
                    principal, DenialReason.MISSING_SCOPE, rule.requirement().refusal(catalogue));
        }
        if (!rule.isProjectOf(principal, matched.get().pathParameters())) {
            return new AuthorizationDecision.Denied(principal, DenialReason.OTHER_PROJECT, "Token is not bound to this project.");
        }
        return new AuthorizationDecision.Allowed(principal);
    }

    private static Principal principal(Authentication.Known known) {
        Token token = known.token();
        return new Principal(
                token.id(),
                token.origin().owner(),
                token.origin().project(),
                known.scopes(),
                token.origin().personal(),
                known.secret(),
                token.settings().expiresAt());
    }
}
