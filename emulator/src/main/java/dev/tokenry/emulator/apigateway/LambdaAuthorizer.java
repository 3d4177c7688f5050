package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.apigateway.AuthorizerDecision.Allowed;
import dev.tokenry.emulator.apigateway.AuthorizerDecision.Denied;
import dev.tokenry.emulator.cloudformation.AuthorizerSpec;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Invokes the function of an authorizer, unless a result is cached, and applies the result to the request. */
final class LambdaAuthorizer {

    private final AuthorizerSpec authorizer;
    private final EmulatedFunction function;
    private final AuthorizerCache cache;

    LambdaAuthorizer(AuthorizerSpec authorizer, EmulatedFunction function, InstantSource clock) {
        this.authorizer = authorizer;
        this.function = function;
        this.cache = new AuthorizerCache(authorizer.cacheTtl(), clock);
    }

    AuthorizerDecision authorize(RoutedRequest routed) {
        List<String> identity = IdentityValues.of(authorizer, routed);
        return hasIdentity(identity)
                ? cache.find(identity)
                        // A cached result has no latency. Unconfirmed: AWS may not write 0.
                        .map(cached -> withLatency(cached.decisionFor(routed.methodArn()), 0))
                        .orElseGet(() -> invoke(routed, identity))
                : new Denied(ResponseType.UNAUTHORIZED);
    }

    /** Returns whether the request has all identity values. Unconfirmed: the expression must match the entire value. */
    private boolean hasIdentity(List<String> identity) {
        String validation = authorizer.validationPattern();
        return identity.stream().noneMatch(each -> each.isBlank() || (validation != null && !each.matches(validation)));
    }

    private AuthorizerDecision invoke(RoutedRequest routed, List<String> identity) {
        long start = System.nanoTime();
        InvocationResult outcome = function.invoke(EmulatorJson.toBytes(event(routed, identity)));
        long millis = (System.nanoTime() - start) / 1_000_000;
        return switch (outcome) {
            case InvocationResult.FunctionError error -> new Denied(failureType(error));
            case InvocationResult.Payload payload -> {
                AuthorizerResult result = AuthorizerResult.parse(authorizer, payload.json());
                if (result == null) {
                    yield new Denied(ResponseType.AUTHORIZER_CONFIGURATION_ERROR);
                }
                cache.put(identity, result);
                yield withLatency(result.decisionFor(routed.methodArn()), millis);
            }
        };
    }

    private Map<String, @Nullable Object> event(RoutedRequest routed, List<String> identity) {
        return switch (authorizer.type()) {
            case TOKEN -> RestApiEvents.token(routed, identity.getFirst());
            case REQUEST -> RestApiEvents.authorizer(routed);
            case HTTP_1 -> HttpApiEventsV1.authorizer(routed, identity);
            case HTTP_2 -> HttpApiEventsV2.authorizer(routed, identity);
        };
    }

    /** A REST API returns 401 only for this exact message. HTTP APIs document no equivalent. */
    private ResponseType failureType(InvocationResult.FunctionError error) {
        return error.errorMessage().equals("Unauthorized") && !authorizer.type().isHttpApi()
                ? ResponseType.UNAUTHORIZED
                : ResponseType.AUTHORIZER_FAILURE;
    }

    /** A REST API passes the latency of the authorizer to the integration. */
    private AuthorizerDecision withLatency(AuthorizerDecision decision, long millis) {
        if (authorizer.type().isHttpApi() || !(decision instanceof Allowed allowed)) {
            return decision;
        }
        Map<String, Object> context = new LinkedHashMap<>(allowed.context());
        context.put("integrationLatency", millis);
        return new Allowed(context);
    }
}
