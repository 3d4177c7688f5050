package dev.tokenry.functions.api;

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
public final class Body {

    private final ObjectNode fields;
    private final List<ConstraintViolation> violations = new ArrayList<>();

    /** Takes the object, unless a whole token stands somewhere in it: that is refused before anything could echo it. */
    Body(ObjectNode fields) {
        this.fields = fields;
        refuseWholeTokens("", fields);
        requireValid();
    }

    /** As the other, but the text of one field may be a whole token: nothing may echo or keep it. */
    Body(ObjectNode fields, String tokenField) {
        this.fields = fields;
        ObjectNode others = fields.deepCopy();
        if (fields.path(tokenField).isTextual()) {
            others.remove(tokenField);
        }
        refuseWholeTokens("", others);
        requireValid();
    }

    public boolean has(String name) {
        return fields.hasNonNull(name);
    }

    /** Whether a field is there and says null. Only for calls to which that is not the same as absence. */
    public boolean isNull(String name) {
        JsonNode node = fields.get(name);
        return node != null && node.isNull();
    }

    public @Nullable String text(String name) {
        String text = read(name, "a string", JsonNode::isTextual, JsonNode::textValue);
        if (text != null && text.codePoints().anyMatch(Body::isHalfAPair)) {
            refuse(name, "must not hold half of a surrogate pair");
            return null;
        }
        return text;
    }

    public @Nullable Boolean flag(String name) {
        return read(name, "true or false", JsonNode::isBoolean, JsonNode::booleanValue);
    }

    /** A whole number; one that no long holds is out of anyone's range. */
    public @Nullable Long integer(String name, long least, long most) {
        JsonNode node = read(name, "a whole number", JsonNode::isIntegralNumber, Function.identity());
        if (node == null) {
            return null;
        }
        if (!node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
            refuse(name, "must be from " + least + " to " + most);
            return null;
        }
        return node.longValue();
    }

    /** A string, or a number as it is written. */
    public @Nullable String textOrNumber(String name) {
        return read(name, "a string or a number", node -> node.isTextual() || node.isNumber(), JsonNode::asText);
    }

    /** A list of strings; null when absent, or when one of them is no string. */
    public @Nullable List<String> texts(String name) {
        JsonNode array = read(name, "a list of strings", JsonNode::isArray, Function.identity());
        if (array == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (array.get(i).isTextual()) {
                texts.add(array.get(i).textValue());
            } else {
                refuse(name + "[" + i + "]", "must be a string");
            }
        }
        return texts.size() == array.size() ? texts : null;
    }

    /** The lines of a string that are not blank, or else a list of strings. */
    public @Nullable List<String> textsOrLines(String name) {
        return fields.path(name).isTextual()
                ? fields.path(name)
                        .textValue()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList()
                : texts(name);
    }

    /** Notes each field that is none of these, for senders whose typing errors must not pass in silence. */
    public void refuseOthers(Set<String> known) {
        fields.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                refuse(name, "is not known here");
            }
        });
    }

    /** Notes something wrong with a field, in a sentence that says itself what it is about. */
    public void refuseSaying(String path, String sentence) {
        violations.add(new ConstraintViolation(path, sentence, ParameterLocation.PAYLOAD_BODY));
    }

    /** Notes something wrong with a field. */
    public void refuse(String path, String message) {
        refuse(path, message, ParameterLocation.PAYLOAD_BODY);
    }

    /** Notes something wrong beside the body, to be said together with what is wrong in it. */
    public void refuse(String path, String message, ParameterLocation place) {
        violations.add(new ConstraintViolation(path, path + " " + message, place));
    }

    /** @throws ApiException.InvalidRequestException with all that was noted */
    public void requireValid() {
        if (!violations.isEmpty()) {
            throw new ApiException.InvalidRequestException(violations);
        }
    }

    private <T> @Nullable T read(
            String name, String form, Predicate<JsonNode> fits, Function<JsonNode, ? extends @Nullable T> value) {
        JsonNode node = fields.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!fits.test(node)) {
            refuse(name, "must be " + form);
            return null;
        }
        return value.apply(node);
    }

    /** JSON can escape half of a pair, which no store can keep. */
    private static boolean isHalfAPair(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    private void refuseWholeTokens(String path, JsonNode node) {
        if (node.isTextual() && TokenFormat.containsTokenValue(node.textValue())) {
            refuse(path, WholeTokens.MESSAGE);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseWholeTokens(path + "[" + i + "]", node.get(i));
        }
        node.properties().forEach(property -> {
            if (TokenFormat.containsTokenValue(property.getKey())) {
                refuse(path.isEmpty() ? "body" : path, WholeTokens.MESSAGE);
            } else {
                refuseWholeTokens(
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(), property.getValue());
            }
        });
    }
}
