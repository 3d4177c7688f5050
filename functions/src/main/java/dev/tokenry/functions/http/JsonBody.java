package dev.tokenry.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ApiException.ParameterLocation;
import dev.tokenry.error.ApiException.ConstraintViolation;
import dev.tokenry.model.TokenFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a request brings. Each field is read by its type; what is wrong is gathered, so that one answer
 * names it all. An explicit null equals absence, and fields that nobody asks for are ignored.
 */
public final class JsonBody {

    private final ObjectNode fields;
    private final List<ConstraintViolation> violations = new ArrayList<>();

    /** Takes the object, unless a whole token stands somewhere in it: that is refused before anything could echo it. */
    JsonBody(ObjectNode fields) {
        this.fields = fields;
        rejectTokenValues("", fields);
        throwIfInvalid();
    }

    /** As the other, but the text of one field may be a whole token: nothing may echo or keep it. */
    JsonBody(ObjectNode fields, String tokenField) {
        this.fields = fields;
        ObjectNode others = fields.deepCopy();
        if (fields.path(tokenField).isTextual()) {
            others.remove(tokenField);
        }
        rejectTokenValues("", others);
        throwIfInvalid();
    }

    public boolean has(String name) {
        return fields.hasNonNull(name);
    }

    /** Whether a field is there and says null. Only for calls to which that is not the same as absence. */
    public boolean isNull(String name) {
        JsonNode node = fields.get(name);
        return node != null && node.isNull();
    }

    public @Nullable String string(String name) {
        String string = typedValue(name, "a string", JsonNode::isTextual, JsonNode::textValue);
        if (string != null && string.codePoints().anyMatch(JsonBody::isUnpairedSurrogate)) {
            addViolation(name, "must not hold half of a surrogate pair");
            return null;
        }
        return string;
    }

    public @Nullable Boolean bool(String name) {
        return typedValue(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    /** A whole number; one that no long holds is out of anyone's range. */
    public @Nullable Long longBetween(String name, long min, long max) {
        JsonNode node = typedValue(name, "a whole number", JsonNode::isIntegralNumber, Function.identity());
        if (node == null) {
            return null;
        }
        if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            addViolation(name, "must be from " + min + " to " + max);
            return null;
        }
        return node.longValue();
    }

    /** A string, or a number as it is written. */
    public @Nullable String stringOrNumber(String name) {
        return typedValue(name, "a string or a number", node -> node.isTextual() || node.isNumber(), JsonNode::asText);
    }

    /** A list of strings; null when absent, or when one of them is no string. */
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
                addViolation(name + "[" + i + "]", "must be a string");
            }
        }
        return strings.size() == array.size() ? strings : null;
    }

    /** The lines of a string that are not blank, or else a list of strings. */
    public @Nullable List<String> stringListOrLines(String name) {
        return fields.path(name).isTextual()
                ? fields.path(name)
                        .textValue()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList()
                : stringList(name);
    }

    /** Notes each field that is none of these, for senders whose typing errors must not pass in silence. */
    public void rejectUnknownFields(Set<String> allowedNames) {
        fields.fieldNames().forEachRemaining(name -> {
            if (!allowedNames.contains(name)) {
                addViolation(name, "is not known here");
            }
        });
    }

    /** Notes something wrong with a field, in a sentence that says itself what it is about. */
    public void addSentence(String path, String sentence) {
        violations.add(new ConstraintViolation(path, sentence, ParameterLocation.PAYLOAD_BODY));
    }

    /** Notes something wrong with a field. */
    public void addViolation(String path, String message) {
        addViolation(path, message, ParameterLocation.PAYLOAD_BODY);
    }

    /** Notes something wrong beside the body, to be said together with what is wrong in it. */
    public void addViolation(String path, String message, ParameterLocation location) {
        violations.add(new ConstraintViolation(path, path + " " + message, location));
    }

    /** @throws ApiException.InvalidRequestException with all that was noted */
    public void throwIfInvalid() {
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
    }

    private <T> @Nullable T typedValue(
            String name, String expectedType, Predicate<JsonNode> hasType, Function<JsonNode, ? extends @Nullable T> extract) {
        JsonNode node = fields.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!hasType.test(node)) {
            addViolation(name, "must be " + expectedType);
            return null;
        }
        return extract.apply(node);
    }

    /** JSON can escape half of a pair, which no store can keep. */
    private static boolean isUnpairedSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private void rejectTokenValues(String path, JsonNode node) {
        if (node.isTextual() && TokenFormat.containsTokenValue(node.textValue())) {
            addViolation(path, TokenLeakGuard.MESSAGE);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            rejectTokenValues(path + "[" + i + "]", node.get(i));
        }
        node.properties().forEach(property -> {
            if (TokenFormat.containsTokenValue(property.getKey())) {
                addViolation(path.isEmpty() ? "body" : path, TokenLeakGuard.MESSAGE);
            } else {
                rejectTokenValues(
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(), property.getValue());
            }
        });
    }
}
