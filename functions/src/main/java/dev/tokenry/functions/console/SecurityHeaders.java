package dev.tokenry.functions.console;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a browser may do with an answer of this route: the console has a token in its memory, so nothing foreign. */
final class SecurityHeaders {

    private static final String CONTENT_SECURITY_POLICY = Stream.of(
                    "default-src 'none'",
                    "script-src 'self'",
                    "style-src 'self'",
                    // Small pictures are written into the page and its styles.
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
