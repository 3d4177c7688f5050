package dev.tokenry.functions.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response.
 *
 * @param body the value to write as JSON; null for an empty body
 */
public record ApiResponse(int status, @Nullable Object body, Map<String, String> headers) {

    static final String JSON_CONTENT_TYPE = "application/json; charset=utf-8";

    public static ApiResponse ok(Object body) {
        return new ApiResponse(200, body, Map.of());
    }

    /** Returns a response whose body is JSON text. */
    public static ApiResponse json(String json) {
        return text(200, JSON_CONTENT_TYPE, json);
    }

    /** Returns a response with a text of another type. */
    public static ApiResponse text(int status, String contentType, String text) {
        return new ApiResponse(status, new TextBody(contentType, text), Map.of());
    }

    /** Returns a redirect of a browser. */
    public static ApiResponse redirect(String location) {
        return new ApiResponse(302, null, Map.of("Location", location));
    }

    public static ApiResponse created(Object body) {
        return new ApiResponse(201, body, Map.of());
    }

    /** Returns the response to a put request that has created a resource, or not. */
    public static ApiResponse put(boolean created, Object body, long version) {
        return (created ? created(body) : ok(body)).withETag(version);
    }

    public static ApiResponse noContent() {
        return new ApiResponse(204, null, Map.of());
    }

    /** Returns this response with the entity tag of a version, for {@code If-Match}. */
    public ApiResponse withETag(long version) {
        return withHeader("ETag", '"' + Long.toString(version) + '"');
    }

    public ApiResponse withHeader(String name, String value) {
        Map<String, String> extended = new LinkedHashMap<>(headers);
        extended.put(name, value);
        return new ApiResponse(status, body, extended);
    }
}
