package dev.tokenry.access;

import dev.tokenry.token.Principal;
import dev.tokenry.token.ScopeCatalogue;
import dev.tokenry.token.Token;
import dev.tokenry.token.Verdict;
import dev.tokenry.token.Verdict.Reason;
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
     * @throws dev.tokenry.token.Unavailable when nothing can be said
     */
    public Verdict authorize(
            Optional<String> presentedToken,
            Optional<MatchedRule> matched,
            boolean forAllRoutes,
            Consumer<Authentication.Known> used) {
        boolean isPublic = matched.isPresent() && matched.get().rule().requirement() instanceof Requirement.Public;
        if (isPublic && (presentedToken.isEmpty() || !forAllRoutes)) {
            return new Verdict.Public(null);
        }
        if (presentedToken.isEmpty()) {
            return new Verdict.Unauthenticated(Reason.NO_CREDENTIALS);
        }
        return switch (authenticator.authenticate(presentedToken.get())) {
            case Authentication.Refused(var reason) ->
                isPublic ? new Verdict.Public(null) : new Verdict.Unauthenticated(reason);
            case Authentication.Known known -> {
                Principal principal = principal(known);
                Verdict verdict = isPublic ? new Verdict.Public(principal) : judge(principal, matched);
                used.accept(known);
                yield verdict;
            }
        };
    }

    private Verdict judge(Principal principal, Optional<MatchedRule> matched) {
        if (matched.isEmpty()) {
            return new Verdict.Denied(principal, Reason.NO_RULE, "Access is denied.");
        }
        RouteRule rule = matched.get().rule();
        if (!rule.requirement().isMetBy(principal)) {
            return new Verdict.Denied(
                    principal, Reason.MISSING_SCOPE, rule.requirement().refusal(catalogue));
        }
        if (!rule.isProjectOf(principal, matched.get().pathParameters())) {
            return new Verdict.Denied(principal, Reason.OTHER_PROJECT, "Token is not bound to this project.");
        }
        return new Verdict.Allowed(principal);
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
