package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.oidc.Person;
import dev.tokenry.exchange.SignInNonce;
import dev.tokenry.local.issuers.SamplePeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** People sign in with the identity provider of the local stack, as a browser does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignInIT {

    private static final String TRUST = "sign-in-it";

    /** The pair of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final Map<String, String> SUBJECTS =
            SamplePeople.ALL.stream().collect(Collectors.toMap(Person::name, Person::subject));

    private TestStack stack;
    private ApiClient admin;
    private String redirectUri;

    @BeforeAll
    void start(@TempDir Path directory) {
        stack = TestStack.start(directory);
        admin = stack.admin();
        redirectUri = "http://127.0.0.1:" + stack.origin().getPort() + "/api/console/signed-in";
        admin.put(
                        "/v2/issuers/" + TRUST,
                        TestJson.format(
                                "{'kind':'people','issuer':'%s','clientId':'tokenry-console','redirectUris':['%s'],"
                                        + "'linkClaim':'preferred_username','label':'Acme'}",
                                stack.localTokenry().issuers().url("people"), redirectUri))
                .expectStatus(201);
        putTrust(30, true).expectStatus(201);
        for (String name : new String[] {"alice", "bob"}) {
            assertThat(admin.put(
                                    "/v2/users/" + name,
                                    TestJson.format("{'enabled':true,'scopes':['apiTokens.read','apiTokens.write'],"
                                            + "'manageOwnTokens':true,'adoptTokens':true}"))
                            .status())
                    .isBetween(200, 201);
        }
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    @Order(1)
    void a_browser_finds_how_to_sign_in() {
        JsonNode issuers = stack.anonymousClient()
                .get("/v2/signIn")
                .expectStatus(200)
                .json()
                .path("issuers");

        String people = stack.localTokenry().issuers().url("people");
        assertThat(issuers).anySatisfy(issuer -> {
            assertThat(issuer.path("name").textValue()).isEqualTo(TRUST);
            assertThat(issuer.path("label").textValue()).isEqualTo("Acme");
            assertThat(issuer.path("trust").textValue()).isEqualTo(TRUST);
            assertThat(issuer.path("issuer").textValue()).isEqualTo(people);
            assertThat(issuer.path("authorizationEndpoint").textValue()).isEqualTo(people + "/authorize");
            assertThat(issuer.path("endSessionEndpoint").textValue()).isEqualTo(people + "/end-session");
            assertThat(issuer.path("redirectUris").path(0).textValue()).isEqualTo(redirectUri);
        });
    }

    @Test
    @Order(2)
    void a_person_signs_in_creates_a_token_and_signs_out_everywhere() {
        String code = code("Alice");
        JsonNode signedIn = redeem(code, VERIFIER).expectStatus(200).json();
        ApiClient session = stack.clientWithToken(signedIn.path("access_token").textValue());
        String path = "/v2/apiTokens/" + signedIn.path("id").textValue();

        assertThat(signedIn.path("owner").textValue()).isEqualTo("alice");
        assertThat(signedIn.path("scope").textValue()).isEqualTo("apiTokens.read apiTokens.write");
        JsonNode token = session.get(path).expectStatus(200).json();
        assertThat(token.path("trust").textValue()).isEqualTo(TRUST);
        assertThat(token.path("subject").textValue()).isEqualTo(SUBJECTS.get("Alice"));
        assertThat(token.path("personalAccessToken").booleanValue()).isTrue();
        assertThat(token.path("maxCreatedDays").intValue()).isEqualTo(30);
        assertThat(redeem(code, VERIFIER).expectStatus(400).json().path("error").textValue())
                .as("a code is redeemed once")
                .isEqualTo("invalid_grant");

        // Later than the session, within the days of the trust.
        IssuedToken created = session.create(
                "{'name':'cli','scopes':['apiTokens.read'],'personalAccessToken':true,'expirationDate':'now+29d'}");
        session.post(
                        "/v2/apiTokens",
                        TestJson.format("{'name':'long','scopes':['apiTokens.read'],'personalAccessToken':true,"
                                + "'expirationDate':'now+31d'}"))
                .expectError(403);
        session.post(
                        "/v2/apiTokens",
                        TestJson.format("{'name':'shared','scopes':['apiTokens.read'],'expirationDate':'now+1d'}"))
                .expectError(403);
        assertThat(session.get("/v2/apiTokens").json().path("totalCount").intValue())
                .as("lists leave sessions out")
                .isEqualTo(1);

        ApiClient other = stack.clientWithToken(redeem(code("Alice"), VERIFIER)
                .expectStatus(200)
                .json()
                .path("access_token")
                .textValue());
        session.delete("/v2/sessions").expectStatus(204);
        session.get(path).expectError(401);
        assertThat(other.isAuthenticated()).isFalse();
        assertThat(admin.withToken(created).isAuthenticated()).isTrue();
    }

    /** The events name the provider's subject as the actor, and not the values of the identities. */
    @Test
    @Order(8)
    void the_first_sign_in_links_the_user_in_an_event_of_the_exchange() {
        List<JsonNode> linked = eventsOfExchange("/v2/users/alice/events");

        assertThat(linked).as("the later ones link nothing").hasSize(1);
        JsonNode event = linked.getFirst();
        assertThat(event.path("action").textValue()).isEqualTo("user.updated");
        assertThat(event.path("changes").findValuesAsText("field")).containsExactly("identities");
        assertThat(event.path("changes").toString()).doesNotContain(SUBJECTS.get("Alice"));
        JsonNode actor = event.path("actor");
        assertThat(actor.path("kind").textValue()).isEqualTo("exchange");
        assertThat(actor.path("issuer").textValue()).isEqualTo(TRUST);
        assertThat(actor.path("trust").textValue()).isEqualTo(TRUST);
        assertThat(actor.path("subject").textValue()).isEqualTo(SUBJECTS.get("Alice"));
    }

    /** Returns the events of the exchange, when there is one. */
    private List<JsonNode> eventsOfExchange(String path) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        List<JsonNode> found = new ArrayList<>();
        while (found.isEmpty() && Instant.now().isBefore(deadline)) {
            admin.get(path).expectStatus(200).json().path("events").forEach(event -> {
                if (event.path("operation").textValue().equals("exchangeToken")) {
                    found.add(event);
                }
            });
        }
        return found;
    }

    @Test
    @Order(3)
    void a_person_signs_out_of_one_browser() {
        JsonNode signedIn = redeem(code("Alice"), VERIFIER).expectStatus(200).json();
        ApiClient session = stack.clientWithToken(signedIn.path("access_token").textValue());

        session.delete("/v2/apiTokens/" + signedIn.path("id").textValue()).expectStatus(204);
        assertThat(session.isAuthenticated()).isFalse();
    }

    @Test
    @Order(4)
    void a_code_of_another_browser_gives_nothing() {
        assertThat(redeem(code("Bob"), VERIFIER.replace('d', 'e'))
                        .expectStatus(400)
                        .json()
                        .path("error")
                        .textValue())
                .isEqualTo("invalid_grant");
    }

    @Test
    @Order(5)
    void a_person_without_a_user_does_not_sign_in() {
        assertThat(redeem(code("Carol"), VERIFIER).expectStatus(400).body())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"The id token is not accepted. The"
                        + " reason is in the log under this request's id.\"}");
        admin.get("/v2/users/carol").expectError(404);
    }

    @Test
    @Order(6)
    void a_user_who_is_disabled_is_signed_out_and_does_not_sign_in() {
        JsonNode signedIn = redeem(code("Bob"), VERIFIER).expectStatus(200).json();
        admin.put("/v2/users/bob", TestJson.format("{'enabled':false,'scopes':[],'manageOwnTokens':true}"))
                .expectStatus(200);

        assertThat(stack.clientWithToken(signedIn.path("access_token").textValue())
                        .isAuthenticated())
                .isFalse();
        assertThat(redeem(code("Bob"), VERIFIER)
                        .expectStatus(400)
                        .json()
                        .path("error")
                        .textValue())
                .isEqualTo("invalid_request");
        admin.delete("/v2/users/bob").expectStatus(204);
    }

    /**
     * Each route that strengthens a token reads the trust: its function needs the pepper, and the permission to use it.
     */
    @Test
    @Order(7)
    void a_trust_that_is_narrowed_disabled_or_deleted_bounds_the_sessions_that_exist() {
        JsonNode signedIn = redeem(code("Alice"), VERIFIER).expectStatus(200).json();
        ApiClient session = stack.clientWithToken(signedIn.path("access_token").textValue());
        IssuedToken token = IssuedToken.from(createForDays(session, "bound", 20).expectStatus(201));
        assertThat(strengthen(session, token)).containsExactly(204, 200, 204, 200);

        putTrust(10, true).expectStatus(200);
        createForDays(session, "narrowed", 9).expectStatus(201);
        createForDays(session, "narrowed", 11).expectError(403);
        assertThat(strengthen(session, token)).containsOnly(403);

        putTrust(60, true).expectStatus(200);
        createForDays(session, "widened", 59).expectStatus(201);
        assertThat(strengthen(session, token)).containsExactly(204, 200, 204, 200);

        putTrust(60, false).expectStatus(200);
        createForDays(session, "disabled", 1).expectError(403);
        assertThat(strengthen(session, token)).containsOnly(403);

        admin.delete("/v2/trusts/" + TRUST).expectStatus(204);
        createForDays(session, "deleted", 1).expectError(403);
        assertThat(strengthen(session, token)).containsOnly(403);
        assertThat(session.get("/v2/apiTokens/" + signedIn.path("id").textValue())
                        .json()
                        .path("maxCreatedDays")
                        .intValue())
                .as("what the trust permitted at the sign-in")
                .isEqualTo(30);
    }

    /** Returns the statuses of PUT, PATCH, bulk and regenerate. The token is disabled before each that enables it. */
    private List<Integer> strengthen(ApiClient session, IssuedToken token) {
        String path = "/v2/apiTokens/" + token.id();
        List<Integer> statuses = new ArrayList<>();
        disable(path);
        statuses.add(session.put(path, TestJson.format("{'enabled':true}")).status());
        disable(path);
        statuses.add(
                session.send("PATCH", path, TestJson.format("{'enabled':true}")).status());
        disable(path);
        statuses.add(session.post("/v2/apiTokens/bulk", TestJson.format("{'action':'enable','ids':['%s']}", token.id()))
                .expectStatus(200)
                .json()
                .at("/results/0/status")
                .intValue());
        statuses.add(session.post(path + "/regenerate", "{}").status());
        return statuses;
    }

    private void disable(String path) {
        admin.send("PATCH", path, TestJson.format("{'enabled':false}")).expectStatus(200);
    }

    private static ApiReply createForDays(ApiClient session, String name, int days) {
        return session.post(
                "/v2/apiTokens",
                TestJson.format(
                        "{'name':'%s','scopes':['apiTokens.read'],'personalAccessToken':true,'expirationDate':'now+%dd'}",
                        name, days));
    }

    private ApiReply putTrust(int maxCreatedDays, boolean enabled) {
        return admin.put(
                "/v2/trusts/" + TRUST,
                TestJson.format(
                        "{'issuer':'%s','scopes':['apiTokens.read','apiTokens.write','metrics.read'],"
                                + "'maxCreatedDays':%d,'enabled':%b}",
                        TRUST, maxCreatedDays, enabled));
    }

    private ApiReply redeem(String code, String verifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", "tokenry-console");
        form.put("code", code);
        form.put("code_verifier", verifier);
        form.put("redirect_uri", redirectUri);
        form.put("audience", TRUST);
        return Http.send(form(stack.anonymousClient().request("/v2/token"), form));
    }

    /** Signs in with the provider as a person, and returns the code with which it sends the browser back. */
    private String code(String name) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", "tokenry-console");
        form.put("redirect_uri", redirectUri);
        form.put("response_type", "code");
        form.put("scope", "openid");
        form.put("nonce", SignInNonce.of(VERIFIER));
        form.put("code_challenge", CHALLENGE);
        form.put("code_challenge_method", "S256");
        form.put("person", SUBJECTS.get(name));
        URI authorize = URI.create(stack.localTokenry().issuers().url("people") + "/authorize");
        try (HttpClient browser = HttpClient.newHttpClient()) {
            return browser.send(form(HttpRequest.newBuilder(authorize), form).build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow()
                    .replaceAll(".*[?&]code=|&.*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> form) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
    }
}
