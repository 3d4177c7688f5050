package dev.tokenry.authorization;

import dev.tokenry.authentication.AuthenticationResult;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authorization.rule.Requirement;
import dev.tokenry.authorization.rule.RouteMatch;
import dev.tokenry.authorization.rule.RouteRule;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.Principal;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides whether a request is allowed to use a route. */
public final class Authorizer {

    /** The message for a token that is not bound to the project of the request. */
    static final String NOT_BOUND = "Token is not bound to this project.";

    private final Authenticator authenticator;

    public Authorizer(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * Decides whether a request is allowed.
     *
     * @param tokenValue the token value of the request; empty if it has none
     * @param routeMatch the rule for the route of the request; empty if the route has none and is therefore denied
     * @param sourceIp the source address of the request; null if it is not known, or if the gateway applies the result
     *     to requests from other addresses too
     * @param cacheable whether the result can be applied to other routes too, so that the token is authenticated even
     *     on a public route
     * @param uses receives the use of the token if its secret is proven
     * @throws dev.tokenry.error.ServiceUnavailableException if a dependency is unavailable, so that no decision is
     *     possible
     */
    public AuthorizationDecision authorize(
            Optional<String> tokenValue,
            Optional<RouteMatch> routeMatch,
            @Nullable String sourceIp,
            boolean cacheable,
            TokenUseListener uses) {
        boolean isPublic =
                routeMatch.isPresent() && routeMatch.get().rule().requirement() instanceof Requirement.Public;
        if (isPublic && (tokenValue.isEmpty() || !cacheable)) {
            return new AuthorizationDecision.AllowedPublicly(null);
        }
        if (tokenValue.isEmpty()) {
            return new AuthorizationDecision.Unauthenticated(DenialReason.NO_CREDENTIALS);
        }
        AuthenticationResult result = authenticator.authenticate(tokenValue.get());
        if (!(result instanceof AuthenticationResult.Authenticated authenticated)) {
            return isPublic
                    ? new AuthorizationDecision.AllowedPublicly(null)
                    : rejected((AuthenticationResult.Rejected) result, uses);
        }
        Principal principal = principal(authenticated);
        if (!authenticated.token().settings().allowedIps().contain(sourceIp)) {
            if (isPublic) {
                return new AuthorizationDecision.AllowedPublicly(null);
            }
            uses.rejected(authenticated.token(), DenialReason.ADDRESS);
            return deniedAddress(principal, sourceIp);
        }
        AuthorizationDecision decision =
                isPublic ? new AuthorizationDecision.AllowedPublicly(principal) : evaluate(principal, routeMatch);
        uses.authenticated(authenticated, decision);
        return decision;
    }

    private static AuthorizationDecision rejected(AuthenticationResult.Rejected rejected, TokenUseListener uses) {
        Token proven = rejected.proven();
        if (proven != null) {
            uses.rejected(proven, rejected.reason());
        }
        return new AuthorizationDecision.Unauthenticated(rejected.reason());
    }

    private static AuthorizationDecision deniedAddress(Principal principal, @Nullable String sourceIp) {
        return new AuthorizationDecision.Denied(
                principal,
                DenialReason.ADDRESS,
                sourceIp == null
                        ? "Token is restricted to addresses, and this API does not identify the address of the request."
                        : "Token cannot be used from this address.");
    }

    private AuthorizationDecision evaluate(Principal principal, Optional<RouteMatch> routeMatch) {
        if (routeMatch.isEmpty()) {
            return new AuthorizationDecision.Denied(principal, DenialReason.NO_RULE, "Access denied.");
        }
        RouteRule rule = routeMatch.get().rule();
        if (!rule.requirement().isMetBy(principal)) {
            return new AuthorizationDecision.Denied(
                    principal, DenialReason.MISSING_SCOPE, rule.requirement().denialMessage(ScopeCatalogue.builtIn()));
        }
        if (!rule.matchesProject(principal, routeMatch.get().pathParameters())) {
            return new AuthorizationDecision.Denied(principal, DenialReason.OTHER_PROJECT, NOT_BOUND);
        }
        return new AuthorizationDecision.Allowed(principal, rule.requirement().scopesUsedBy(principal));
    }

    private static Principal principal(AuthenticationResult.Authenticated authenticated) {
        Token token = authenticated.token();
        return new Principal(
                token.id(),
                token.origin().owner(),
                token.origin().userId(),
                token.origin().project(),
                authenticated.effectiveScopes(),
                token.origin().personal(),
                authenticated.secretGeneration(),
                token.settings().expiresAt(),
                token.origin().bootstrap(),
                authenticated.secretGeneration() == SecretGeneration.CURRENT
                        ? null
                        : token.secrets().regeneratedAt(),
                token.settings().allowedIps().isRestricted(),
                token.origin().isExchanged());
    }
}
