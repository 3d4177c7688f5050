package dev.tokenry.emulator.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The headers that a function answers, from the fields that hold them: a name in several keeps all its values, each once. */
final class ResponseHeaders {

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final UnaryOperator<String> nameMapping;

    /** @param nameMapping what becomes of a header's name on its way */
    ResponseHeaders(UnaryOperator<String> nameMapping) {
        this.nameMapping = nameMapping;
    }

    /** Those of one field; false when a value is not flat. */
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
