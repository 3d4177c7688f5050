package dev.tokenry.emulator.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The redirects back to an application. Each names the issuer (RFC 9207), so that the application notices the response
 * of another one.
 */
record AuthorizationResponse(String issuer, String redirectUri, Optional<String> state) {

    OidcResponse code(String code) {
        return redirect(Map.of("code", code));
    }

    OidcResponse error(OAuthException error) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error.error());
        parameters.put("error_description", error.description());
        return redirect(parameters);
    }

    private OidcResponse redirect(Map<String, String> outcome) {
        Map<String, String> parameters = new LinkedHashMap<>(outcome);
        state.ifPresent(value -> parameters.put("state", value));
        parameters.put("iss", issuer);
        return OidcResponse.redirect(with(redirectUri, parameters));
    }

    /** Returns a URI with further query parameters. */
    static String with(String uri, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? uri : uri + (uri.contains("?") ? "&" : "?") + query;
    }
}
