package dev.tokenry.local.issuers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.exchange.IdTokenParser;
import dev.tokenry.exchange.IdTokenVerifier;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.TrustedIssuer;
import dev.tokenry.exchange.UnverifiedIdToken;
import dev.tokenry.exchange.VerificationResult;
import dev.tokenry.exchange.VerifiedIdToken;
import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.ConditionsParser;
import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.IssuerKeys;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.KeyLookup;
import dev.tokenry.exchange.keys.KeySet;
import dev.tokenry.exchange.keys.KeySource;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import dev.tokenry.exchange.keys.VerificationKey;
import dev.tokenry.local.LocalTokenry;
import dev.tokenry.local.StackOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalIssuersTest {

    private static final Path TEMPLATE = Path.of("src/test/resources/templates/shop.yaml");
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The pair of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /** Stands for the fetcher of the deployed functions. */
    private static final KeyFetchResult NOT_OF_THIS_MACHINE =
            new KeyFetchResult.Failed(Step.DISCOVERY, DocumentFailure.URL);

    private static final CodeRedemption NOT_REDEEMED_HERE = new CodeRedemption.Failed(DocumentFailure.URL);

    private static final LocalCodeRedeemer REDEEMER = new LocalCodeRedeemer((_, _) -> NOT_REDEEMED_HERE);

    @TempDir
    static Path directory;

    private static LocalTokenry stack;
    private static LocalKeyFetcher fetcher;

    @BeforeAll
    static void start() {
        stack = LocalTokenry.start(StackOptions.of(TEMPLATE, directory.resolve("data")));
        fetcher = fetcher();
    }

    @AfterAll
    static void stop() {
        stack.close();
        HTTP.close();
    }

    @Test
    void there_is_one_issuer_for_people_and_one_for_each_ci_system() {
        assertThat(stack.issuers().urls().keySet())
                .containsExactly("people", "github", "gitlab", "jenkins", "aws", "kubernetes");
        assertThat(stack.issuers().url("github")).isEqualTo(stack.origin() + "/local/issuers/github");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            github     | GITHUB     | {"repository_id": "456789", "repository_owner_id": "123456", "ref": "refs/heads/main"}
            gitlab     | GITLAB     | {"project_id": "456789", "ref_type": "branch", "ref_protected": "true"}
            jenkins    | CUSTOM     | {"sub": "https://jenkins.example.org/job/web/job/main/", "build_number": 42}
            aws        | AWS        | {"sub": "arn:aws:iam::123456789012:role/web-deploy"}
            kubernetes | KUBERNETES | {"sub": "system:serviceaccount:web:deploy"}
            """)
    void a_sample_token_has_the_claims_of_its_ci_system(String name, IssuerKind kind, String claims) throws Exception {
        TrustedIssuer issuer = issuer(name, kind, stack.issuers().audience());

        for (String algorithm : List.of("RS256", "ES256")) {
            String token = mint(name + "/mint?alg=" + algorithm, "{}");
            assertThat(verify(token, issuer, conditions(claims))).isInstanceOf(VerifiedIdToken.class);
        }
    }

    @Test
    void a_token_is_not_one_of_another_issuer_of_the_stack() throws Exception {
        TrustedIssuer gitlab =
                issuer("gitlab", IssuerKind.GITLAB, stack.issuers().audience());
        Conditions conditions = conditions("{\"ref_protected\": \"true\"}");
        String claims = "{\"iss\": \"" + stack.issuers().url("gitlab") + "\"}";

        assertThat(verify(mint("gitlab/mint", "{}"), gitlab, conditions)).isInstanceOf(VerifiedIdToken.class);
        assertThat(verify(mint("github/mint", claims), gitlab, conditions)).isNotInstanceOf(VerifiedIdToken.class);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT/api/console/signed-in, Alice, alice",
        "http://localhost:PORT/api/console/signed-in, Bob, bob",
        "http://localhost:PORT/e/default/api/console/signed-in, Carol, carol"
    })
    void each_person_signs_in_to_the_console(String redirectUri, String name, String userName) throws Exception {
        String callback = withPort(redirectUri);
        String code = code(signIn(callback, name)).orElseThrow();

        HttpResponse<String> response = post(
                "people/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "tokenry-console",
                        "code", code,
                        "redirect_uri", callback,
                        "code_verifier", VERIFIER));

        JsonNode tokens = JSON.readTree(response.body());
        String subject = person(name).path("subject").textValue();
        TrustedIssuer people = issuer("people", IssuerKind.PEOPLE, LocalIssuers.CONSOLE_CLIENT_ID);
        assertThat(verify(tokens.path("id_token").textValue(), people, Conditions.none()))
                .isInstanceOfSatisfying(VerifiedIdToken.class, verified -> {
                    assertThat(verified.subject()).isEqualTo(subject);
                    assertThat(verified.claims().findText("preferred_username")).contains(userName);
                    assertThat(verified.claims().findText("nonce")).contains("n1");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/api/console/signed-in/",
                "http://127.0.0.1:PORT/api/console/",
                "http://localhost:1/api/console/signed-in",
                "https://localhost:PORT/api/console/signed-in",
                "http://dev.example:PORT/api/console/signed-in"
            })
    void no_other_page_gets_a_code(String redirectUri) throws Exception {
        HttpResponse<String> response = signIn(withPort(redirectUri), "Alice");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(code(response)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/local/issuers/github",
                "http://127.0.0.1.example:PORT/local/issuers/github",
                "http://user@127.0.0.1:PORT/local/issuers/github",
                "http://127.0.0.1:PORT/local/issuers/github#x",
                "https://127.0.0.1:PORT/local/issuers/github",
                "http://169.254.169.254:80/local/issuers/github",
                "https://token.actions.githubusercontent.com"
            })
    void the_keys_of_issuers_elsewhere_are_left_to_the_other_fetcher(String issuer) {
        assertThat(fetcher.fetch(withPort(issuer))).isSameAs(NOT_OF_THIS_MACHINE);
        AuthorizationCode code = new AuthorizationCode("client", "https://console.example/", "code", VERIFIER);
        assertThat(REDEEMER.redeem(withPort(issuer), code)).isSameAs(NOT_REDEEMED_HERE);
    }

    /** An issuer that a developer runs next to the stack is reached as well, but must be spelt as it calls itself. */
    @ParameterizedTest
    @CsvSource({
        "http://localhost:PORT/local/issuers/github, OTHER_ISSUER",
        "http://127.0.0.1:PORT/local/issuers/github/, OTHER_ISSUER",
        "http://127.0.0.1:PORT/local/issuers/unknown, CONNECTION",
        "http://127.0.0.1:1/local/issuers/github, CONNECTION",
    })
    void an_issuer_of_this_machine_is_the_one_that_it_says(String issuer, DocumentFailure cause) {
        assertThat(fetcher.fetch(withPort(issuer))).isEqualTo(new KeyFetchResult.Failed(Step.DISCOVERY, cause));
    }

    @Test
    void endpoints_come_with_the_keys_of_people_only() {
        String people = stack.issuers().url("people");

        assertThat(fetcher.fetch(people))
                .isInstanceOfSatisfying(
                        KeyFetchResult.Fetched.class,
                        fetched -> assertThat(fetched.endpoints())
                                .isEqualTo(new ProviderEndpoints(
                                        people + "/authorize", people + "/token", people + "/end-session")));
        assertThat(fetcher.fetch(stack.issuers().url("github")))
                .isInstanceOfSatisfying(
                        KeyFetchResult.Fetched.class,
                        fetched -> assertThat(fetched.endpoints()).isEqualTo(ProviderEndpoints.NONE));
    }

    @Test
    void a_code_is_redeemed_once() throws Exception {
        String callback = withPort("http://127.0.0.1:PORT/api/console/signed-in");
        AuthorizationCode code = new AuthorizationCode(
                "tokenry-console", callback, code(signIn(callback, "Alice")).orElseThrow(), VERIFIER);
        String endpoint = stack.issuers().url("people") + "/token";

        assertThat(REDEEMER.redeem(endpoint, code))
                .isInstanceOfSatisfying(
                        CodeRedemption.Redeemed.class,
                        redeemed -> assertThat(IdTokenParser.parse(redeemed.idToken()))
                                .isInstanceOf(UnverifiedIdToken.class));
        assertThat(REDEEMER.redeem(endpoint, code)).isEqualTo(new CodeRedemption.Rejected());
        assertThat(REDEEMER.redeem(stack.issuers().url("people") + "/jwks", code))
                .isEqualTo(new CodeRedemption.Failed(DocumentFailure.STATUS));
        assertThat(REDEEMER.redeem("http://127.0.0.1:1/token", code))
                .isEqualTo(new CodeRedemption.Failed(DocumentFailure.CONNECTION));
    }

    @Test
    void issuers_and_keys_remain_after_a_restart() {
        Path data = directory.resolve("restarted");
        Map<String, String> urls;
        Set<String> keys;
        int port;
        try (LocalTokenry first = LocalTokenry.start(StackOptions.of(TEMPLATE, data))) {
            port = first.origin().getPort();
            urls = first.issuers().urls();
            keys = keyIds(first);
        }

        try (LocalTokenry second = LocalTokenry.start(new StackOptions(TEMPLATE, data, port, false, Map.of()))) {
            assertThat(second.issuers().urls()).isEqualTo(urls);
            assertThat(keyIds(second)).isEqualTo(keys);
        }
    }

    @Test
    void the_keys_of_a_stack_that_has_ended_are_not_available() {
        LocalKeyFetcher ended;
        String issuer;
        try (LocalTokenry other = LocalTokenry.start(StackOptions.of(TEMPLATE, directory.resolve("ended")))) {
            ended = fetcher();
            issuer = other.issuers().url("github");
        }

        assertThat(ended.fetch(issuer))
                .isEqualTo(new KeyFetchResult.Failed(Step.DISCOVERY, DocumentFailure.CONNECTION));
    }

    @Test
    void the_page_lists_issuers_and_people_and_how_a_token_is_signed() throws Exception {
        HttpResponse<String> response = get("/local/issuers");

        String github = stack.issuers().url("github");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains(
                        "<a href=\"" + github + "/.well-known/openid-configuration\">" + github + "</a>",
                        "curl -sS " + github + "/mint -H 'Content-Type: application/json'",
                        "<td>Alice</td><td>Administrator of all tokens</td>")
                .doesNotContain("<script");
        assertThat(get("/local/issuers/x").statusCode()).isEqualTo(404);
        assertThat(get("/local/issuersx").statusCode()).isEqualTo(404);
    }

    @Test
    void the_json_of_the_page_has_what_a_program_needs() throws Exception {
        JsonNode json = JSON.readTree(get("/local/issuers?format=json").body());

        assertThat(json.path("issuers").path("people").textValue())
                .isEqualTo(stack.issuers().url("people"));
        assertThat(json.path("audience").textValue()).isEqualTo(stack.baseUrl().toString());
        assertThat(json.path("clientId").textValue()).isEqualTo("tokenry-console");
        assertThat(json.path("people").findValuesAsText("name")).containsExactly("Alice", "Bob", "Carol");
    }

    private static LocalKeyFetcher fetcher() {
        return new LocalKeyFetcher(_ -> NOT_OF_THIS_MACHINE);
    }

    private static Set<String> keyIds(LocalTokenry of) {
        return keys(fetcher(), of.issuers().url("github")).keys().stream()
                .map(VerificationKey::keyId)
                .collect(Collectors.toSet());
    }

    private static KeySet keys(LocalKeyFetcher from, String issuer) {
        return switch (from.fetch(issuer)) {
            case KeyFetchResult.Fetched(KeySet keys, var _) -> keys;
            case KeyFetchResult.Failed failed -> throw new AssertionError(failed);
        };
    }

    private static TrustedIssuer issuer(String name, IssuerKind kind, String audience) {
        String url = stack.issuers().url(name);
        return new TrustedIssuer(
                url, kind, Set.of(audience), Duration.ofHours(1), new IssuerKeys.Published(name, "1", url, 1));
    }

    private static VerificationResult verify(String token, TrustedIssuer issuer, Conditions conditions) {
        KeySource source = (_, keyId) -> keys(fetcher, issuer.issuer())
                .find(keyId)
                .<KeyLookup>map(KeyLookup.Found::new)
                .orElseGet(KeyLookup.Unknown::new);
        return new IdTokenVerifier(source, Clock.systemUTC())
                .verify((UnverifiedIdToken) IdTokenParser.parse(token), issuer, conditions);
    }

    /** Returns a condition for each claim of an object. */
    private static Conditions conditions(String claims) throws Exception {
        List<Map<String, Object>> conditions = JSON.readTree(claims).properties().stream()
                .map(each -> Map.of("claim", (Object) each.getKey(), "equals", each.getValue()))
                .toList();
        JsonObject document = StrictJsonParser.parse(JSON.writeValueAsBytes(Map.of("conditions", conditions)))
                .orElseThrow();
        return (Conditions) ConditionsParser.parse(document.find("conditions").orElseThrow());
    }

    private static JsonNode person(String name) throws Exception {
        for (JsonNode person :
                JSON.readTree(get("/local/issuers?format=json").body()).path("people")) {
            if (person.path("name").textValue().equals(name)) {
                return person;
            }
        }
        throw new AssertionError(name);
    }

    private static HttpResponse<String> signIn(String redirectUri, String name) throws Exception {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "client_id", "tokenry-console",
                "redirect_uri", redirectUri,
                "response_type", "code",
                "scope", "openid",
                "nonce", "n1",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
        form.put("person", person(name).path("subject").textValue());
        return post("people/authorize", form);
    }

    private static Optional<String> code(HttpResponse<?> response) {
        return response.headers().firstValue("Location").map(location -> location.replaceAll(".*[?&]code=|&.*", ""));
    }

    private static String withPort(String url) {
        return url.replace("PORT", Integer.toString(stack.origin().getPort()));
    }

    private static String mint(String path, String claims) throws Exception {
        return send(request("/local/issuers/" + path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(claims)))
                .body();
    }

    private static HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request("/local/issuers/" + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(stack.origin() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
