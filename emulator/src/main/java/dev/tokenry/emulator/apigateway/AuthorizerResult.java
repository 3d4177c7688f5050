package dev.tokenry.emulator.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.apigateway.AuthorizerDecision.Allowed;
import dev.tokenry.emulator.apigateway.AuthorizerDecision.Denied;
import dev.tokenry.emulator.cloudformation.AuthorizerSpec;
import dev.tokenry.emulator.io.EmulatorJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of an authorizer function. It can be cached and is applied to each request separately. */
sealed interface AuthorizerResult {

    AuthorizerDecision decisionFor(String methodArn);

    /** An IAM policy, which can allow one request and deny another. */
    record ByPolicy(IamPolicy policy, Map<String, Object> context) implements AuthorizerResult {

        @Override
        public AuthorizerDecision decisionFor(String methodArn) {
            return policy.allows(methodArn) ? new Allowed(context) : new Denied(ResponseType.ACCESS_DENIED, context);
        }
    }

    /** A simple response of an HTTP API, which is the same for every request. */
    record Simple(boolean isAuthorized, Map<String, Object> context) implements AuthorizerResult {

        @Override
        public AuthorizerDecision decisionFor(String methodArn) {
            return isAuthorized ? new Allowed(context) : new Denied(ResponseType.ACCESS_DENIED, context);
        }
    }

    /** Returns null if the response does not have the format that the authorizer declares. */
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
        // Unconfirmed: whether HTTP APIs require a principal, as REST APIs do.
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

    /** The values of a 2.0 response can have any type and are passed on unchanged. */
    private static @Nullable Map<String, Object> nestedContext(JsonNode node) {
        Map<String, Object> context = new LinkedHashMap<>();
        node.properties().forEach(entry -> context.put(entry.getKey(), entry.getValue()));
        return isObjectOrAbsent(node) ? context : null;
    }

    /** Returns the values as text, or null if one is an object or array. Unconfirmed for format 1.0 of HTTP APIs. */
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
