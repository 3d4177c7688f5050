package dev.tokenry.exchange.encoding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.tokenry.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses JSON objects that others have written (RFC 8259). It accepts no text that two parsers could understand
 * differently: no repeated names, no unpaired surrogates, no bytes that are not UTF-8, and nothing after the object.
 */
public final class StrictJsonParser {

    /** The nesting depth of a document. The document itself is the first level. */
    public static final int MAX_DEPTH = 8;

    /** The length of a string or a name, in UTF-16 code units. */
    public static final int MAX_STRING_LENGTH = 8192;

    /** The digits of the longest {@code long}, and its sign. */
    private static final int MAX_INTEGER_LENGTH = 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // The names are of strangers: a shared table of symbols would collect them.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private final int maxStringLength;

    private StrictJsonParser(JsonParser parser, int maxStringLength) {
        this.parser = parser;
        this.maxStringLength = maxStringLength;
    }

    /**
     * Parses a document.
     *
     * @param utf8 the document, whose length the caller limits
     * @return empty if the document is not an object, or violates a limit or rule of this class
     */
    public static Optional<JsonObject> parse(byte[] utf8) {
        return parse(utf8, MAX_STRING_LENGTH);
    }

    /**
     * As {@link #parse(byte[])}, with another length of strings and names.
     *
     * @param maxStringLength in UTF-16 code units
     */
    public static Optional<JsonObject> parse(byte[] utf8, int maxStringLength) {
        try {
            // jackson-core accepts some byte sequences that are not UTF-8, such as surrogates.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            try (JsonParser parser = FACTORY.createParser(text)) {
                return Optional.of(new StrictJsonParser(parser, maxStringLength).document());
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private JsonObject document() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new InvalidJsonException();
        }
        JsonObject document = object(1);
        if (parser.nextToken() != null) {
            throw new InvalidJsonException();
        }
        return document;
    }

    private JsonObject object(int depth) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            // Escape sequences are already decoded, so that another spelling of a name is a repetition.
            String name = string(parser.currentName());
            if (members.putIfAbsent(name, value(parser.nextToken(), depth)) != null) {
                throw new InvalidJsonException();
            }
        }
        return new JsonObject(members);
    }

    private JsonValue.Array array(int depth) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            elements.add(value(next, depth));
        }
        return new JsonValue.Array(elements);
    }

    private JsonValue value(JsonToken token, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(deeper(depth));
            case START_ARRAY -> array(deeper(depth));
            case VALUE_STRING -> new JsonValue.Text(string(parser.getText()));
            case VALUE_NUMBER_INT -> integer(parser.getText());
            case VALUE_NUMBER_FLOAT -> new JsonValue.OtherNumber(parser.getText());
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> new JsonValue.Null();
            default -> throw new InvalidJsonException();
        };
    }

    private static int deeper(int depth) throws InvalidJsonException {
        if (depth == MAX_DEPTH) {
            throw new InvalidJsonException();
        }
        return depth + 1;
    }

    private String string(String text) throws InvalidJsonException {
        if (text.length() > maxStringLength || Text.hasUnpairedSurrogate(text)) {
            throw new InvalidJsonException();
        }
        return text;
    }

    private static JsonValue integer(String text) {
        if (text.length() > MAX_INTEGER_LENGTH) {
            return new JsonValue.OtherNumber(text);
        }
        try {
            return new JsonValue.Whole(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return new JsonValue.OtherNumber(text);
        }
    }

    /** Never leaves this class. */
    private static final class InvalidJsonException extends IOException {

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
