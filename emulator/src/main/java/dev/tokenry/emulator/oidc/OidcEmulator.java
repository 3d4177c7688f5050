package dev.tokenry.emulator.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tokenry.emulator.io.DataDirectory;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenID providers on one server, each with an issuer, keys and codes of its own at a path of its own. A
 * {@link dev.tokenry.emulator.io.LoopbackServer} or a {@link dev.tokenry.emulator.apigateway.Gateway} serves them, and
 * rejects requests for other host names.
 */
public final class OidcEmulator implements HttpHandler {

    private final String basePath;
    private final Map<String, OpenIdProvider> providers = new LinkedHashMap<>();

    private OidcEmulator(String basePath) {
        this.basePath = basePath;
    }

    /**
     * Creates the providers with the keys in this directory.
     *
     * @param base the URL below which they are served, with a slash at the end
     */
    public static OidcEmulator open(DataDirectory data, URI base, List<ProviderSpec> specs, InstantSource clock) {
        OidcEmulator emulator = new OidcEmulator(base.getRawPath());
        SigningKeys keys = SigningKeys.open(data);
        for (ProviderSpec spec : specs) {
            emulator.providers.put(
                    spec.name(), new OpenIdProvider(base.resolve(spec.name()).toString(), spec, keys, clock));
        }
        return emulator;
    }

    /** Returns all issuers, by the names of the providers. */
    public Map<String, String> issuers() {
        Map<String, String> issuers = new LinkedHashMap<>();
        providers.forEach((name, provider) -> issuers.put(name, provider.issuer()));
        return issuers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            respond(exchange).send(exchange);
        }
    }

    private OidcResponse respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String[] parts =
                path.startsWith(basePath) ? path.substring(basePath.length()).split("/", 2) : new String[0];
        Optional<OpenIdProvider> provider =
                parts.length == 2 ? Optional.ofNullable(providers.get(parts[0])) : Optional.empty();
        return provider.isPresent() ? provider.get().respond(parts[1], exchange) : notFound();
    }

    static OidcResponse notFound() {
        return OidcResponse.text(404, "Page not found");
    }
}
