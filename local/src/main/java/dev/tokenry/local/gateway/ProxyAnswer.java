package dev.tokenry.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a function answered for an integration. */
final class ProxyAnswer {

    private static final Set<String> KNOWN =
            Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

    private ProxyAnswer() {}

    /** Null when it is malformed: no object, a field of a wrong type, or a field that API Gateway does not know. */
    static @Nullable Answer read(String json) {
        JsonNode answer = Json.object(json);
        if (answer == null || answer.properties().stream().anyMatch(each -> !KNOWN.contains(each.getKey()))) {
            return null;
        }
        Integer status = status(answer.path("statusCode"));
        Map<String, List<String>> headers = headers(answer);
        JsonNode body = answer.path("body");
        if (status == null || headers == null || !(isAbsent(body) || body.isTextual())) {
            return null;
        }
        // Without BinaryMediaTypes API Gateway hands on base64 as the text that it is.
        return Answer.of(status, headers, isAbsent(body) ? "" : body.textValue());
    }

    private static @Nullable Integer status(JsonNode status) {
        if (isAbsent(status)) {
            return 200;
        }
        int code = status.asInt();
        return code >= 200 && code <= 599 ? code : null;
    }

    /** Those of both fields; a name in both keeps all its values, each once. Null when a value is not flat. */
    private static @Nullable Map<String, List<String>> headers(JsonNode answer) {
        AnswerHeaders headers = new AnswerHeaders(HeaderNames::remapped);
        if (!headers.add(answer.path("multiValueHeaders")) || !headers.add(answer.path("headers"))) {
            return null;
        }
        headers.values().putIfAbsent("Content-Type", List.of("application/json"));
        return headers.values();
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
