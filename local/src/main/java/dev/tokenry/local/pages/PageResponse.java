package dev.tokenry.local.pages;

import dev.tokenry.emulator.io.EmulatorJson;
import java.nio.charset.StandardCharsets;

/**
 * A response with its own content security policy. Not a record, because a message can contain what must not be
 * printed.
 */
final class PageResponse {

    private static final String NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private final int status;
    private final String contentType;
    private final String contentSecurityPolicy;
    private final byte[] body;

    private PageResponse(int status, String contentType, String contentSecurityPolicy, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.contentSecurityPolicy = contentSecurityPolicy;
        this.body = body;
    }

    static PageResponse html(String html, String contentSecurityPolicy) {
        return new PageResponse(
                200, "text/html; charset=utf-8", contentSecurityPolicy, html.getBytes(StandardCharsets.UTF_8));
    }

    static PageResponse json(Object value) {
        return new PageResponse(200, "application/json", NO_CONTENT_POLICY, EmulatorJson.toBytes(value));
    }

    static PageResponse error(int status, String message) {
        return new PageResponse(
                status,
                "text/plain; charset=utf-8",
                NO_CONTENT_POLICY,
                (message + "\n").getBytes(StandardCharsets.UTF_8));
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    String contentSecurityPolicy() {
        return contentSecurityPolicy;
    }

    byte[] body() {
        return body;
    }
}
