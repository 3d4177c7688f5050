package dev.tokenry.emulator.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.io.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A server with two providers for people and one for machines, and a browser without a page. */
final class TestProviders implements AutoCloseable {

    static final String CLIENT = "shop";
    static final String CALLBACK = "http://localhost:9/shop/signed-in";
    static final String OTHER_CALLBACK = "http://localhost:9/shop/signed-in?tab=2";
    static final String START = "http://localhost:9/shop/";
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /** The challenge of the verifier in RFC 7636, appendix B. */
    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final SignIn SIGN_IN = new SignIn(
            CLIENT,
            Set.of(CALLBACK, OTHER_CALLBACK),
            Set.of(START),
            List.of(
                    new Person("248289761001", "Ada", "Owner of the shop", Map.of("email", "ada@example.org")),
                    new Person("1\"<b>", "Bo & <b>", "A customer", Map.of())));

    private static final List<ProviderSpec> SPECS = List.of(
            new ProviderSpec("people", object("{}"), Optional.of(SIGN_IN)),
            new ProviderSpec("partners", object("{}"), Optional.of(SIGN_IN)),
            new ProviderSpec("ci", object("""
                            {"nbf": null, "aud": "https://shop.example", "repository": "acme/web", "pod": {"name": "a"}}
                            """), Optional.empty()));

    private final DataDirectory data;
    private final LoopbackServer server;
    private final OidcEmulator emulator;
    private final HttpClient http = HttpClient.newHttpClient();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    TestProviders(Path directory) throws IOException {
        data = DataDirectory.open(directory, "Delete it.");
        server = LoopbackServer.bind(0, AllowedHosts.LOOPBACK);
        emulator = OidcEmulator.open(data, server.endpoint().resolve("/oidc/"), SPECS, () -> now);
        server.handle("/oidc/", emulator);
        server.start();
    }

    OidcEmulator emulator() {
        return emulator;
    }

    URI endpoint() {
        return server.endpoint();
    }

    String issuer(String provider) {
        return endpoint() + "/oidc/" + provider;
    }

    Instant now() {
        return now;
    }

    void waitSeconds(long seconds) {
        now = now.plusSeconds(seconds);
    }

    /** Returns the parameters of a valid authorization request. */
    static Map<String, String> request() {
        return new LinkedHashMap<>(Map.of(
                "client_id", CLIENT,
                "redirect_uri", CALLBACK,
                "response_type", "code",
                "scope", "openid",
                "state", "s t&ate",
                "nonce", "n-0S6",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
    }

    /** Returns the parameters of a valid token request. */
    static Map<String, String> redemption(String code) {
        return new LinkedHashMap<>(Map.of(
                "grant_type", "authorization_code",
                "client_id", CLIENT,
                "code", code,
                "redirect_uri", CALLBACK,
                "code_verifier", VERIFIER));
    }

    /** Signs in as Ada and returns the response, whose location has the code. */
    HttpResponse<String> signIn(String provider) throws Exception {
        Map<String, String> form = request();
        form.put("person", "248289761001");
        return post(provider + "/authorize", form);
    }

    String code(String provider) throws Exception {
        return location(signIn(provider)).get("code");
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(builder(path, headers).GET());
    }

    HttpResponse<String> authorize(String provider, Map<String, String> parameters, String... headers)
            throws Exception {
        return get(provider + "/authorize?" + encode(parameters), headers);
    }

    HttpResponse<String> post(String path, Map<String, String> form, String... headers) throws Exception {
        return post(path, encode(form), headers);
    }

    HttpResponse<String> post(String path, String form, String... headers) throws Exception {
        return send(builder(path, headers)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    HttpResponse<String> mint(String path, String claims, String... headers) throws Exception {
        HttpRequest.Builder request =
                builder(path, "Content-Type", "application/json").POST(BodyPublishers.ofString(claims));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder builder(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint().resolve("/oidc/" + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Returns the parameters with which a response redirects to the application. */
    static Map<String, String> location(HttpResponse<?> response) {
        String location = response.headers().firstValue("Location").orElseThrow();
        return Arrays.stream(location.substring(location.indexOf('?') + 1).split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** Returns the cookie as a browser sends it. */
    static String cookie(HttpResponse<?> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) EmulatorJson.MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return EmulatorJson.MAPPER.readTree(response.body());
    }

    @Override
    public void close() {
        http.close();
        server.close();
        data.close();
    }
}
