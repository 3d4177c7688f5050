package dev.tokenry.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The headers that a function answers, from the fields that hold them: a name in several keeps all its values, each once. */
final class AnswerHeaders {

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final UnaryOperator<String> named;

    /** @param named what becomes of a header's name on its way */
    AnswerHeaders(UnaryOperator<String> named) {
        this.named = named;
    }

    /** Those of one field; false when a value is not flat. */
    boolean add(JsonNode field) {
        for (Map.Entry<String, JsonNode> header : field.properties()) {
            JsonNode given = header.getValue();
            List<String> known = values.computeIfAbsent(named.apply(header.getKey()), ignored -> new ArrayList<>());
            for (JsonNode value : given.isArray() ? given : List.of(given)) {
                if (value.isContainerNode()) {
                    return false;
                }
                if (!known.contains(value.asText())) {
                    known.add(value.asText());
                }
            }
        }
        return true;
    }

    Map<String, List<String>> values() {
        return values;
    }
}
