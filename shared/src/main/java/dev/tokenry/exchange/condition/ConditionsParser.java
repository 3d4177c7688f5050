package dev.tokenry.exchange.condition;

import dev.tokenry.exchange.encoding.CanonicalJson;
import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Parses conditions: a list of objects, each with a {@code claim} and exactly one operator. */
public final class ConditionsParser {

    static final String CLAIM = "claim";
    static final String EQUALS = "equals";
    static final String ANY_OF = "anyOf";
    static final String CONTAINS = "contains";
    static final String LIKE = "like";

    /** The largest size of the text of conditions in bytes, so that a trust fits into a record. */
    private static final int MAX_TEXT_BYTES = 16 * 1024;

    private static final String NO_CONDITIONS = "[]";
    private static final Set<String> OPERATORS = Set.of(EQUALS, ANY_OF, CONTAINS, LIKE);

    private ConditionsParser() {}

    /** Parses conditions. The result names the first invalid one. */
    public static ParsedConditions parse(JsonValue value) {
        if (!(value instanceof JsonValue.Array(List<JsonValue> elements))
                || elements.isEmpty()
                || elements.size() > Conditions.MAX_CONDITIONS) {
            return new ParsedConditions.Invalid(
                    OptionalInt.empty(), "must be an array of 1 to " + Conditions.MAX_CONDITIONS + " conditions");
        }
        List<Condition> conditions = new ArrayList<>();
        for (JsonValue element : elements) {
            try {
                conditions.add(condition(element));
            } catch (InvalidConditionException e) {
                return new ParsedConditions.Invalid(OptionalInt.of(conditions.size()), e.rule);
            }
        }
        return isStorable(Conditions.of(conditions))
                ? Conditions.of(conditions)
                : new ParsedConditions.Invalid(
                        OptionalInt.empty(),
                        "must have at most " + MAX_TEXT_BYTES + " bytes, and strings of at most "
                                + StrictJsonParser.MAX_STRING_LENGTH + " characters");
    }

    /**
     * Parses the result of {@link ConditionsWriter#write}.
     *
     * @return empty if the text is not such a result
     */
    public static Optional<Conditions> parseText(String text) {
        if (text.equals(NO_CONDITIONS)) {
            return Optional.of(Conditions.none());
        }
        return parseArray(text)
                .map(ConditionsParser::parse)
                .filter(Conditions.class::isInstance)
                .map(Conditions.class::cast)
                .filter(conditions -> ConditionsWriter.write(conditions).equals(text));
    }

    private static boolean isStorable(Conditions conditions) {
        String text = ConditionsWriter.write(conditions);
        return text.getBytes(StandardCharsets.UTF_8).length <= MAX_TEXT_BYTES
                && parseArray(text).map(CanonicalJson::write).equals(Optional.of(text));
    }

    /** The parser reads objects only. */
    private static Optional<JsonValue> parseArray(String text) {
        byte[] document = ("{\"conditions\":" + text + "}").getBytes(StandardCharsets.UTF_8);
        return StrictJsonParser.parse(document).flatMap(object -> object.find("conditions"));
    }

    private static Condition condition(JsonValue value) throws InvalidConditionException {
        if (!(value instanceof JsonObject object)) {
            throw new InvalidConditionException("must be an object with a claim and one operator");
        }
        List<String> operators =
                object.names().stream().filter(name -> !name.equals(CLAIM)).toList();
        if (operators.size() != 1 || !OPERATORS.contains(operators.getFirst())) {
            throw new InvalidConditionException("must have exactly one operator: equals, anyOf, contains or like");
        }
        ClaimPath claim = claim(object.find(CLAIM));
        String operator = operators.getFirst();
        return new Condition(claim, operator(operator, object.find(operator).orElseThrow()));
    }

    private static ClaimPath claim(Optional<JsonValue> value) throws InvalidConditionException {
        List<String> names = switch (value.orElseGet(JsonValue.Null::new)) {
            case JsonValue.Text(String name) -> List.of(name);
            case JsonValue.Array(List<JsonValue> elements) -> stringList(elements);
            default -> List.of();
        };
        if (!ClaimPath.isValid(names)) {
            throw new InvalidConditionException("must have a claim: a name of 1 to " + ClaimPath.MAX_NAME_LENGTH
                    + " characters, or an array of 1 to " + ClaimPath.MAX_NAMES + " such names");
        }
        ClaimPath claim = new ClaimPath(names);
        if (claim.isReserved()) {
            throw new InvalidConditionException(
                    "must not be on " + names.getFirst() + ", which is checked for every id token");
        }
        return claim;
    }

    /** Returns the strings; empty if one of the elements is none. */
    private static List<String> stringList(List<JsonValue> elements) {
        List<String> strings = new ArrayList<>();
        for (JsonValue element : elements) {
            if (!(element instanceof JsonValue.Text(String text))) {
                return List.of();
            }
            strings.add(text);
        }
        return strings;
    }

    private static Operator operator(String operator, JsonValue value) throws InvalidConditionException {
        return switch (operator) {
            case EQUALS -> equal(value);
            case ANY_OF -> anyOf(value);
            case CONTAINS -> new Operator.Contains(text(value, CONTAINS));
            default -> like(text(value, LIKE));
        };
    }

    private static Operator equal(JsonValue value) throws InvalidConditionException {
        if (!Operator.isScalar(value)) {
            throw new InvalidConditionException("must have a string, a boolean or an integer as equals");
        }
        return new Operator.Equal(value);
    }

    private static Operator anyOf(JsonValue value) throws InvalidConditionException {
        if (value instanceof JsonValue.Array(List<JsonValue> values) && Operator.AnyOf.isValid(values)) {
            return new Operator.AnyOf(values);
        }
        throw new InvalidConditionException("must have 1 to " + Operator.AnyOf.MAX_VALUES
                + " strings, booleans or integers, all of one type, as anyOf");
    }

    private static Operator like(String pattern) throws InvalidConditionException {
        Optional<String> violation = LikePattern.findViolation(pattern);
        if (violation.isPresent()) {
            throw new InvalidConditionException("like " + violation.get());
        }
        return new Operator.Like(LikePattern.parse(pattern));
    }

    private static String text(JsonValue value, String operator) throws InvalidConditionException {
        if (value instanceof JsonValue.Text(String text)) {
            return text;
        }
        throw new InvalidConditionException("must have a string as " + operator);
    }

    /** Never leaves this class. */
    private static final class InvalidConditionException extends Exception {

        private final String rule;

        InvalidConditionException(String rule) {
            super(rule);
            this.rule = rule;
        }
    }
}
