package dev.tokenry.functions.console;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The security headers of the web console. The console holds a token in memory, so the browser must load nothing from
 * other origins.
 */
final class SecurityHeaders {

    private static final String CONTENT_SECURITY_POLICY = Stream.of(
                    "default-src 'none'",
                    "script-src 'self'",
                    "style-src 'self'",
                    // Small images are embedded in the page and its styles as data URLs.
                    "img-src 'self' data:",
                    "font-src 'self'",
                    "connect-src 'self'",
                    "base-uri 'none'",
                    "form-action 'none'",
                    "frame-ancestors 'none'")
            .collect(Collectors.joining("; "));

    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "Strict-Transport-Security", "max-age=31536000",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy",
                    "camera=(), clipboard-write=(self), display-capture=(), geolocation=(), microphone=()");

    private SecurityHeaders() {}
}
