package dev.tokenry.emulator.io;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a signature covers of a request besides its body. Not a record, so that credentials are never printed. */
public final class ReceivedRequest {

    private final String method;
    private final String rawPath;
    private final String rawQuery;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param headers the values by name, whose case does not matter */
    public ReceivedRequest(String method, String rawPath, String rawQuery, Map<String, List<String>> headers) {
        this.method = method;
        this.rawPath = rawPath;
        this.rawQuery = rawQuery;
        this.headers.putAll(headers);
    }

    /** Returns the request of an exchange. */
    public static ReceivedRequest of(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        return new ReceivedRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Objects.requireNonNullElse(uri.getRawQuery(), ""),
                exchange.getRequestHeaders());
    }

    public String method() {
        return method;
    }

    public String rawPath() {
        return rawPath;
    }

    /** Returns the query, or an empty string. */
    public String rawQuery() {
        return rawQuery;
    }

    /** Returns the values of a header, which are none if it is absent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Returns the names of all headers. */
    public Iterable<String> headerNames() {
        return headers.keySet();
    }
}
