package dev.tokenry.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.local.gateway.Decision.Allowed;
import dev.tokenry.local.gateway.Decision.Refused;
import dev.tokenry.emulator.cloudformation.AuthorizerSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an authorizer's function answered: it can be kept, and is applied to each request anew. */
sealed interface AuthorizerResult {

    Decision on(String methodArn);

    /** An IAM policy: it speaks of other requests as well, and of each it may say something else. */
    record ByPolicy(Policy policy, Map<String, Object> context) implements AuthorizerResult {

        @Override
        public Decision on(String methodArn) {
            return policy.allows(methodArn) ? new Allowed(context) : new Refused(ResponseType.ACCESS_DENIED, context);
        }
    }

    /** An HTTP API's simple response: the same for whatever request it is replayed to. */
    record Simple(boolean isAuthorized, Map<String, Object> context) implements AuthorizerResult {

        @Override
        public Decision on(String methodArn) {
            return isAuthorized ? new Allowed(context) : new Refused(ResponseType.ACCESS_DENIED, context);
        }
    }

    /** Null when the answer has not the form that the authorizer promises. */
    static @Nullable AuthorizerResult read(AuthorizerSpec authorizer, String json) {
        JsonNode answer = Json.object(json);
        if (answer == null) {
            return null;
        }
        Map<String, Object> context = authorizer.type() == AuthorizerSpec.Type.HTTP_2
                ? nested(answer.path("context"))
                : flat(answer.path("context"));
        if (context == null) {
            return null;
        }
        if (authorizer.simpleResponses()) {
            JsonNode isAuthorized = answer.path("isAuthorized");
            return isAuthorized.isBoolean() ? new Simple(isAuthorized.booleanValue(), context) : null;
        }
        // That HTTP APIs insist on a principal as REST APIs do is unconfirmed.
        JsonNode principal = answer.path("principalId");
        Policy policy = Policy.of(answer.get("policyDocument"));
        if (policy == null || !principal.isTextual()) {
            return null;
        }
        if (authorizer.type() != AuthorizerSpec.Type.HTTP_2) {
            context.put("principalId", principal.textValue());
        }
        return new ByPolicy(policy, context);
    }

    /** The values of a 2.0 answer may be anything, and are handed on as they are. */
    private static @Nullable Map<String, Object> nested(JsonNode given) {
        Map<String, Object> context = new LinkedHashMap<>();
        given.properties().forEach(entry -> context.put(entry.getKey(), entry.getValue()));
        return isMapOrAbsent(given) ? context : null;
    }

    /** The values as text; null when one of them is not flat. That 1.0 of HTTP APIs is as strict is unconfirmed. */
    private static @Nullable Map<String, Object> flat(JsonNode given) {
        Map<String, Object> context = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            if (entry.getValue().isContainerNode()) {
                return null;
            }
            if (!entry.getValue().isNull()) {
                context.put(entry.getKey(), entry.getValue().asText());
            }
        }
        return isMapOrAbsent(given) ? context : null;
    }

    private static boolean isMapOrAbsent(JsonNode given) {
        return given.isObject() || given.isMissingNode() || given.isNull();
    }
}
