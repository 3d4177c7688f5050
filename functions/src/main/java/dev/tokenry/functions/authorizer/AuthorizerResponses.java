package dev.tokenry.functions.authorizer;

import dev.tokenry.authorization.AuthorizationDecision.DenialReason;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.authorization.rule.ApiPolicy;
import dev.tokenry.authorization.ProtectedApi;
import dev.tokenry.model.Principal;
import dev.tokenry.model.AuthorizerContextCodec;
import dev.tokenry.authorization.AuthorizationDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a verdict becomes for the gateway that asked. Where the gateway keeps answers, one answer has to be right for
 * every route that it is given for.
 */
final class AuthorizerResponses {

    /** The longest resource that API Gateway takes in a policy. */
    private static final int MAX_RESOURCE_LENGTH = 512;

    private static final String ANONYMOUS = "anonymous";
    private static final String MESSAGE_KEY = "message";
    private static final String REASON_KEY = "reason";

    // A cached result denies several routes, for reasons that differ.
    private static final String GENERIC_MESSAGE =
            "Token is missing a required scope or is not bound to this project.";

    private final AuthorizerEvent event;
    private final ProtectedApi api;

    private AuthorizerResponses(AuthorizerEvent event, ProtectedApi api) {
        this.event = event;
        this.api = api;
    }

    /**
     * @throws UnauthorizedException when nobody is known and the gateway makes its 401 of that
     * @throws IllegalStateException when the gateway would give the answer for other routes too, and cannot be told so
     */
    static AuthorizerResponse toResponse(AuthorizerEvent event, ProtectedApi api, AuthorizationDecision decision) {
        AuthorizerResponses responses = new AuthorizerResponses(event, api);
        return usesSimpleResponse(event, api) ? responses.simpleResponse(decision) : responses.policyResponse(decision);
    }

    /** Whether the answer has to say what the token may do on every route: a policy that is kept. */
    static boolean mustCoverAllRoutes(AuthorizerEvent event, ProtectedApi api) {
        return api.cachesResults() && !usesSimpleResponse(event, api);
    }

    private static boolean usesSimpleResponse(AuthorizerEvent event, ProtectedApi api) {
        return event.format() == EventFormat.HTTP_2 && api.simpleResponses();
    }

    private SimpleResponse simpleResponse(AuthorizationDecision decision) {
        if (api.cachesResults() && !event.cachedPerRouteAndPath()) {
            throw new IllegalStateException(
                    "$context.routeKey and $context.path must be identity sources of a gateway that keeps yes or no");
        }
        return switch (decision) {
            case AuthorizationDecision.Allowed(var principal) -> new SimpleResponse(true, AuthorizerContextCodec.encode(principal));
            case AuthorizationDecision.AllowedPublicly(var _) -> new SimpleResponse(true, Map.of());
            case AuthorizationDecision.Denied(var principal, var _, var message) ->
                new SimpleResponse(false, denialContext(principal, null, message));
            case AuthorizationDecision.Unauthenticated(var _) -> new SimpleResponse(false, Map.of());
        };
    }

    private IamPolicyResponse policyResponse(AuthorizationDecision decision) {
        return switch (decision) {
            case AuthorizationDecision.Allowed(var principal) -> policyResponse(principal, true, AuthorizerContextCodec.encode(principal));
            case AuthorizationDecision.AllowedPublicly(var principal) ->
                policyResponse(principal, true, principal == null ? Map.of() : AuthorizerContextCodec.encode(principal));
            case AuthorizationDecision.Denied(var principal, var reason, var message) ->
                policyResponse(principal, false, denialContext(principal, isRestApi() ? reason : null, message));
            case AuthorizationDecision.Unauthenticated(var _) ->
                switch (event.format()) {
                    // REST APIs make a 401 of this failure, HTTP APIs a 500.
                    case REST_REQUEST, REST_TOKEN -> throw new UnauthorizedException();
                    case HTTP_1, HTTP_2 -> policyResponse(null, false, Map.of());
                };
        };
    }

    private IamPolicyResponse policyResponse(@Nullable Principal principal, boolean allowed, Map<String, String> context) {
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
            // No wildcard may overrule what was judged just now, of a route without a rule for example.
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
        return patterns.stream().map(event.arn()::forRoute).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The very request, or, where its path is too long for a policy, all of its API, stage and method. */
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

    /** @param reason null for an HTTP API, whose responses cannot contain it */
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
            case MISSING_SCOPE -> ErrorReason.MISSING_SCOPE;
            case OTHER_PROJECT -> ErrorReason.OTHER_PROJECT;
            default -> ErrorReason.ACCESS_DENIED;
        };
    }
}
