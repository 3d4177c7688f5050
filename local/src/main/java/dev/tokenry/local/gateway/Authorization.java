package dev.tokenry.local.gateway;

import dev.tokenry.local.gateway.Decision.Allowed;
import dev.tokenry.local.gateway.Decision.Refused;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.emulator.cloudformation.AuthorizerSpec;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks an authorizer's function, unless it has answered of late, and applies the answer to the request. */
final class Authorization {

    private final AuthorizerSpec authorizer;
    private final EmulatedFunction function;
    private final ResultCache results;

    Authorization(AuthorizerSpec authorizer, EmulatedFunction function, InstantSource clock) {
        this.authorizer = authorizer;
        this.function = function;
        this.results = new ResultCache(authorizer.cacheTtl(), clock);
    }

    Decision decide(RoutedRequest routed) {
        List<String> identity = IdentityValues.of(authorizer, routed);
        return isWorthAsking(identity)
                ? results.find(identity)
                        // Nothing was waited for; that AWS writes 0 then is unconfirmed.
                        .map(kept -> timed(kept.on(routed.methodArn()), 0))
                        .orElseGet(() -> ask(routed, identity))
                : new Refused(ResponseType.UNAUTHORIZED);
    }

    /** Whether the request says all that it must; that an expression must match the whole token is unconfirmed. */
    private boolean isWorthAsking(List<String> identity) {
        String validation = authorizer.validationPattern();
        return identity.stream().noneMatch(each -> each.isBlank() || (validation != null && !each.matches(validation)));
    }

    private Decision ask(RoutedRequest routed, List<String> identity) {
        long start = System.nanoTime();
        InvocationResult outcome = function.invoke(Json.bytes(event(routed, identity)));
        long millis = (System.nanoTime() - start) / 1_000_000;
        return switch (outcome) {
            case InvocationResult.FunctionError error -> new Refused(failure(error));
            case InvocationResult.Payload answer -> {
                AuthorizerResult result = AuthorizerResult.read(authorizer, answer.json());
                if (result == null) {
                    yield new Refused(ResponseType.AUTHORIZER_CONFIGURATION_ERROR);
                }
                results.keep(identity, result);
                yield timed(result.on(routed.methodArn()), millis);
            }
        };
    }

    private Map<String, @Nullable Object> event(RoutedRequest routed, List<String> identity) {
        return switch (authorizer.type()) {
            case TOKEN -> Events.token(routed, identity.getFirst());
            case REQUEST -> Events.authorizer(routed);
            case HTTP_1 -> HttpEventsV1.authorizer(routed, identity);
            case HTTP_2 -> HttpEvents.authorizer(routed, identity);
        };
    }

    /** A REST API knows a 401 by this text alone, whole and exact. HTTP APIs document no way to it. */
    private ResponseType failure(InvocationResult.FunctionError error) {
        return error.errorMessage().equals("Unauthorized") && !authorizer.type().isHttpApi()
                ? ResponseType.UNAUTHORIZED
                : ResponseType.AUTHORIZER_FAILURE;
    }

    /** A REST API tells the integration how long the authorizer took. */
    private Decision timed(Decision decision, long millis) {
        if (authorizer.type().isHttpApi() || !(decision instanceof Allowed allowed)) {
            return decision;
        }
        Map<String, Object> context = new LinkedHashMap<>(allowed.context());
        context.put("integrationLatency", millis);
        return new Allowed(context);
    }
}
