package dev.tokenry.emulator.io;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** Reads and writes the JSON of events, responses and stored files. */
public final class EmulatorJson {

    /** Rejects text after the first value. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EmulatorJson() {}

    /** Returns the value as UTF-8 encoded JSON. */
    public static byte[] toBytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the value as JSON. */
    public static String toString(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Parses a JSON value; returns null if the text is not valid JSON. */
    public static @Nullable JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Parses a JSON object; returns null if the text is anything else. */
    public static @Nullable JsonNode parseObject(String json) {
        JsonNode node = parse(json);
        return node != null && node.isObject() ? node : null;
    }
}
