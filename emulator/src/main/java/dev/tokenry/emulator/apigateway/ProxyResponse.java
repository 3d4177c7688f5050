package dev.tokenry.emulator.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.io.EmulatorJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses the response of a function to a REST API. */
final class ProxyResponse {

    private static final Set<String> ALLOWED_FIELDS =
            Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

    private ProxyResponse() {}

    /**
     * Returns null if the response is malformed: not an object, or with a field that is unknown or has the wrong type.
     */
    static @Nullable HttpResponse parse(String json) {
        JsonNode response = EmulatorJson.parseObject(json);
        if (response == null
                || response.properties().stream().anyMatch(each -> !ALLOWED_FIELDS.contains(each.getKey()))) {
            return null;
        }
        Integer status = status(response.path("statusCode"));
        Map<String, List<String>> headers = headers(response);
        JsonNode body = response.path("body");
        if (status == null || headers == null || !(isAbsent(body) || body.isTextual())) {
            return null;
        }
        // Without BinaryMediaTypes API Gateway does not decode base64.
        return HttpResponse.of(status, headers, isAbsent(body) ? "" : body.textValue());
    }

    private static @Nullable Integer status(JsonNode status) {
        if (isAbsent(status)) {
            return 200;
        }
        int code = status.asInt();
        return code >= 200 && code <= 599 ? code : null;
    }

    /** Merges the headers of both fields without duplicate values; returns null if a value is an object or array. */
    private static @Nullable Map<String, List<String>> headers(JsonNode response) {
        ResponseHeaders headers = new ResponseHeaders(HeaderNames::remapped);
        if (!headers.add(response.path("multiValueHeaders")) || !headers.add(response.path("headers"))) {
            return null;
        }
        headers.values().putIfAbsent("Content-Type", List.of("application/json"));
        return headers.values();
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
