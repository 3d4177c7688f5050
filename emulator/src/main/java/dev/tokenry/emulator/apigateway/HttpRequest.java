package dev.tokenry.emulator.apigateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request as it arrived; not a record, so that neither credentials nor body ever print. */
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

    /** The body as a REST API without binary media types hands it on; null when there is none. */
    @Nullable
    String bodyText() {
        return body.length == 0 ? null : new String(body, StandardCharsets.UTF_8);
    }
}
