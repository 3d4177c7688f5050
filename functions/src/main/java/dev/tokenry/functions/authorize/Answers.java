package dev.tokenry.functions.authorize;

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
final class Answers {

    /** The longest resource that API Gateway takes in a policy. */
    private static final int LONGEST_RESOURCE = 512;

    private static final String NOBODY = "anonymous";
    private static final String MESSAGE = "message";

    // On which of the routes somebody will read it is not known when it is written.
    private static final String MESSAGE_OF_ANY_ROUTE =
            "Token is missing a required scope, or is not bound to this project.";

    private final AuthorizerEvent event;
    private final ProtectedApi api;

    private Answers(AuthorizerEvent event, ProtectedApi api) {
        this.event = event;
        this.api = api;
    }

    /**
     * @throws Unauthorized when nobody is known and the gateway makes its 401 of that
     * @throws IllegalStateException when the gateway would give the answer for other routes too, and cannot be told so
     */
    static Answer answer(AuthorizerEvent event, ProtectedApi api, AuthorizationDecision verdict) {
        Answers answers = new Answers(event, api);
        return isSimple(event, api) ? answers.simple(verdict) : answers.policy(verdict);
    }

    /** Whether the answer has to say what the token may do on every route: a policy that is kept. */
    static boolean isForAllRoutes(AuthorizerEvent event, ProtectedApi api) {
        return api.cachesResults() && !isSimple(event, api);
    }

    private static boolean isSimple(AuthorizerEvent event, ProtectedApi api) {
        return event.kind() == EventKind.HTTP_2 && api.simpleResponses();
    }

    private SimpleAnswer simple(AuthorizationDecision verdict) {
        if (api.cachesResults() && !event.keptByRouteAndPath()) {
            throw new IllegalStateException(
                    "$context.routeKey and $context.path must be identity sources of a gateway that keeps yes or no");
        }
        return switch (verdict) {
            case AuthorizationDecision.Allowed(var principal) -> new SimpleAnswer(true, AuthorizerContextCodec.encode(principal));
            case AuthorizationDecision.AllowedPublicly(var _) -> new SimpleAnswer(true, Map.of());
            case AuthorizationDecision.Denied(var principal, var _, var message) ->
                new SimpleAnswer(false, withMessage(principal, message));
            case AuthorizationDecision.Unauthenticated(var _) -> new SimpleAnswer(false, Map.of());
        };
    }

    private PolicyAnswer policy(AuthorizationDecision verdict) {
        return switch (verdict) {
            case AuthorizationDecision.Allowed(var principal) -> policy(principal, true, AuthorizerContextCodec.encode(principal));
            case AuthorizationDecision.AllowedPublicly(var principal) ->
                policy(principal, true, principal == null ? Map.of() : AuthorizerContextCodec.encode(principal));
            case AuthorizationDecision.Denied(var principal, var _, var message) ->
                policy(principal, false, withMessage(principal, message));
            case AuthorizationDecision.Unauthenticated(var _) ->
                switch (event.kind()) {
                    // REST APIs make a 401 of this failure, HTTP APIs a 500.
                    case REST_REQUEST, REST_TOKEN -> throw new Unauthorized();
                    case HTTP_1, HTTP_2 -> policy(null, false, Map.of());
                };
        };
    }

    private PolicyAnswer policy(@Nullable Principal principal, boolean allowed, Map<String, String> context) {
        String principalId = principal == null ? NOBODY : principal.tokenId().value();
        if (!api.cachesResults()) {
            return allowed
                    ? new PolicyAnswer(principalId, List.of(requestOrMethod()), List.of(), context)
                    : new PolicyAnswer(principalId, List.of(), List.of(requestOrMethod()), context);
        }
        ApiPolicy policy = api.rules().policyFor(principal);
        List<String> more = resources(policy.allowed());
        List<String> less = resources(policy.denied());
        if (!allowed) {
            // No wildcard may overrule what was judged just now, of a route without a rule for example.
            less.add(requestOrMethod());
        } else if (isShort(event.arn().text())) {
            more.add(event.arn().text());
        }
        Map<String, String> contextOfAll = new HashMap<>(context);
        contextOfAll.put(MESSAGE, MESSAGE_OF_ANY_ROUTE);
        return new PolicyAnswer(principalId, more, less, contextOfAll);
    }

    private List<String> resources(List<String> patterns) {
        return patterns.stream().map(event.arn()::with).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The very request, or, where its path is too long for a policy, all of its API, stage and method. */
    private String requestOrMethod() {
        Arn arn = event.arn();
        return isShort(arn.text()) ? arn.text() : arn.with(arn.method() + "/*");
    }

    private static boolean isShort(String arn) {
        return arn.length() <= LONGEST_RESOURCE;
    }

    private static Map<String, String> withMessage(Principal principal, String message) {
        Map<String, String> context = new HashMap<>(AuthorizerContextCodec.encode(principal));
        context.put(MESSAGE, message);
        return context;
    }
}
