package dev.tokenry.emulator.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** One issuer: its endpoints by path and method. Codes, sessions and keys of others are unknown to it. */
final class OpenIdProvider {

    private final ProviderUrls urls;
    private final Map<String, Map<String, ProviderOperation>> endpoints = new HashMap<>();

    OpenIdProvider(String issuer, ProviderSpec spec, SigningKeys keys, InstantSource clock) {
        this.urls = new ProviderUrls(issuer);
        Map<String, Object> discovery = DiscoveryDocument.of(urls, spec.signIn().isPresent());
        get(ProviderUrls.DISCOVERY, _ -> OidcResponse.json(discovery));
        get(ProviderUrls.JWKS, _ -> OidcResponse.json(jwks(keys.of(spec.name()))));
        post(ProviderUrls.MINT, new MintEndpoint(issuer, spec.sampleClaims(), () -> keys.of(spec.name()), clock)::mint);
        spec.signIn().ifPresent(signIn -> addSignIn(signIn, spec.name(), keys, clock));
    }

    private void addSignIn(SignIn signIn, String name, SigningKeys keys, InstantSource clock) {
        SignInSessions sessions = new SignInSessions();
        AuthorizationCodes codes = new AuthorizationCodes(clock);
        AuthorizeEndpoint authorize = new AuthorizeEndpoint(urls, signIn, sessions, codes, clock);
        get(ProviderUrls.AUTHORIZE, authorize::show);
        post(ProviderUrls.AUTHORIZE, authorize::choose);
        post(
                ProviderUrls.TOKEN,
                new TokenEndpoint(urls.issuer(), signIn, () -> rs256(keys.of(name)), codes, clock)::redeem);
        EndSessionEndpoint endSession = new EndSessionEndpoint(urls, signIn, sessions);
        get(ProviderUrls.END_SESSION, request -> endSession.end(request, request.query()));
        post(ProviderUrls.END_SESSION, request -> endSession.end(request, request.form()));
    }

    private void get(String path, ProviderOperation endpoint) {
        add("GET", path, endpoint);
    }

    private void post(String path, ProviderOperation endpoint) {
        add("POST", path, endpoint);
    }

    private void add(String method, String path, ProviderOperation endpoint) {
        endpoints.computeIfAbsent(path, _ -> new HashMap<>()).put(method, endpoint);
    }

    String issuer() {
        return urls.issuer();
    }

    OidcResponse respond(String path, HttpExchange exchange) throws IOException {
        Map<String, ProviderOperation> byMethod = endpoints.getOrDefault(path, Map.of());
        ProviderOperation endpoint = byMethod.get(exchange.getRequestMethod());
        if (endpoint == null) {
            return byMethod.isEmpty()
                    ? OidcEmulator.notFound()
                    : OidcResponse.text(405, "The method is not supported.")
                            .with("Allow", String.join(", ", new TreeSet<>(byMethod.keySet())));
        }
        try {
            return endpoint.respond(OidcRequest.read(exchange));
        } catch (OAuthException e) {
            OidcResponse response = OidcResponse.error(e);
            return e.status() == 401 ? response.with("WWW-Authenticate", "Basic realm=\"" + issuer() + "\"") : response;
        }
    }

    private static Map<String, Object> jwks(Map<SigningAlgorithm, SigningKey> keys) {
        return Map.of("keys", keys.values().stream().map(SigningKey::jwk).toList());
    }

    private static SigningKey rs256(Map<SigningAlgorithm, SigningKey> keys) {
        return Optional.ofNullable(keys.get(SigningAlgorithm.RS256)).orElseThrow();
    }
}
