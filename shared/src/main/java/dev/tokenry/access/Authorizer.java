package dev.tokenry.access;

import dev.tokenry.token.Principal;
import dev.tokenry.token.ScopeCatalogue;
import dev.tokenry.token.Scopes;
import dev.tokenry.token.SecretUsed;
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
     * @param used is told of the token that proved itself, as it was read, whether or not it may do what it asks for
     * @throws dev.tokenry.token.Unavailable when nothing can be said
     */
    public Verdict authorize(
            String presentedToken,
            String method,
            String resource,
            Map<String, String> pathParameters,
            Consumer<Token> used) {
        return switch (authenticator.authenticate(presentedToken)) {
            case Authentication.Refused(var reason) -> new Verdict.Unauthenticated(reason);
            case Authentication.Known(var token, var secret, var scopes) -> {
                Verdict verdict = judge(principal(token, secret, scopes), rules.find(method, resource), pathParameters);
                used.accept(token);
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

    private static Principal principal(Token token, SecretUsed secret, Scopes scopes) {
        return new Principal(
                token.id(),
                token.origin().owner(),
                token.origin().project(),
                scopes,
                token.origin().personal(),
                secret,
                token.settings().expiresAt());
    }
}
