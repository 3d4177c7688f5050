package dev.tokenry.exchange.condition;

import dev.tokenry.exchange.encoding.CanonicalJson;
import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import java.util.List;
import java.util.Map;

/** Writes conditions in the form that {@link ConditionsParser} reads. */
public final class ConditionsWriter {

    private ConditionsWriter() {}

    /**
     * Returns the text of conditions. Equal conditions have one text, and {@link ConditionsParser#parseText} reads it.
     */
    public static String write(Conditions conditions) {
        return CanonicalJson.write(toJson(conditions));
    }

    public static JsonValue toJson(Conditions conditions) {
        return new JsonValue.Array(conditions.conditions().stream()
                .<JsonValue>map(ConditionsWriter::toJson)
                .toList());
    }

    private static JsonObject toJson(Condition condition) {
        return switch (condition.operator()) {
            case Operator.Equal(JsonValue value) -> object(condition, ConditionsParser.EQUALS, value);
            case Operator.AnyOf(List<JsonValue> values) ->
                object(condition, ConditionsParser.ANY_OF, new JsonValue.Array(values));
            case Operator.Contains(String element) ->
                object(condition, ConditionsParser.CONTAINS, new JsonValue.Text(element));
            case Operator.Like(LikePattern pattern) ->
                object(condition, ConditionsParser.LIKE, new JsonValue.Text(pattern.toString()));
        };
    }

    private static JsonObject object(Condition condition, String operator, JsonValue required) {
        return new JsonObject(Map.of(ConditionsParser.CLAIM, toJson(condition.claim()), operator, required));
    }

    /** A path of one name has the shorter form. */
    private static JsonValue toJson(ClaimPath claim) {
        List<JsonValue> names =
                claim.names().stream().<JsonValue>map(JsonValue.Text::new).toList();
        return names.size() == 1 ? names.getFirst() : new JsonValue.Array(names);
    }
}
