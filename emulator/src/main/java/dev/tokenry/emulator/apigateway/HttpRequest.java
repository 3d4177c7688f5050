package dev.tokenry.emulator.apigateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A received request. Not a record, so that credentials and body are never printed. */
final class HttpRequest {

    final String method;
    final String path;
    final String rawQuery;
    final MultiMap query;
    final MultiMap headers;
    final byte[] body;
    final String sourceIp;
    final RequestIds ids;
    final Instant time;

    HttpRequest(
            String method,
            String path,
            String rawQuery,
            MultiMap headers,
            byte[] body,
            String sourceIp,
            RequestIds ids,
            Instant time) {
        this.method = method;
        this.path = path;
        this.rawQuery = rawQuery;
        this.query = QueryString.parse(rawQuery);
        this.headers = headers;
        this.body = body;
        this.sourceIp = sourceIp;
        this.ids = ids;
        this.time = time;
    }

    HttpRequest withBody(byte[] newBody) {
        return new HttpRequest(method, path, rawQuery, headers, newBody, sourceIp, ids, time);
    }

    /** Returns the body as a REST API without binary media types passes it on, or null if there is none. */
    @Nullable
    String bodyText() {
        return body.length == 0 ? null : new String(body, StandardCharsets.UTF_8);
    }
}
