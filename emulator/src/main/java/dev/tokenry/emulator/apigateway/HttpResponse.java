package dev.tokenry.emulator.apigateway;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A response of the gateway. Not a record, because its body can contain a secret, which must not be printed. */
final class HttpResponse {

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;

    private HttpResponse(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    static HttpResponse of(int status, Map<String, List<String>> headers, String body) {
        return new HttpResponse(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpResponse json(int status, String body) {
        return of(status, Map.of("Content-Type", List.of("application/json")), body);
    }

    HttpResponse withHeader(String header, String value) {
        Map<String, List<String>> extended = new LinkedHashMap<>(headers);
        extended.put(header, List.of(value));
        return new HttpResponse(status, extended, body);
    }

    HttpResponse withBody(byte[] newBody) {
        return new HttpResponse(status, headers, newBody);
    }

    int status() {
        return status;
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    boolean hasHeader(String header) {
        return headers.keySet().stream().anyMatch(header::equalsIgnoreCase);
    }
}
