package dev.tokenry.local.e2e;

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

/** Whatever is wrong with a credential, the answer is the same, byte for byte, and costs as little as it can. */
@ExtendWith(SharedStack.class)
class RefusedCredentialsIT {

    private static final String TOKENS = "/v2/apiTokens";

    private final TestStack stack;
    private final Caller admin;

    RefusedCredentialsIT(TestStack stack) {
        this.stack = stack;
        admin = stack.admin();
    }

    @Test
    void nothing_is_answered_but_that_the_token_is_missing_or_invalid() {
        Reply reply = admin.nobody().get(TOKENS).isError(401, "Missing or invalid API token.");

        assertThat(reply.body()).isEqualTo(Json.of("{'error':{'code':401,'message':'Missing or invalid API token.'}}"));
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"tokenry\"");
        assertThat(reply.header("ETag") + reply.header("Location")).isEmpty();
    }

    @Test
    void every_refusal_is_the_same() throws InterruptedException {
        Map<String, HttpRequest.Builder> refused = new LinkedHashMap<>();
        Issued good = create();
        refused.putAll(headersThatHoldNoToken(good));
        refused.putAll(tokensThatAreNotRight(good));
        refused.putAll(tokensInWrongPlaces(good));
        refused.putAll(tokensThatNoLongerWork());
        String expected = admin.nobody().get(TOKENS).is(401).whole();

        refused.forEach(
                (why, request) -> assertThat(Http.send(request).whole()).as(why).isEqualTo(expected));

        assertThat(admin.with(good).isIn()).isTrue();
    }

    static Stream<List<String>> guardedRoutes() {
        String id = Forged.id();
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
    @MethodSource("guardedRoutes")
    void every_route_is_closed_alike(List<String> route) {
        String expected = admin.nobody().get(TOKENS).is(401).whole();

        for (Caller caller :
                List.of(stack.nobody(), stack.holder("garbage"), stack.holder(Forged.token(Forged.id())))) {
            for (URI base : stack.running().baseUrls()) {
                // A body that is wrong in itself must not be looked at before the credential.
                assertThat(caller.at(base)
                                .send(route.getFirst(), route.getLast(), "{")
                                .whole())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void two_headers_are_refused_even_when_both_are_right() {
        Issued good = create();

        Reply reply = Http.send(admin.nobody()
                .request(TOKENS + "/" + good.id())
                .header("Authorization", "Api-Token " + good.token())
                .header("Authorization", "Api-Token " + good.token()));

        assertThat(reply.whole()).isEqualTo(admin.nobody().get(TOKENS).whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_KMS"})
    void what_cannot_be_a_token_costs_no_read_and_no_key(String away) {
        Issued good = create();
        int derived = stack.running().aws().kmsCallCount("GenerateMac");
        try (Gateway gateway = stack.detour(Map.of(away, TestStack.NOWHERE), List.of("AuthorizeFunction"))) {
            Caller detour = admin.at(gateway.uri().resolve("/api"));

            for (int position : new int[] {7, 20, 32, 60, good.token().length() - 1}) {
                detour.holder(Forged.mistyped(good.token(), position))
                        .get(TOKENS)
                        .isError(401);
            }
            for (String malformed : List.of(
                    good.id(),
                    good.token() + "A",
                    good.token().substring(1),
                    good.token().toLowerCase(Locale.ROOT),
                    "dt0c01" + good.token().substring(6),
                    "x".repeat(4_000))) {
                detour.holder(malformed).get(TOKENS).isError(401);
            }
            assertThat(stack.running().aws().kmsCallCount("GenerateMac")).isEqualTo(derived);

            // The same authorizer, asked about what could be one: it cannot tell, and says so.
            detour.with(good).get(TOKENS + "/" + good.id()).isError(503);
            detour.holder(Forged.token(Forged.id())).get(TOKENS).isError(503);
            detour.holder(Forged.token(good.id())).get(TOKENS).isError(503);
        }
    }

    private static Map<String, HttpRequest.Builder> empty() {
        return new LinkedHashMap<>();
    }

    private Map<String, HttpRequest.Builder> headersThatHoldNoToken(Issued good) {
        Map<String, HttpRequest.Builder> requests = empty();
        for (String header : List.of(
                "",
                " ",
                "Api-Token",
                "Api-Token ",
                "Bearer",
                "Bearer null",
                "garbage",
                good.token(),
                "Token " + good.token(),
                "ApiToken " + good.token(),
                "Api-Token: " + good.token(),
                "Api-Token=" + good.token(),
                "Api-Token \"" + good.token() + "\"",
                "Api-Token " + good.token() + " x",
                "Api-Token " + good.token() + ",",
                "Api-Token " + good.token() + ", Api-Token " + good.token(),
                "Api-Token " + good.token() + ",Basic eDp5",
                "Bearer Api-Token " + good.token(),
                "Basic " + Base64.getEncoder().encodeToString(good.token().getBytes(StandardCharsets.US_ASCII)),
                "Digest " + good.token(),
                "AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/execute-api/aws4_request")) {
            requests.put("header " + header, authorized(header));
        }
        return requests;
    }

    private Map<String, HttpRequest.Builder> tokensThatAreNotRight(Issued good) {
        Map<String, HttpRequest.Builder> requests = empty();
        requests.put("id alone", holding(good.id()));
        requests.put("mistyped", holding(Forged.mistyped(good.token(), 50)));
        requests.put("mistyped id", holding(Forged.mistyped(good.token(), 10)));
        requests.put(
                "mistyped checksum",
                holding(Forged.mistyped(good.token(), good.token().length() - 1)));
        requests.put("cut short", holding(good.token().substring(0, good.token().length() - 1)));
        requests.put("too long", holding(good.token() + "A"));
        requests.put("lower case", holding(good.token().toLowerCase(Locale.ROOT)));
        requests.put("other prefix", holding(otherPrefix(good.token())));
        requests.put("unknown id, right checksum", holding(Forged.token(Forged.id())));
        requests.put("wrong secret, right checksum", holding(Forged.token(good.id())));
        requests.put("secret of another token", holding(swapped(good, create())));
        return requests;
    }

    private Map<String, HttpRequest.Builder> tokensInWrongPlaces(Issued good) {
        String encoded = URLEncoder.encode("Api-Token " + good.token(), StandardCharsets.UTF_8);
        Map<String, HttpRequest.Builder> requests = empty();
        for (String name : List.of("Api-Token", "api-token", "access_token", "token", "Authorization")) {
            requests.put("query " + name, nobody("?" + name + "=" + good.token()));
            requests.put("query with scheme " + name, nobody("?" + name + "=" + encoded));
            requests.put("cookie " + name, nobody("").header("Cookie", name + "=" + good.token()));
        }
        for (String name : List.of("Api-Token", "X-Api-Key", "X-Api-Token", "Proxy-Authorization", "X-Authorization")) {
            requests.put("header " + name, nobody("").header(name, "Api-Token " + good.token()));
        }
        requests.put(
                "body",
                nobody("")
                        .POST(BodyPublishers.ofString(Json.of("{'token':'%s','access_token':'%1$s'}", good.token()))));
        requests.put(
                "form",
                nobody("")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("access_token=" + good.token())));
        return requests;
    }

    private Map<String, HttpRequest.Builder> tokensThatNoLongerWork() throws InterruptedException {
        Instant end = Instant.now().plusMillis(1_500);
        Issued expired = admin.create("{'name':'n','scopes':['metrics.read'],'expirationDate':%d}", end.toEpochMilli());
        assertThat(admin.with(expired).isIn()).isTrue();
        Issued disabled = create();
        admin.put(TOKENS + "/" + disabled.id(), Json.of("{'enabled':false}")).is(204);
        Issued regenerated = create();
        admin.post(TOKENS + "/" + regenerated.id() + "/regenerate").is(200);
        Issued deleted = create();
        admin.delete(TOKENS + "/" + deleted.id()).is(204);
        Issued overlapEnded = create();
        admin.post(TOKENS + "/" + overlapEnded.id() + "/regenerate", Json.of("{'overlapSeconds':1}"))
                .is(200);
        Thread.sleep(Math.max(1_100, end.plusMillis(50).toEpochMilli() - System.currentTimeMillis()));
        Map<String, HttpRequest.Builder> requests = empty();
        requests.put("expired", holding(expired.token()));
        requests.put("disabled", holding(disabled.token()));
        requests.put("regenerated away", holding(regenerated.token()));
        requests.put("deleted", holding(deleted.token()));
        requests.put("overlap ended", holding(overlapEnded.token()));
        return requests;
    }

    private static String otherPrefix(String token) {
        String start = "tk0c02" + token.substring(6, token.length() - 7);
        return start + Forged.checksum(start);
    }

    private static String swapped(Issued one, Issued other) {
        String start = one.id() + "." + other.secret().substring(0, 57);
        return start + Forged.checksum(start);
    }

    private Issued create() {
        return admin.create("{'name':'refused','scopes':['metrics.read']}");
    }

    private HttpRequest.Builder nobody(String query) {
        return admin.nobody().request(TOKENS + query);
    }

    private HttpRequest.Builder holding(String token) {
        return authorized("Api-Token " + token);
    }

    private HttpRequest.Builder authorized(String header) {
        return nobody("").header("Authorization", header);
    }
}
