package dev.tokenry.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private static @Nullable Map<String, List<String>> headers(JsonNode answer) {
        Map<String, MultiMap> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        // A name in both maps keeps the values of multiValueHeaders, and those of headers that are new.
        for (String field : List.of("multiValueHeaders", "headers")) {
            for (Map.Entry<String, JsonNode> header : answer.path(field).properties()) {
                for (JsonNode value : header.getValue().isArray() ? header.getValue() : List.of(header.getValue())) {
                    if (value.isContainerNode()) {
                        return null;
                    }
                    add(byName, header.getKey(), value.asText());
                }
            }
        }
        if (!byName.containsKey("Content-Type")) {
            add(byName, "Content-Type", "application/json");
        }
        Map<String, List<String>> result = new LinkedHashMap<>();
        byName.values().forEach(each -> result.putAll(each.all()));
        return result;
    }

    private static void add(Map<String, MultiMap> byName, String name, String value) {
        MultiMap values = byName.computeIfAbsent(name, ignored -> new MultiMap());
        String first = values.isEmpty()
                ? HeaderNames.remapped(name)
                : values.all().keySet().iterator().next();
        if (!values.all().getOrDefault(first, List.of()).contains(value)) {
            values.add(first, value);
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
