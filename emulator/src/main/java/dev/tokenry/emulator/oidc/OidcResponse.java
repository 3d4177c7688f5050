package dev.tokenry.emulator.oidc;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.io.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response of an endpoint. Not a record, because tokens and codes must not be printed. */
final class OidcResponse {

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final Map<String, String> headers = new LinkedHashMap<>(Map.of(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            // Without a referrer, browsers would hide the origin of the form.
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store",
            "Pragma", "no-cache"));

    private OidcResponse(int status, String contentType, String body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    static OidcResponse json(Object value) {
        return new OidcResponse(200, "application/json", EmulatorJson.toString(value));
    }

    static OidcResponse html(int status, String html) {
        return new OidcResponse(status, "text/html; charset=utf-8", html);
    }

    static OidcResponse token(String token) {
        return new OidcResponse(200, "application/jwt", token);
    }

    static OidcResponse text(int status, String text) {
        return new OidcResponse(status, "text/plain; charset=utf-8", text + "\n");
    }

    /** Redirects with a status after which browsers never repeat a form. */
    static OidcResponse redirect(String location) {
        return new OidcResponse(303, "text/plain; charset=utf-8", "").with("Location", location);
    }

    static OidcResponse error(OAuthException error) {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("error", error.error());
        json.put("error_description", error.description());
        return new OidcResponse(error.status(), "application/json", EmulatorJson.toString(json));
    }

    OidcResponse with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    void send(HttpExchange exchange) throws IOException {
        Headers all = exchange.getResponseHeaders();
        headers.forEach(all::set);
        LoopbackServer.respond(exchange, status, contentType, body);
    }
}
