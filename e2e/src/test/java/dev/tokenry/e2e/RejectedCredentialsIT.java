package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.apigateway.Gateway;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All invalid credentials get the same response, with as few calls as possible. */
@ExtendWith(SharedStackExtension.class)
class RejectedCredentialsIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final TestStack stack;
    private final ApiClient admin;

    RejectedCredentialsIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
    }

    @Test
    void a_401_says_only_that_the_token_is_missing_or_invalid() {
        ApiReply reply = admin.anonymous().get(TOKENS).expectError(401, "Missing or invalid API token.");

        assertThat(reply.body())
                .isEqualTo(TestJson.format("{'error':"
                        + "{'code':401,'message':'Missing or invalid API token.','reason':'unauthorized'}}"));
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tokenry\"");
        assertThat(reply.header("ETag") + reply.header("Location")).isEmpty();
    }

    @Test
    void all_authentication_failures_return_the_same_response() throws InterruptedException {
        Map<String, HttpRequest.Builder> requests = new LinkedHashMap<>();
        IssuedToken valid = create();
        requests.putAll(headersWithoutToken(valid));
        requests.putAll(invalidTokens(valid));
        requests.putAll(misplacedTokens(valid));
        requests.putAll(inactiveTokens());
        String expected = admin.anonymous().get(TOKENS).expectStatus(401).comparableText();

        requests.forEach((description, request) ->
                assertThat(Http.send(request).comparableText()).as(description).isEqualTo(expected));

        assertThat(admin.withToken(valid).isAuthenticated()).isTrue();
    }

    static Stream<List<String>> protectedRoutes() {
        String id = TamperedTokens.id();
        return Stream.of(
                List.of("POST", TOKENS),
                List.of("GET", TOKENS),
                List.of("GET", TOKENS + "/" + id),
                List.of("PUT", TOKENS + "/" + id),
                List.of("DELETE", TOKENS + "/" + id),
                List.of("POST", TOKENS + "/" + id + "/regenerate"),
                List.of("POST", "/v2/projects/alpha/snapshots"));
    }

    @ParameterizedTest
    @MethodSource("protectedRoutes")
    void all_routes_reject_invalid_credentials_with_the_same_response(List<String> route) {
        String expected = admin.anonymous().get(TOKENS).expectStatus(401).comparableText();

        for (ApiClient client : List.of(
                stack.anonymousClient(),
                stack.clientWithToken("garbage"),
                stack.clientWithToken(TamperedTokens.tokenValue(TamperedTokens.id())))) {
            for (URI base : stack.localTokenry().baseUrls()) {
                // An invalid body must not be parsed before the credential is verified.
                assertThat(client.withBaseUrl(base)
                                .send(route.getFirst(), route.getLast(), "{")
                                .comparableText())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void two_authorization_headers_are_rejected_even_if_both_are_valid() {
        IssuedToken valid = create();

        ApiReply reply = Http.send(admin.anonymous()
                .request(TOKENS + "/" + valid.id())
                .header("Authorization", "Api-Token " + valid.token())
                .header("Authorization", "Api-Token " + valid.token()));

        assertThat(reply.comparableText())
                .isEqualTo(admin.anonymous().get(TOKENS).comparableText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_KMS"})
    void a_malformed_token_causes_no_database_read_and_no_kms_call(String endpointVariable) {
        IssuedToken valid = create();
        int callsBefore = stack.localTokenry().aws().kmsCallCount("GenerateMac");
        try (Gateway gateway = stack.startDetour(
                Map.of(endpointVariable, TestStack.UNREACHABLE_ENDPOINT), List.of("AuthorizeFunction"))) {
            ApiClient detourClient = admin.withBaseUrl(gateway.uri().resolve("/api"));

            for (int position : new int[] {7, 20, 32, 60, valid.token().length() - 1}) {
                detourClient
                        .withTokenValue(TamperedTokens.mistyped(valid.token(), position))
                        .get(TOKENS)
                        .expectError(401);
            }
            for (String malformed : List.of(
                    valid.id(),
                    valid.token() + "A",
                    valid.token().substring(1),
                    valid.token().toLowerCase(Locale.ROOT),
                    "dt0c01" + valid.token().substring(6),
                    "x".repeat(4_000))) {
                detourClient.withTokenValue(malformed).get(TOKENS).expectError(401);
            }
            assertThat(stack.localTokenry().aws().kmsCallCount("GenerateMac")).isEqualTo(callsBefore);

            // A well-formed token needs the table, which this authorizer cannot reach.
            detourClient.withToken(valid).get(TOKENS + "/" + valid.id()).expectError(503);
            detourClient
                    .withTokenValue(TamperedTokens.tokenValue(TamperedTokens.id()))
                    .get(TOKENS)
                    .expectError(503);
            detourClient
                    .withTokenValue(TamperedTokens.tokenValue(valid.id()))
                    .get(TOKENS)
                    .expectError(503);
        }
    }

    private static Map<String, HttpRequest.Builder> newRequestMap() {
        return new LinkedHashMap<>();
    }

    private Map<String, HttpRequest.Builder> headersWithoutToken(IssuedToken valid) {
        Map<String, HttpRequest.Builder> requests = newRequestMap();
        for (String header : List.of(
                "",
                " ",
                "Api-Token",
                "Api-Token ",
                "Bearer",
                "Bearer null",
                "garbage",
                valid.token(),
                "Token " + valid.token(),
                "ApiToken " + valid.token(),
                "Api-Token: " + valid.token(),
                "Api-Token=" + valid.token(),
                "Api-Token \"" + valid.token() + "\"",
                "Api-Token " + valid.token() + " x",
                "Api-Token " + valid.token() + ",",
                "Api-Token " + valid.token() + ", Api-Token " + valid.token(),
                "Api-Token " + valid.token() + ",Basic eDp5",
                "Bearer Api-Token " + valid.token(),
                "Basic " + Base64.getEncoder().encodeToString(valid.token().getBytes(StandardCharsets.US_ASCII)),
                "Digest " + valid.token(),
                "AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/execute-api/aws4_request")) {
            requests.put("header " + header, requestWithHeader(header));
        }
        return requests;
    }

    private Map<String, HttpRequest.Builder> invalidTokens(IssuedToken valid) {
        Map<String, HttpRequest.Builder> requests = newRequestMap();
        requests.put("id alone", requestWithToken(valid.id()));
        requests.put("mistyped", requestWithToken(TamperedTokens.mistyped(valid.token(), 50)));
        requests.put("mistyped id", requestWithToken(TamperedTokens.mistyped(valid.token(), 10)));
        requests.put(
                "mistyped checksum",
                requestWithToken(
                        TamperedTokens.mistyped(valid.token(), valid.token().length() - 1)));
        requests.put(
                "cut short",
                requestWithToken(valid.token().substring(0, valid.token().length() - 1)));
        requests.put("too long", requestWithToken(valid.token() + "A"));
        requests.put("lower case", requestWithToken(valid.token().toLowerCase(Locale.ROOT)));
        requests.put("other prefix", requestWithToken(withOtherPrefix(valid.token())));
        requests.put("unknown id, right checksum", requestWithToken(TamperedTokens.tokenValue(TamperedTokens.id())));
        requests.put("wrong secret, right checksum", requestWithToken(TamperedTokens.tokenValue(valid.id())));
        requests.put("secret of another token", requestWithToken(withSecretOf(valid, create())));
        return requests;
    }

    private Map<String, HttpRequest.Builder> misplacedTokens(IssuedToken valid) {
        String encoded = URLEncoder.encode("Api-Token " + valid.token(), StandardCharsets.UTF_8);
        Map<String, HttpRequest.Builder> requests = newRequestMap();
        for (String name : List.of("Api-Token", "api-token", "access_token", "token", "Authorization")) {
            requests.put("query " + name, anonymousRequest("?" + name + "=" + valid.token()));
            requests.put("query with scheme " + name, anonymousRequest("?" + name + "=" + encoded));
            requests.put("cookie " + name, anonymousRequest("").header("Cookie", name + "=" + valid.token()));
        }
        for (String name : List.of("Api-Token", "X-Api-Key", "X-Api-Token", "Proxy-Authorization", "X-Authorization")) {
            requests.put("header " + name, anonymousRequest("").header(name, "Api-Token " + valid.token()));
        }
        requests.put(
                "body",
                anonymousRequest("")
                        .POST(BodyPublishers.ofString(
                                TestJson.format("{'token':'%s','access_token':'%1$s'}", valid.token()))));
        requests.put(
                "form",
                anonymousRequest("")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("access_token=" + valid.token())));
        return requests;
    }

    private Map<String, HttpRequest.Builder> inactiveTokens() throws InterruptedException {
        Instant end = Instant.now().plusMillis(1_500);
        IssuedToken expired =
                admin.create("{'name':'n','scopes':['metrics.read'],'expirationDate':%d}", end.toEpochMilli());
        assertThat(admin.withToken(expired).isAuthenticated()).isTrue();
        IssuedToken disabled = create();
        admin.put(TOKENS + "/" + disabled.id(), TestJson.format("{'enabled':false}"))
                .expectStatus(204);
        IssuedToken leaked = create();
        admin.anonymous()
                .post(TOKENS + "/revoke", TestJson.format("{'tokens':['%s']}", leaked.token()))
                .expectStatus(202);
        IssuedToken regenerated = create();
        admin.post(TOKENS + "/" + regenerated.id() + "/regenerate").expectStatus(200);
        IssuedToken deleted = create();
        admin.delete(TOKENS + "/" + deleted.id()).expectStatus(204);
        IssuedToken overlapEnded = create();
        admin.post(TOKENS + "/" + overlapEnded.id() + "/regenerate", TestJson.format("{'overlapSeconds':1}"))
                .expectStatus(200);
        Thread.sleep(Math.max(1_100, end.plusMillis(50).toEpochMilli() - System.currentTimeMillis()));
        Map<String, HttpRequest.Builder> requests = newRequestMap();
        requests.put("expired", requestWithToken(expired.token()));
        requests.put("disabled", requestWithToken(disabled.token()));
        requests.put("leaked", requestWithToken(leaked.token()));
        requests.put("regenerated away", requestWithToken(regenerated.token()));
        requests.put("deleted", requestWithToken(deleted.token()));
        requests.put("overlap ended", requestWithToken(overlapEnded.token()));
        return requests;
    }

    private static String withOtherPrefix(String token) {
        String prefix = "tk0c02" + token.substring(6, token.length() - 7);
        return prefix + TamperedTokens.checksum(prefix);
    }

    private static String withSecretOf(IssuedToken one, IssuedToken other) {
        String prefix = one.id() + "." + other.secret().substring(0, 57);
        return prefix + TamperedTokens.checksum(prefix);
    }

    private IssuedToken create() {
        return admin.create("{'name':'rejected','scopes':['metrics.read']}");
    }

    private HttpRequest.Builder anonymousRequest(String query) {
        return admin.anonymous().request(TOKENS + query);
    }

    private HttpRequest.Builder requestWithToken(String token) {
        return requestWithHeader("Api-Token " + token);
    }

    private HttpRequest.Builder requestWithHeader(String header) {
        return anonymousRequest("").header("Authorization", header);
    }
}
