package dev.tokenry.emulator.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A request for an endpoint. Not a record, because codes and verifiers must not be printed. */
final class OidcRequest {

    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final HttpExchange exchange;
    private final byte[] body;

    private OidcRequest(HttpExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    /** @throws OAuthException if the body is too large */
    static OidcRequest read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new OAuthException(413, "invalid_request", "The body has more than " + MAX_BODY_BYTES + " bytes");
        }
        return new OidcRequest(exchange, body);
    }

    Parameters query() {
        return Parameters.parse(
                Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""));
    }

    /** @throws OAuthException if the body is no form */
    Parameters form() {
        requireContentType("application/x-www-form-urlencoded");
        return Parameters.parse(new String(body, StandardCharsets.UTF_8));
    }

    byte[] body() {
        return body.clone();
    }

    /** @throws OAuthException if the body has another type */
    void requireContentType(String type) {
        String actual = header("Content-Type").orElse("").split(";", 2)[0];
        if (!actual.strip().toLowerCase(Locale.ROOT).equals(type)) {
            throw new OAuthException(415, "invalid_request", "The content type must be " + type);
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    /** Returns whether a page of another origin sends the request. Browsers add the origin to each POST. */
    boolean isFromOtherOrigin() {
        return header("Origin")
                .filter(origin -> !origin.equals("http://" + header("Host").orElse("")))
                .isPresent();
    }

    /** Returns the values of a cookie: several if cookies of other paths have its name. */
    List<String> cookies(String name) {
        return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(pair -> pair.strip().split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].equals(name))
                .map(pair -> pair[1])
                .toList();
    }
}
