package dev.tokenry.local.gateway;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request as it arrived; not a record, so that neither credentials nor body ever print. */
final class Request {

    final String method;
    final String path;
    final MultiMap query;
    final MultiMap headers;
    final @Nullable String body;
    final String sourceIp;
    final RequestIds ids;
    final Instant time;

    Request(
            String method,
            String path,
            MultiMap query,
            MultiMap headers,
            @Nullable String body,
            String sourceIp,
            RequestIds ids,
            Instant time) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.sourceIp = sourceIp;
        this.ids = ids;
        this.time = time;
    }
}
