package dev.tokenry.access;

import dev.tokenry.token.Principal;
import dev.tokenry.token.ScopeCatalogue;
import dev.tokenry.token.Token;
import dev.tokenry.token.Verdict;
import dev.tokenry.token.Verdict.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who may use which route. */
public final class Authorizer {

    private final Authenticator authenticator;
    private final RouteRules rules;
    private final ScopeCatalogue catalogue;

    public Authorizer(Authenticator authenticator, RouteRules rules, ScopeCatalogue catalogue) {
        this.authenticator = authenticator;
        this.rules = rules;
        this.catalogue = catalogue;
    }

    /**
     * Judges a request.
     *
     * @param resource the route's resource with its parameters in braces, as the gateway names it
     * @param pathParameters their values, as they stand in the path
     * @param used is told who proved to be known, whether or not it may do what it asks for
     * @throws dev.tokenry.token.Unavailable when nothing can be said
     */
    public Verdict authorize(
            String presentedToken,
            String method,
            String resource,
            Map<String, String> pathParameters,
            Consumer<Authentication.Known> used) {
        return switch (authenticator.authenticate(presentedToken)) {
            case Authentication.Refused(var reason) -> new Verdict.Unauthenticated(reason);
            case Authentication.Known known -> {
                Verdict verdict = judge(principal(known), rules.find(method, resource), pathParameters);
                used.accept(known);
                yield verdict;
            }
        };
    }

    private Verdict judge(Principal principal, Optional<RouteRule> found, Map<String, String> pathParameters) {
        if (found.isEmpty()) {
            return new Verdict.Denied(principal, Reason.NO_RULE, "Access is denied.");
        }
        RouteRule rule = found.get();
        if (!rule.requirement().isMetBy(principal)) {
            return new Verdict.Denied(
                    principal, Reason.MISSING_SCOPE, rule.requirement().refusal(catalogue));
        }
        String parameter = rule.projectParameter();
        if (parameter != null && !isBoundTo(principal, pathParameters.get(parameter))) {
            return new Verdict.Denied(principal, Reason.OTHER_PROJECT, "Token is not bound to this project.");
        }
        return new Verdict.Allowed(principal);
    }

    private static boolean isBoundTo(Principal principal, @Nullable String project) {
        return principal.project() != null && principal.project().equals(project);
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
