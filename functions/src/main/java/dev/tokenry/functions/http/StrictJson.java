package dev.tokenry.functions.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses and writes JSON. Accepts one object without duplicate keys, trailing data or more than 32 levels. */
public final class StrictJson {

    static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final int MAX_NAME_LENGTH = 1000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // An excerpt of the source in an error message could contain a secret.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNameLength(MAX_NAME_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // A number in a message is written as in the request.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private StrictJson() {}

    /** Thrown when a text is not a valid JSON object. The message is written for callers. */
    static final class MalformedJsonException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedJsonException(String message) {
            super(message, null, false, false);
        }
    }

    /** Loads the classes of the parser and the writer, so that no request waits for them. */
    static void prime() {
        try {
            parseObject(write(Map.of("list", List.of("text", 1, true))));
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the object of a text that this product has written; empty if it is damaged. */
    public static Optional<Object> parse(String text) {
        try {
            return Optional.of(parseObject(text));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns the value of any JSON text: a map, a list, a text, a number or a boolean; empty if it is null or not
     * valid, within the same limits as an object.
     */
    public static Optional<Object> parseValue(String text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, Object.class));
        } catch (JsonProcessingException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Removes elements from a list of a parsed object.
     *
     * @param list the name of the list; nothing is removed if the object has none
     * @param field the field of the elements that is compared
     * @param values what the field has in the elements to remove
     */
    public static void removeElements(Object object, String list, String field, Set<String> values) {
        Iterator<JsonNode> elements = ((ObjectNode) object).path(list).elements();
        while (elements.hasNext()) {
            if (values.contains(elements.next().path(field).asText())) {
                elements.remove();
            }
        }
    }

    /** Removes a member of an object in an object, if they have it. */
    public static void removeMember(Object object, String member, String name) {
        if (((ObjectNode) object).path(member) instanceof ObjectNode inner) {
            inner.remove(name);
        }
    }

    /** Returns the object of a value that was parsed by other means. */
    static ObjectNode toObject(Map<?, ?> value) {
        return MAPPER.valueToTree(value);
    }

    static ObjectNode parseObject(String text) throws MalformedJsonException {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new MalformedJsonException(
                    node.isMissingNode() ? "The body is empty." : "The body is not a JSON object.");
        } catch (StreamConstraintsException | NumberFormatException e) {
            // Jackson passes on the exception of a BigDecimal whose exponent is too large.
            throw new MalformedJsonException("The body exceeds a limit: " + MAX_DEPTH + " levels, " + MAX_NUMBER_LENGTH
                    + " characters of a number, exponents within ±2147483647, " + MAX_NAME_LENGTH
                    + " characters of a property name.");
        } catch (JsonProcessingException e) {
            throw new MalformedJsonException("The body is not valid JSON (each key once)" + describeLocation(e) + ".");
        }
    }

    /** Returns the position of the error; empty if it is not known. */
    private static String describeLocation(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : ": line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The value cannot be written as JSON", e);
        }
    }
}
