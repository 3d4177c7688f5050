package dev.tokenry.functions.http;

import static dev.tokenry.error.ViolationReason.CONTROL_CHARACTERS;
import static dev.tokenry.error.ViolationReason.NOT_SUPPORTED;
import static dev.tokenry.error.ViolationReason.OUT_OF_RANGE;
import static dev.tokenry.error.ViolationReason.REQUIRED;
import static dev.tokenry.error.ViolationReason.UNKNOWN_PROPERTY;
import static dev.tokenry.error.ViolationReason.UNKNOWN_VALUE;
import static dev.tokenry.error.ViolationReason.WRONG_TYPE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.text.Excerpt;
import dev.tokenry.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object of a request. The body itself is immutable: a getter returns null if the field is absent, null or
 * invalid, and adds what is invalid to {@link #violations()}. A field that the operation neither reads nor declares is
 * unknown, and a violation: a misspelt restriction must not be ignored.
 */
public final class JsonBody {

    private static final int MAX_ECHO_LENGTH = 64;
    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private final ObjectNode fields;
    private final Violations violations = new Violations(ParameterLocation.PAYLOAD_BODY);

    /** The fields that the operation has read or declared. */
    private final Set<String> known = new LinkedHashSet<>();

    private final Set<String> unsupported = new LinkedHashSet<>();

    /**
     * @throws ApiException.InvalidRequestException when the object contains a token value, before anything can echo it
     */
    JsonBody(ObjectNode fields) {
        this(fields, fields, TokenLeakGuard.MESSAGE);
    }

    /**
     * Creates a body in which the text of one field may be a token value. Nothing may echo or store this field.
     *
     * @throws ApiException.InvalidRequestException when another field contains a token value
     */
    static JsonBody allowingToken(ObjectNode fields, String tokenField) {
        return allowing(fields, tokenField, fields.path(tokenField).isTextual());
    }

    /** As {@link #allowingToken}, for a field that is a list of texts. */
    static JsonBody allowingTokens(ObjectNode fields, String tokensField) {
        JsonNode node = fields.path(tokensField);
        return allowing(
                fields, tokensField, node.isArray() && node.valueStream().allMatch(JsonNode::isTextual));
    }

    private static JsonBody allowing(ObjectNode fields, String name, boolean allowed) {
        return new JsonBody(fields, allowed ? without(fields, name) : fields, TokenLeakGuard.messageForOtherThan(name));
    }

    private JsonBody(ObjectNode fields, ObjectNode checkedFields, String leakMessage) {
        this.fields = fields;
        TokenLeakGuard.check("", checkedFields, leakMessage, violations);
        violations.throwIfAny();
    }

    /**
     * Creates the body of an invocation without a route, whose event the runtime has parsed. Without an event, it is
     * empty.
     *
     * @throws ApiException.InvalidRequestException when the event is no object, or contains a token value
     */
    public static JsonBody ofEvent(@Nullable Object event) {
        return switch (event) {
            case null -> new JsonBody(StrictJson.toObject(Map.of()));
            case String text when text.isEmpty() -> ofEvent(null);
            case Map<?, ?> object -> new JsonBody(StrictJson.toObject(object));
            default ->
                throw new ApiException.InvalidRequestException(
                        "event", ViolationReason.WRONG_TYPE, "The event must be an object");
        };
    }

    /** Returns the violations that the getters found. Others can be added, to be reported together. */
    public Violations violations() {
        return violations;
    }

    /**
     * Adds a violation for each unknown field. The operation must have read its fields before.
     *
     * @throws ApiException.InvalidRequestException with all violations, if there are any
     */
    public void throwIfInvalid() {
        fields.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                addUnknown(name);
            }
        });
        violations.throwIfAny();
    }

    /** Declares fields that the operation knows and ignores, whatever their values are. */
    public void ignore(Collection<String> names) {
        known.addAll(names);
    }

    /** Declares fields that a later version will support, and adds a violation for each that is present. */
    public void rejectUnsupported(Collection<String> names) {
        known.addAll(names);
        unsupported.addAll(names);
        names.stream().filter(this::has).forEach(name -> violations.add(name, NOT_SUPPORTED, "is not supported yet"));
    }

    /** Returns whether a field is present and not null. */
    public boolean has(String name) {
        known.add(name);
        return fields.hasNonNull(name);
    }

    /** Returns whether a field is present and null. Only for operations in which this differs from absence. */
    public boolean isNull(String name) {
        known.add(name);
        JsonNode node = fields.get(name);
        return node != null && node.isNull();
    }

    /**
     * Reads a field that must be present.
     *
     * @param reader reads the field of this name, for example {@code body::string}
     */
    public <T> @Nullable T required(String name, Function<String, @Nullable T> reader) {
        if (!has(name)) {
            violations.add(name, REQUIRED, "is required");
            return null;
        }
        return reader.apply(name);
    }

    public @Nullable String string(String name) {
        String string = typedValue(name, "a string", JsonNode::isTextual, JsonNode::textValue);
        if (string != null && Text.hasUnpairedSurrogate(string)) {
            violations.add(name, CONTROL_CHARACTERS, "must be valid Unicode (unpaired surrogate)");
            return null;
        }
        return string;
    }

    public @Nullable Boolean bool(String name) {
        return typedValue(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    /** Reads an integer in a range, both ends included. {@code 60.0} and {@code 6e1} are integers, too. */
    public @Nullable Long longBetween(String name, long min, long max) {
        BigDecimal number = wholeNumber(name);
        if (number == null) {
            return null;
        }
        if (number.compareTo(BigDecimal.valueOf(min)) < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
            violations.add(name, OUT_OF_RANGE, "must be from " + min + " to " + max);
            return null;
        }
        return number.longValueExact();
    }

    /** Reads a whole number whose range the caller checks; one that is no {@code long} is the nearest {@code long}. */
    public @Nullable Long nearestLong(String name) {
        BigDecimal number = wholeNumber(name);
        return number == null ? null : number.max(MIN_LONG).min(MAX_LONG).longValueExact();
    }

    private @Nullable BigDecimal wholeNumber(String name) {
        return typedValue(name, "a whole number", JsonNumber::isInteger, JsonNode::decimalValue);
    }

    /** Reads a string, or a number: an integer as its digits, any other as it is written. */
    public @Nullable String stringOrNumber(String name) {
        return typedValue(name, "a string or a number", node -> node.isTextual() || node.isNumber(), JsonNumber::text);
    }

    /** Reads a constant of an enum by its name in lower case. */
    public <E extends Enum<E>> @Nullable E enumValue(String name, Class<E> type) {
        String string = string(name);
        if (string == null) {
            return null;
        }
        Map<String, E> constants = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            constants.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        E value = constants.get(string);
        if (value == null) {
            violations.add(name, UNKNOWN_VALUE, "must be one of " + String.join(", ", constants.keySet()));
        }
        return value;
    }

    /** Reads a list of strings. Returns null also if an element is not a string. */
    public @Nullable List<String> stringList(String name) {
        JsonNode array = typedValue(name, "a list of strings", JsonNode::isArray, Function.identity());
        if (array == null) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i).isTextual()) {
                strings.add(array.get(i).textValue());
            } else {
                violations.add(name + "[" + i + "]", WRONG_TYPE, "must be a string");
            }
        }
        return strings.size() == array.size() ? strings : null;
    }

    /**
     * Reads a list of objects with exactly these fields, all strings. Returns null also if an element is none.
     *
     * @return the values of the fields by their names
     */
    public @Nullable List<Map<String, String>> stringRecords(String name, List<String> names) {
        JsonNode array = typedValue(name, "a list of objects", JsonNode::isArray, Function.identity());
        if (array == null) {
            return null;
        }
        List<Map<String, String>> records = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String path = name + "[" + i + "]";
            if (array.get(i) instanceof ObjectNode object) {
                stringRecord(path, object, names).ifPresent(records::add);
            } else {
                violations.add(path, WRONG_TYPE, "must be an object");
            }
        }
        return records.size() == array.size() ? records : null;
    }

    private Optional<Map<String, String>> stringRecord(String path, ObjectNode object, List<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            JsonNode value = object.path(name);
            if (value.isTextual()) {
                values.put(name, value.textValue());
            } else if (value.isMissingNode() || value.isNull()) {
                violations.add(path + "." + name, REQUIRED, "is required");
            } else {
                violations.add(path + "." + name, WRONG_TYPE, "must be a string");
            }
        }
        List<String> unknown = object.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !names.contains(name))
                .toList();
        unknown.forEach(name -> violations.add(
                path + "." + Excerpt.of(name, MAX_ECHO_LENGTH), UNKNOWN_PROPERTY, "is not a known property"));
        return values.size() == names.size() && unknown.isEmpty() ? Optional.of(values) : Optional.empty();
    }

    /** Reads an object of any content, as JSON text. */
    public @Nullable String objectText(String name) {
        return typedValue(name, "an object", JsonNode::isObject, JsonNode::toString);
    }

    /** Reads a list of any content, as JSON text. */
    public @Nullable String listText(String name) {
        return typedValue(name, "a list", JsonNode::isArray, JsonNode::toString);
    }

    /** Reads the lines of a string that are not blank, or a list of strings. */
    public @Nullable List<String> stringListOrLines(String name) {
        known.add(name);
        return fields.path(name).isTextual()
                ? fields.path(name)
                        .textValue()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList()
                : stringList(name);
    }

    private void addUnknown(String name) {
        if (name.isEmpty()) {
            violations.addMessage("body", UNKNOWN_PROPERTY, "The body contains a property without a name.");
            return;
        }
        String hint = SimilarName.find(name, known)
                .map(similar -> ". Did you mean " + similar
                        + (unsupported.contains(similar) ? ", which is not supported yet?" : "?"))
                .orElse("");
        violations.add(Excerpt.of(name, MAX_ECHO_LENGTH), UNKNOWN_PROPERTY, "is not a known property" + hint);
    }

    private <T> @Nullable T typedValue(
            String name,
            String expectedType,
            Predicate<JsonNode> hasType,
            Function<JsonNode, ? extends @Nullable T> extract) {
        known.add(name);
        JsonNode node = fields.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!hasType.test(node)) {
            violations.add(name, WRONG_TYPE, "must be " + expectedType);
            return null;
        }
        return extract.apply(node);
    }

    private static ObjectNode without(ObjectNode fields, String name) {
        ObjectNode others = fields.deepCopy();
        others.remove(name);
        return others;
    }
}
