package dev.tokenry.emulator.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.apigateway.AuthorizerDecision.Allowed;
import dev.tokenry.emulator.apigateway.AuthorizerDecision.Denied;
import dev.tokenry.emulator.cloudformation.AuthorizerSpec;
import dev.tokenry.emulator.io.EmulatorJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an authorizer's function answered: it can be kept, and is applied to each request anew. */
sealed interface AuthorizerResult {

    AuthorizerDecision decisionFor(String methodArn);

    /** An IAM policy: it speaks of other requests as well, and of each it may say something else. */
    record ByPolicy(IamPolicy policy, Map<String, Object> context) implements AuthorizerResult {

        @Override
        public AuthorizerDecision decisionFor(String methodArn) {
            return policy.allows(methodArn) ? new Allowed(context) : new Denied(ResponseType.ACCESS_DENIED, context);
        }
    }

    /** An HTTP API's simple response: the same for whatever request it is replayed to. */
    record Simple(boolean isAuthorized, Map<String, Object> context) implements AuthorizerResult {

        @Override
        public AuthorizerDecision decisionFor(String methodArn) {
            return isAuthorized ? new Allowed(context) : new Denied(ResponseType.ACCESS_DENIED, context);
        }
    }

    /** Null when the answer has not the form that the authorizer promises. */
    static @Nullable AuthorizerResult parse(AuthorizerSpec authorizer, String json) {
        JsonNode response = EmulatorJson.parseObject(json);
        if (response == null) {
            return null;
        }
        Map<String, Object> context = authorizer.type() == AuthorizerSpec.Type.HTTP_2
                ? nestedContext(response.path("context"))
                : flatContext(response.path("context"));
        if (context == null) {
            return null;
        }
        if (authorizer.simpleResponses()) {
            JsonNode isAuthorized = response.path("isAuthorized");
            return isAuthorized.isBoolean() ? new Simple(isAuthorized.booleanValue(), context) : null;
        }
        // That HTTP APIs insist on a principal as REST APIs do is unconfirmed.
        JsonNode principal = response.path("principalId");
        IamPolicy policy = IamPolicy.of(response.get("policyDocument"));
        if (policy == null || !principal.isTextual()) {
            return null;
        }
        if (authorizer.type() != AuthorizerSpec.Type.HTTP_2) {
            context.put("principalId", principal.textValue());
        }
        return new ByPolicy(policy, context);
    }

    /** The values of a 2.0 answer may be anything, and are handed on as they are. */
    private static @Nullable Map<String, Object> nestedContext(JsonNode node) {
        Map<String, Object> context = new LinkedHashMap<>();
        node.properties().forEach(entry -> context.put(entry.getKey(), entry.getValue()));
        return isObjectOrAbsent(node) ? context : null;
    }

    /** The values as text; null when one of them is not flat. That 1.0 of HTTP APIs is as strict is unconfirmed. */
    private static @Nullable Map<String, Object> flatContext(JsonNode node) {
        Map<String, Object> context = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (entry.getValue().isContainerNode()) {
                return null;
            }
            if (!entry.getValue().isNull()) {
                context.put(entry.getKey(), entry.getValue().asText());
            }
        }
        return isObjectOrAbsent(node) ? context : null;
    }

    private static boolean isObjectOrAbsent(JsonNode node) {
        return node.isObject() || node.isMissingNode() || node.isNull();
    }
}
