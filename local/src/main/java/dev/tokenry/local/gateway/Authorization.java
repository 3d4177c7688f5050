package dev.tokenry.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.local.gateway.Decision.Allowed;
import dev.tokenry.local.gateway.Decision.Refused;
import dev.tokenry.local.lambda.LocalFunction;
import dev.tokenry.local.lambda.Outcome;
import dev.tokenry.local.template.Authorizer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the authorizer's function and judges its answer; results are never cached. */
record Authorization(Authorizer authorizer, LocalFunction function) {

    Decision decide(RoutedRequest routed) {
        if (routed.request().headers.header(authorizer.header()).isBlank()) {
            return new Refused(ResponseType.UNAUTHORIZED);
        }
        long start = System.nanoTime();
        Outcome outcome = function.invoke(Json.bytes(Events.authorizer(routed)));
        long millis = (System.nanoTime() - start) / 1_000_000;
        return switch (outcome) {
            case Outcome.FunctionError error ->
                new Refused(
                        // Whole and exact: API Gateway knows a 401 by this text alone.
                        error.errorMessage().equals("Unauthorized")
                                ? ResponseType.UNAUTHORIZED
                                : ResponseType.AUTHORIZER_FAILURE);
            case Outcome.Answer answer -> judge(Json.object(answer.json()), routed.methodArn(), millis);
        };
    }

    private static Decision judge(@Nullable JsonNode answer, String methodArn, long millis) {
        if (answer == null || !answer.path("principalId").isTextual()) {
            return new Refused(ResponseType.AUTHORIZER_CONFIGURATION_ERROR);
        }
        Policy policy = Policy.of(answer.get("policyDocument"));
        Map<String, String> context = context(answer);
        if (policy == null || context == null) {
            return new Refused(ResponseType.AUTHORIZER_CONFIGURATION_ERROR);
        }
        if (!policy.allows(methodArn)) {
            return new Refused(ResponseType.ACCESS_DENIED, context);
        }
        Map<String, Object> handedOn = new LinkedHashMap<>(context);
        handedOn.put("integrationLatency", millis);
        return new Allowed(handedOn);
    }

    /** The flat values, as text, and the principal; null when it is no map or one of them is not flat. */
    private static @Nullable Map<String, String> context(JsonNode answer) {
        Map<String, String> context = new LinkedHashMap<>();
        JsonNode given = answer.path("context");
        if (!given.isObject() && !given.isMissingNode() && !given.isNull()) {
            return null;
        }
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            if (entry.getValue().isContainerNode()) {
                return null;
            }
            if (!entry.getValue().isNull()) {
                context.put(entry.getKey(), entry.getValue().asText());
            }
        }
        context.put("principalId", answer.path("principalId").textValue());
        return context;
    }
}
