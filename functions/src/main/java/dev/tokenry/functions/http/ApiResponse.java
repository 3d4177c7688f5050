package dev.tokenry.functions.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function answers.
 *
 * @param body what is written as JSON; null for an empty body
 */
public record ApiResponse(int status, @Nullable Object body, Map<String, String> headers) {

    static final String JSON_CONTENT_TYPE = "application/json; charset=utf-8";

    public static ApiResponse ok(Object body) {
        return new ApiResponse(200, body, Map.of());
    }

    /** A body that is JSON already. */
    public static ApiResponse json(String json) {
        return text(200, JSON_CONTENT_TYPE, json);
    }

    /** A body that is no JSON. */
    public static ApiResponse text(int status, String contentType, String text) {
        return new ApiResponse(status, new TextBody(contentType, text), Map.of());
    }

    /** Sends a browser elsewhere. */
    public static ApiResponse redirect(String location) {
        return new ApiResponse(302, null, Map.of("Location", location));
    }

    public static ApiResponse created(Object body) {
        return new ApiResponse(201, body, Map.of());
    }

    public static ApiResponse noContent() {
        return new ApiResponse(204, null, Map.of());
    }

    /** Says which version of a token this shows; If-Match takes it back. */
    public ApiResponse withETag(long version) {
        return withHeader("ETag", '"' + Long.toString(version) + '"');
    }

    public ApiResponse withHeader(String name, String value) {
        Map<String, String> extended = new LinkedHashMap<>(headers);
        extended.put(name, value);
        return new ApiResponse(status, body, extended);
    }
}
