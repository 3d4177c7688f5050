package dev.tokenry.authorizer;

import dev.tokenry.authorization.AuthorizationDecision;
import dev.tokenry.authorization.ProtectedApi;
import dev.tokenry.authorization.rule.ApiPolicy;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.AuthorizerContextCodec;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts an authorization decision to the response format that the gateway expects. If the gateway caches results,
 * the response must be correct for every route to which the gateway applies it.
 */
final class AuthorizerResponses {

    /** The longest resource that API Gateway accepts in a policy, in characters. */
    private static final int MAX_RESOURCE_LENGTH = 512;

    private static final String ANONYMOUS = "anonymous";
    private static final String MESSAGE_KEY = "message";
    private static final String REASON_KEY = "reason";

    // A cached message can be returned for any route, so it must not name the scope or project of one of them.
    private static final String GENERIC_MESSAGE = "Token is missing a required scope or is not bound to this project.";

    private final AuthorizerEvent event;
    private final ProtectedApi api;

    private AuthorizerResponses(AuthorizerEvent event, ProtectedApi api) {
        this.event = event;
        this.api = api;
    }

    /**
     * Returns the response for a decision.
     *
     * @throws UnauthorizedException if the request is unauthenticated and from a REST API, which then responds with 401
     * @throws IllegalStateException if the gateway could apply a cached simple response to other routes
     */
    static AuthorizerResponse toResponse(AuthorizerEvent event, ProtectedApi api, AuthorizationDecision decision) {
        AuthorizerResponses responses = new AuthorizerResponses(event, api);
        return usesSimpleResponse(event, api) ? responses.simpleResponse(decision) : responses.policyResponse(decision);
    }

    /** Returns whether the response must be a policy for all routes, because the gateway caches it. */
    static boolean mustCoverAllRoutes(AuthorizerEvent event, ProtectedApi api) {
        return api.cachesResults() && !usesSimpleResponse(event, api);
    }

    private static boolean usesSimpleResponse(AuthorizerEvent event, ProtectedApi api) {
        return event.format() == EventFormat.HTTP_2 && api.simpleResponses();
    }

    private SimpleResponse simpleResponse(AuthorizationDecision decision) {
        if (api.cachesResults() && !event.cachedPerRouteAndPath()) {
            throw new IllegalStateException(
                    "$context.routeKey and $context.path must be identity sources if simple responses are cached");
        }
        if (decision instanceof AuthorizationDecision.Allowed allowed) {
            return new SimpleResponse(true, AuthorizerContextCodec.encode(allowed.principal()));
        }
        if (decision instanceof AuthorizationDecision.Denied denied) {
            return new SimpleResponse(false, denialContext(denied.principal(), null, denied.message()));
        }
        return new SimpleResponse(decision instanceof AuthorizationDecision.AllowedPublicly, Map.of());
    }

    private IamPolicyResponse policyResponse(AuthorizationDecision decision) {
        if (decision instanceof AuthorizationDecision.Allowed allowed) {
            return policyResponse(allowed.principal(), true, AuthorizerContextCodec.encode(allowed.principal()));
        }
        if (decision instanceof AuthorizationDecision.AllowedPublicly allowed) {
            Principal principal = allowed.principal();
            return policyResponse(
                    principal, true, principal == null ? Map.of() : AuthorizerContextCodec.encode(principal));
        }
        if (decision instanceof AuthorizationDecision.Denied denied) {
            Principal principal = denied.principal();
            if (denied.reason() == DenialReason.ADDRESS && api.cachesResults()) {
                return publicRoutesOnly(principal, denied.message());
            }
            return policyResponse(
                    principal, false, denialContext(principal, isRestApi() ? denied.reason() : null, denied.message()));
        }
        // Unauthenticated. A REST API responds to this failure with 401, an HTTP API with 500.
        if (isRestApi()) {
            throw new UnauthorizedException();
        }
        return policyResponse(null, false, Map.of());
    }

    /** A cached denial that holds for every route but the public ones, and so does its message. */
    private IamPolicyResponse publicRoutesOnly(Principal principal, String message) {
        ApiPolicy policy = api.rules().policyFor(null);
        List<String> deniedArns = toArns(policy.denied());
        deniedArns.add(resourceArn());
        return new IamPolicyResponse(
                principal.tokenId().value(),
                toArns(policy.allowed()),
                deniedArns,
                denialContext(principal, isRestApi() ? DenialReason.ADDRESS : null, message));
    }

    private IamPolicyResponse policyResponse(
            @Nullable Principal principal, boolean allowed, Map<String, String> context) {
        String principalId = principal == null ? ANONYMOUS : principal.tokenId().value();
        if (!api.cachesResults()) {
            return allowed
                    ? new IamPolicyResponse(principalId, List.of(resourceArn()), List.of(), context)
                    : new IamPolicyResponse(principalId, List.of(), List.of(resourceArn()), context);
        }
        ApiPolicy policy = api.rules().policyFor(principal);
        List<String> allowedArns = toArns(policy.allowed());
        List<String> deniedArns = toArns(policy.denied());
        if (!allowed) {
            // Without this, a wildcard for another route could allow the request, for example if its route has no rule.
            deniedArns.add(resourceArn());
        } else if (fitsInPolicy(event.arn().value())) {
            allowedArns.add(event.arn().value());
        }
        Map<String, String> cachedContext = new HashMap<>(context);
        cachedContext.put(MESSAGE_KEY, GENERIC_MESSAGE);
        if (isRestApi()) {
            cachedContext.put(REASON_KEY, ErrorReason.ACCESS_DENIED.value());
        }
        return new IamPolicyResponse(principalId, allowedArns, deniedArns, cachedContext);
    }

    private List<String> toArns(List<String> patterns) {
        List<String> arns = new ArrayList<>();
        for (String pattern : patterns) {
            arns.add(event.arn().forRoute(pattern));
        }
        return arns;
    }

    /**
     * Returns the ARN of the request or, if it is too long for a policy, a pattern for all paths with the same API,
     * stage and method.
     */
    private String resourceArn() {
        ExecuteApiArn arn = event.arn();
        return fitsInPolicy(arn.value()) ? arn.value() : arn.forRoute(arn.method() + "/*");
    }

    private static boolean fitsInPolicy(String arn) {
        return arn.length() <= MAX_RESOURCE_LENGTH;
    }

    private boolean isRestApi() {
        return switch (event.format()) {
            case REST_REQUEST, REST_TOKEN -> true;
            case HTTP_1, HTTP_2 -> false;
        };
    }

    /** @param reason null for an HTTP API, whose error responses cannot be customized */
    private static Map<String, String> denialContext(
            Principal principal, @Nullable DenialReason reason, String message) {
        Map<String, String> context = new HashMap<>(AuthorizerContextCodec.encode(principal));
        context.put(MESSAGE_KEY, message);
        if (reason != null) {
            context.put(REASON_KEY, errorReason(reason).value());
        }
        return context;
    }

    private static ErrorReason errorReason(DenialReason reason) {
        return switch (reason) {
            case ADDRESS -> ErrorReason.ADDRESS_NOT_ALLOWED;
            case MISSING_SCOPE -> ErrorReason.MISSING_SCOPE;
            case OTHER_PROJECT -> ErrorReason.OTHER_PROJECT;
            default -> ErrorReason.ACCESS_DENIED;
        };
    }
}
