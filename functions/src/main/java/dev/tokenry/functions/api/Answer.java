package dev.tokenry.functions.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function answers.
 *
 * @param body what is written as JSON; null for an empty body
 */
public record Answer(int status, @Nullable Object body, Map<String, String> headers) {

    static final String JSON = "application/json; charset=utf-8";

    public static Answer ok(Object body) {
        return new Answer(200, body, Map.of());
    }

    /** A body that is JSON already. */
    public static Answer written(String json) {
        return text(200, JSON, json);
    }

    /** A body that is no JSON. */
    public static Answer text(int status, String type, String text) {
        return new Answer(status, new Written(type, text), Map.of());
    }

    /** Sends a browser elsewhere. */
    public static Answer found(String location) {
        return new Answer(302, null, Map.of("Location", location));
    }

    public static Answer created(Object body) {
        return new Answer(201, body, Map.of());
    }

    public static Answer noContent() {
        return new Answer(204, null, Map.of());
    }

    /** Says which version of a token this shows; If-Match takes it back. */
    public Answer atVersion(long version) {
        return with("ETag", '"' + Long.toString(version) + '"');
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }
}
