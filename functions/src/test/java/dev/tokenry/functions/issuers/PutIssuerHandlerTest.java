package dev.tokenry.functions.issuers;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.FetchedKeySet;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeySetState;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import dev.tokenry.exchange.keys.http.HttpsKeyFetcher;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Token;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PutIssuerHandlerTest implements WriteContract, JsonBodyContract {

    private static final String GITHUB = "https://token.actions.githubusercontent.com";
    private static final String AUDIENCE = "https://tokenry.example/e/prod";

    private final TestStack stack = new TestStack();
    private final PutIssuerHandler handler = new PutIssuerHandler(stack.wiring());
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("trusts.write", "TenantTokenManagement")
            .store();

    @Override
    public TestStack stack() {
        return stack;
    }

    @Override
    public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler() {
        return handler;
    }

    @Override
    public TestEvent request() {
        return TestEvent.load("issuer-put").calledBy(admin);
    }

    @Override
    public Token authorizedToken() {
        return admin;
    }

    @Test
    void issuer_is_created_replaced_and_left_alone() {
        TestResponse created = call(request());

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.body())
                .isEqualTo("{\"name\":\"github\",\"kind\":\"github\",\"issuer\":\"" + GITHUB + "\",\"audiences\":[\""
                        + AUDIENCE + "\"],\"singleUse\":true,\"maxAgeSeconds\":3600,\"enabled\":true}");
        long version = TestStack.NOW.toEpochMilli();
        assertThat(created.headers()).containsEntry("ETag", "\"" + version + "\"");
        assertThat(stack.keyFetcher().fetched()).containsExactly(GITHUB);

        TestResponse replaced = call(request().with("maxAgeSeconds", 60).with("enabled", false));
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.headers()).containsEntry("ETag", "\"" + (version + 1) + "\"");
        assertThat(call(request().body(replaced.body())).headers()).isEqualTo(replaced.headers());
        assertThat(stack.keyFetcher().fetched())
                .as("a disabled issuer needs no keys")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"audiences":["https://tokenry.example"]}                                                    | kind required
        {"kind":"gitea","audiences":["https://tokenry.example"]}                                     | kind unknown-value
        {"kind":"github"}                                                                            | audiences required
        {"kind":"github","audiences":[]}                                                             | audiences out-of-range
        {"kind":"github","audiences":["sts.amazonaws.com"]}                                          | audiences[0] foreign-audience
        {"kind":"github","audiences":["https://tokenry.example","sigstore"]}                         | audiences[1] foreign-audience
        {"kind":"github","audiences":["https://github.com/acme"]}                                    | audiences[0] foreign-audience
        {"kind":"github","audiences":["short"]}                                                      | audiences[0] pattern
        {"kind":"github","issuer":"https://github.example.com","audiences":["https://tokenry.example"]} | issuer pattern
        {"kind":"custom","audiences":["https://tokenry.example"]}                                    | issuer required
        {"kind":"custom","issuer":"https://gitlab.com","audiences":["https://tokenry.example"]}      | issuer pattern
        {"kind":"custom","issuer":"https://ci.example.com","audiences":["https://ci.example.com"]}   | audiences[0] foreign-audience
        {"kind":"github","audiences":["https://tokenry.example"],"maxAgeSeconds":59}                 | maxAgeSeconds out-of-range
        {"kind":"github","audiences":["https://tokenry.example"],"maxAgeSeconds":86401}              | maxAgeSeconds out-of-range
        {"kind":"github","audiences":["https://tokenry.example"],"jwks":{"keys":[]}}                 | jwks inconsistent
        {"kind":"github","audiences":["https://tokenry.example"],"clientId":"x"}                     | clientId inconsistent
        {"kind":"kubernetes","issuer":"https://kubernetes.default.svc","audiences":["https://tokenry.example"],"jwks":{"keys":[]}} | jwks pattern
        {"kind":"people","issuer":"https://login.example.com","redirectUris":["https://a.example/x"]} | clientId required
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":[]} | redirectUris out-of-range
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["http://a.example/x"]} | redirectUris[0] pattern
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["https://a.example/x#y"]} | redirectUris[0] pattern
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["https://a.example/x","https://a.example/y","https://a.example/x"]} | redirectUris[2] duplicate
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["https://a.example/x"],"scope":"email"} | scope pattern
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["https://a.example/x"],"audiences":["another-client"]} | audiences inconsistent
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["https://a.example/x"],"singleUse":false} | singleUse inconsistent
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["https://a.example/x"],"label":""} | label pattern
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["https://a.example/x"],"label":"a\\u202eb"} | label pattern
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["https://a.example/x"],"label":"12345678901234567890123456789012345678901234567890123456789012345"} | label pattern
        {"kind":"people","issuer":"https://login.example.com","clientId":"console","redirectUris":["https://a.example/x"],"jwks":{"keys":[]}} | jwks inconsistent
        {"kind":"github","audiences":["https://tokenry.example"],"label":"GitHub"}                   | label inconsistent
        """)
    void invalid_field_is_rejected(String body, String violation) {
        TestResponse response = call(request().body(body));

        assertThat(response.status()).as(response.body()).isEqualTo(400);
        assertThat(response.violationReasons()).containsExactly(violation);
        assertThat(stack.issuers().all()).isEmpty();
        assertThat(stack.keyFetcher().fetched()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DocumentFailure.class)
    void issuer_whose_keys_cannot_be_fetched_is_rejected_naming_the_step(DocumentFailure cause) {
        stack.keyFetcher().fail(KeyFetchResult.Step.DISCOVERY, cause);
        TestResponse discovery = call(request());
        stack.keyFetcher().fail(KeyFetchResult.Step.KEYS, cause);
        TestResponse keys = call(request());

        assertThat(discovery.violationReasons()).containsExactly("issuer keys-unavailable");
        assertThat(discovery.message()).startsWith("issuer cannot be used: its discovery document ");
        assertThat(keys.violationReasons()).containsExactly("issuer keys-unavailable");
        assertThat(keys.message()).startsWith("issuer cannot be used: its keys ");
        assertThat(stack.issuers().all()).isEmpty();
    }

    /** None of them leads to a connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ci.example.com",
                "https://127.0.0.1",
                "https://0177.0.0.1",
                "https://2130706433",
                "https://[::1]",
                "https://localhost",
                "https://user@ci.example.com",
                "https://ci.example.com:8443",
                "https://ci.example.com?x",
                "https://ci.example.com#x",
                "file:///etc/passwd",
                "ci.example.com"
            })
    void issuer_that_is_no_public_host_is_not_connected_to(String issuer) {
        stack.keyFetcher().fetchBy(new HttpsKeyFetcher());

        TestResponse response = call(
                TestEvent.load("issuer-put-private-address").calledBy(admin).with("issuer", issuer));

        assertThat(response.violationReasons()).containsExactly("issuer keys-unavailable");
        assertThat(response.message())
                .isEqualTo("issuer cannot be used: its discovery document (/.well-known/openid-configuration) could not"
                        + " be fetched: the URL must be https on port 443, with a DNS name and without user, query and"
                        + " fragment");
        assertThat(stack.issuers().all()).isEmpty();
    }

    @Test
    void keys_that_were_fetched_are_there_for_the_first_exchanges() {
        call(request());

        Issuer issuer = stack.issuers().find("github").orElseThrow();
        FetchedKeySet stored = stack.keySets(null)
                .find(issuer.toPublished())
                .flatMap(KeySetState::fetched)
                .orElseThrow();
        assertThat(stored.keys()).isEqualTo(TestKeys.keySet());
        assertThat(stored.endpoints().token()).isEqualTo(GITHUB + "/token");
        assertThat(stored.fetchedAt()).isEqualTo(TestStack.NOW);
    }

    @Test
    void issuer_without_endpoints_is_one_of_jobs_alone() {
        stack.keyFetcher()
                .fetchBy(_ -> new KeyFetchResult.Fetched(
                        TestKeys.keySet(), new ProviderEndpoints("https://login.example.com/authorize", null, null)));

        TestResponse people = call(request()
                .path("name", "people")
                .body("{\"kind\":\"people\",\"issuer\":\"https://login.example.com\",\"clientId\":\"console\","
                        + "\"redirectUris\":[\"https://a.example/x\"]}"));
        assertThat(people.status()).isEqualTo(400);
        assertThat(people.violationReasons()).containsExactly("issuer keys-unavailable");
        assertThat(people.body()).contains("its discovery document names no authorization_endpoint and token_endpoint");
        assertThat(stack.issuers().all()).isEmpty();
        assertThat(call(request()).status()).isEqualTo(201);
    }

    @Test
    void issuer_that_does_not_respond_can_be_disabled() {
        stack.issuers().put("github", IssuerKind.GITHUB, GITHUB);
        stack.keyFetcher().fail(KeyFetchResult.Step.DISCOVERY, DocumentFailure.TIMEOUT);

        assertThat(call(request().with("enabled", false)).status()).isEqualTo(200);
        assertThat(call(request()).status()).isEqualTo(400);
    }

    @Test
    void kind_and_issuer_never_change() {
        stack.issuers().put("github", IssuerKind.CUSTOM, "https://ci.example.com");

        assertThat(call(request()).violationReasons()).containsExactly("kind read-only", "issuer read-only");
    }

    @Test
    void keys_of_kubernetes_can_be_uploaded_and_are_returned() {
        TestResponse response = call(request()
                .path("name", "cluster")
                .body("{\"kind\":\"kubernetes\",\"issuer\":\"https://kubernetes.default.svc\",\"audiences\":[\""
                        + AUDIENCE + "\"],\"jwks\":" + TestKeys.keySetText() + "}"));

        assertThat(response.status()).as(response.body()).isEqualTo(201);
        assertThat(response.json().path("singleUse").asBoolean()).isFalse();
        assertThat(response.json().at("/jwks/keys"))
                .hasSameSizeAs(TestKeys.keySet().keys());
        assertThat(stack.keyFetcher().fetched()).isEmpty();
        assertThat(call(request().path("name", "cluster").body(response.body())).headers())
                .as("what was read can be sent back")
                .isEqualTo(response.headers());
    }

    @Test
    void issuer_of_people_has_the_client_as_its_audience() {
        TestResponse response = call(request()
                .path("name", "people")
                .body("{\"kind\":\"people\",\"issuer\":\"https://login.example.com\",\"clientId\":\"console\","
                        + "\"redirectUris\":[\"https://t.example/console/signed-in\",\"http://127.0.0.1:8080/x\"],"
                        + "\"scope\":\"openid email\",\"linkClaim\":\"preferred_username\"}"));

        assertThat(response.status()).as(response.body()).isEqualTo(201);
        assertThat(response.json().path("audiences")).hasToString("[\"console\"]");
        assertThat(response.fieldNames())
                .contains("clientId", "redirectUris", "scope", "linkClaim")
                .doesNotContain("jwks");
    }

    /** Who requests an id token chooses its nonce, and could choose whom the first sign-in links by it. */
    @ParameterizedTest
    @ValueSource(strings = {"nonce", "aud", "azp", "iss", "jti", "acr", "email"})
    void claim_that_people_choose_links_no_user(String claim) {
        TestResponse response = call(request()
                .path("name", "people")
                .body("{\"kind\":\"people\",\"issuer\":\"https://login.example.com\",\"clientId\":\"console\","
                        + "\"redirectUris\":[\"https://a.example/x\"],\"linkClaim\":\"" + claim + "\"}"));

        assertThat(response.violationReasons()).containsExactly("linkClaim unsafe-claim");
        assertThat(stack.issuers().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GitHub", "-x", "a%20b", "a.b"})
    void name_has_the_form_of_a_project_name(String name) {
        assertInvalid(request().path("name", name), "name PATH");
    }

    @Test
    void name_in_the_body_is_that_of_the_path() {
        assertThat(call(request().with("name", "x")).violationReasons()).containsExactly("name inconsistent");
        assertThat(call(request().with("name", "github")).status()).isEqualTo(201);
    }

    @Test
    void only_a_token_that_manages_all_tokens_writes_issuers() {
        List<Token> others = List.of(
                stack.token().scopes("trusts.write").store(),
                stack.token()
                        .scopes("trusts.write", "TenantTokenManagement")
                        .project("web")
                        .store());
        others.forEach(other -> assertRejected(
                request().calledBy(other),
                403,
                "Changing issuers requires the scope TenantTokenManagement and a token that is not bound to a"
                        + " project."));
        assertThat(stack.issuers().all()).isEmpty();
        assertThat(stack.keyFetcher().fetched()).isEmpty();
    }

    @Test
    void request_is_not_echoed_in_the_response() {
        TestResponse response = call(request()
                .body("{\"kind\":\"custom\",\"issuer\":\"https://gitlab.com/secret\",\"audiences\":[\"sigstore\"]}"));

        assertThat(response.body()).doesNotContain("secret");
        assertThat(Map.copyOf(response.headers())).doesNotContainKey("ETag");
    }
}
