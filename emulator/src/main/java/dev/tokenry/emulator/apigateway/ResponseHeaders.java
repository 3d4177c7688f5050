package dev.tokenry.emulator.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Collects the headers of a function's response from several fields, without duplicate values. */
final class ResponseHeaders {

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final UnaryOperator<String> nameMapping;

    /** @param nameMapping maps the name of a header to the name that the client receives */
    ResponseHeaders(UnaryOperator<String> nameMapping) {
        this.nameMapping = nameMapping;
    }

    /** Adds the headers of one field; returns false if a value is an object or array. */
    boolean add(JsonNode field) {
        for (Map.Entry<String, JsonNode> header : field.properties()) {
            JsonNode rawValue = header.getValue();
            List<String> headerValues =
                    values.computeIfAbsent(nameMapping.apply(header.getKey()), ignored -> new ArrayList<>());
            for (JsonNode value : rawValue.isArray() ? rawValue : List.of(rawValue)) {
                if (value.isContainerNode()) {
                    return false;
                }
                if (!headerValues.contains(value.asText())) {
                    headerValues.add(value.asText());
                }
            }
        }
        return true;
    }

    Map<String, List<String>> values() {
        return values;
    }
}
