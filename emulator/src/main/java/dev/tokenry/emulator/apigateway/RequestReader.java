package dev.tokenry.emulator.apigateway;

import com.sun.net.httpserver.HttpExchange;
import dev.tokenry.emulator.io.RequestHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Reads requests from the JDK's HTTP server and enforces the limits of API Gateway.
 *
 * @param port the port that clients connect to
 */
record RequestReader(InstantSource clock, int port) {

    private static final int MAX_BODY_BYTES = 10 * 1024 * 1024;
    private static final int MAX_HEADER_BYTES = 10_240;

    /** The request, or the response to a request that is too large. */
    sealed interface ReadResult {
        record Read(HttpRequest request) implements ReadResult {}

        record LimitExceeded(HttpResponse response) implements ReadResult {}
    }

    ReadResult read(HttpExchange exchange, RequestIds ids) throws IOException {
        Optional<byte[]> body = body(exchange.getRequestBody());
        MultiMap headers = headers(exchange);
        if (body.isEmpty()) {
            return new ReadResult.LimitExceeded(HttpResponse.json(413, "{\"message\":\"Request Too Long\"}"));
        }
        if (headerBytes(headers) > MAX_HEADER_BYTES) {
            // Unconfirmed: the AWS documentation contains the limit, but neither the status nor the text.
            return new ReadResult.LimitExceeded(
                    HttpResponse.json(431, "{\"message\":\"Request Header Fields Too Large\"}"));
        }
        String sourceIp = exchange.getRemoteAddress().getAddress().getHostAddress();
        addForwardedHeaders(headers, sourceIp, port);
        String[] target = target(exchange).split("\\?", 2);
        return new ReadResult.Read(new HttpRequest(
                exchange.getRequestMethod(),
                target[0],
                target.length == 1 ? "" : target[1],
                headers,
                body.get(),
                sourceIp,
                ids,
                clock.instant()));
    }

    /** Returns path and query as the client sent them. */
    private static String target(HttpExchange exchange) {
        String target = exchange.getRequestHeaders().getFirst(RequestHead.TARGET_HEADER);
        URI uri = exchange.getRequestURI();
        return target == null
                ? uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                : RequestHead.decodeTarget(target);
    }

    /**
     * Reads to the end even beyond the limit: otherwise the client would see a connection reset instead of the
     * response.
     */
    private static Optional<byte[]> body(InputStream in) throws IOException {
        byte[] body = in.readNBytes(MAX_BODY_BYTES + 1);
        in.transferTo(OutputStream.nullOutputStream());
        return body.length > MAX_BODY_BYTES ? Optional.empty() : Optional.of(body);
    }

    private static MultiMap headers(HttpExchange exchange) {
        MultiMap headers = new MultiMap();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HeaderNames.isHopByHop(name) && !name.equalsIgnoreCase(RequestHead.TARGET_HEADER)) {
                values.forEach(value -> headers.add(HeaderNames.canonicalCase(name), value));
            }
        });
        return headers;
    }

    private static int headerBytes(MultiMap headers) {
        return headers.all().entrySet().stream()
                .mapToInt(each -> each.getValue().stream()
                        .mapToInt(value -> each.getKey().length() + value.length())
                        .sum())
                .sum();
    }

    /** Adds the headers that API Gateway adds to every request. */
    private static void addForwardedHeaders(MultiMap headers, String sourceIp, int port) {
        String forwardedFor = headers.header("X-Forwarded-For");
        headers.all()
                .put("X-Forwarded-For", List.of(forwardedFor.isEmpty() ? sourceIp : forwardedFor + ", " + sourceIp));
        headers.all().put("X-Forwarded-Port", List.of(Integer.toString(port)));
        headers.all().put("X-Forwarded-Proto", List.of("http"));
    }
}
