package dev.tokenry.authorizer;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.ApiRules;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests tokens that are restricted to addresses. The requests are from 203.0.113.7. */
class AllowedAddressesTest {

    private static final String ELSEWHERE = "Token cannot be used from this address.";
    private static final String UNIDENTIFIED =
            "Token is restricted to addresses, and this API does not identify the address of the request.";
    private static final String REST_API = "q7w8e9r0t1";
    private static final String HTTP_API = "h1t2t3p4a5";
    private static final String REST = "arn:aws:execute-api:eu-central-1:123456789012:q7w8e9r0t1/prod/";

    private static final String HTTP = "arn:aws:execute-api:eu-central-1:123456789012:h1t2t3p4a5/$default/";
    private static final String BEARER = "Bearer " + TestStack.CALLING_TOKEN;
    private static final String ROUTE = "GET /orders/{id}";
    private static final String PATH = "/orders/42";

    private final TestStack stack = new TestStack();

    @BeforeEach
    void rules() {
        rules(Duration.ZERO, false);
    }

    @ParameterizedTest
    @CsvSource({
        // event, addresses, message of the denial (none: allowed)
        "authorize-create, 203.0.113.0/24,           ",
        "authorize-create, 203.0.113.7,              ",
        "authorize-create, ::ffff:203.0.113.7,       ",
        "authorize-create, 198.51.100.0/24,          " + ELSEWHERE,
        "authorize-create, 2001:db8::/32,            " + ELSEWHERE,
        "authorize-http-1, 203.0.113.0/24,           ",
        "authorize-http-1, 198.51.100.0/24,          " + ELSEWHERE,
        "authorize-http-2, 203.0.113.0/24,           ",
        "authorize-http-2, 198.51.100.0/24,          " + ELSEWHERE,
        // the event of a TOKEN authorizer has no address
        "authorize-token,  203.0.113.0/24,           '" + UNIDENTIFIED + "'",
    })
    void token_can_be_used_from_its_addresses_only(String event, String addresses, String message) throws IOException {
        store(addresses);

        TestAuthorizerResponse response = authorize(TestEvent.load(event)
                .header("X-Forwarded-For", "198.51.100.9")
                .header("Forwarded", "for=198.51.100.9"));

        assertThat(response.json().toString().contains("\"message\"")).isEqualTo(message != null);
        if (message != null) {
            assertThat(response.json().at("/context/message").textValue()).isEqualTo(message);
        }
        assertThat(stack.tokens().all().getFirst().lastUse() == null)
                .as("a denied request is no use")
                .isEqualTo(message != null);
    }

    @ParameterizedTest
    @CsvSource({"authorize-create, address-not-allowed", "authorize-http-1,", "authorize-http-2,"})
    void denial_has_a_reason_for_rest_apis(String event, String reason) throws IOException {
        store("198.51.100.0/24");

        TestAuthorizerResponse response = authorize(TestEvent.load(event));

        assertThat(response.json().at("/context/reason").asText(null)).isEqualTo(reason);
        assertThat(stack.logLines())
                .contains("denied: ADDRESS " + stack.tokens().all().getFirst().id());
        assertThat(stack.metrics()).anyMatch(line -> line.contains("ADDRESS"));
    }

    @Test
    void public_route_stays_public() throws IOException {
        store("198.51.100.0/24");
        stack.apiRules()
                .replace(REST_API, new ApiRules(List.of("GET /orders/{id} public"), Duration.ZERO, true), STAMP);

        assertThat(authorize(TestEvent.load("authorize-token")).allows(REST + "GET/orders/42"))
                .isTrue();
        assertThat(stack.tokens().all().getFirst().lastUse()).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cached_result_is_used_for_one_address_only(boolean cachedPerSourceIp) throws IOException {
        rules(Duration.ofSeconds(300), cachedPerSourceIp);
        store("203.0.113.0/24");

        TestAuthorizerResponse response =
                authorize(TestEvent.load("authorize-http-1").set("identitySource", BEARER + ",203.0.113.7"));

        assertThat(response.json().at("/context/message").asText())
                .isEqualTo(
                        cachedPerSourceIp
                                ? "Token is missing a required scope or is not bound to this project."
                                : UNIDENTIFIED);
        assertThat(response.resources("Allow").size()).isEqualTo(cachedPerSourceIp ? 3 : 1);
    }

    static Stream<Arguments> identitySources() {
        return Stream.of(
                arguments("authorize-http-1", BEARER + ",203.0.113.7", true),
                arguments("authorize-http-1", BEARER, false),
                arguments("authorize-http-1", BEARER + ",203.0.113.70", false),
                arguments("authorize-http-1", null, false),
                arguments("authorize-http-2", List.of(BEARER, ROUTE, PATH, "203.0.113.7"), true),
                arguments("authorize-http-2", List.of(BEARER, ROUTE, PATH), false),
                arguments("authorize-http-2", List.of(BEARER, ROUTE, PATH, "x,203.0.113.7"), false),
                arguments("authorize-http-2", List.of(BEARER, ROUTE, PATH, "203.0.113.8"), false));
    }

    /** The declaration of an API is not believed if the event shows otherwise. */
    @ParameterizedTest
    @MethodSource("identitySources")
    void declared_caching_per_address_requires_the_address_among_the_identity_sources(
            String format, Object sources, boolean allowed) throws IOException {
        rules(Duration.ofSeconds(300), true);
        store("203.0.113.0/24");
        TestEvent event = TestEvent.load(format).set("identitySource", sources);

        TestAuthorizerResponse response = authorize(event);

        assertThat(response.allows(HTTP + "GET/orders/42")
                        || response.json().path("isAuthorized").asBoolean())
                .isEqualTo(allowed);
        assertThat(response.json().toString().contains(UNIDENTIFIED)).isNotEqualTo(allowed);
    }

    @Test
    void caching_per_address_matters_to_restricted_tokens_only() throws IOException {
        rules(Duration.ofSeconds(300), true);
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("metrics.read").store();

        assertThat(authorize(TestEvent.load("authorize-http-1")).allows(HTTP + "GET/orders/42"))
                .isTrue();
    }

    @Test
    void cached_denial_covers_all_routes_but_the_public_ones() throws IOException {
        rules(Duration.ofSeconds(300), true);
        store("198.51.100.0/24");

        TestAuthorizerResponse response =
                authorize(TestEvent.load("authorize-http-1").set("identitySource", BEARER + ",203.0.113.7"));

        assertThat(response.resources("Allow")).singleElement().asString().endsWith("/GET/health");
        assertThat(response.resources("Deny")).hasSize(1);
        assertThat(response.json().at("/context/message").textValue()).isEqualTo(ELSEWHERE);
    }

    @Test
    void own_api_caches_per_address() throws IOException {
        stack.setVariable("AUTHORIZER_RESULT_TTL", "300");
        store("203.0.113.7");

        assertThat(authorize(TestEvent.load("authorize-create"))
                        .json()
                        .at("/context/message")
                        .asText())
                .isEqualTo("Token is missing a required scope or is not bound to this project.");
    }

    private void store(String addresses) {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("metrics.read", "apiTokens.write")
                .allowedIps(addresses)
                .store();
    }

    private void rules(Duration ttl, boolean cachedPerSourceIp) {
        List<String> rules = List.of("GET /orders/{id} anyOf(metrics.read)", "GET /health public");
        for (String api : List.of(REST_API, HTTP_API)) {
            stack.apiRules().replace(api, new ApiRules(rules, ttl, true, cachedPerSourceIp, List.of()), STAMP);
        }
    }

    private TestAuthorizerResponse authorize(TestEvent event) throws IOException {
        return TestAuthorizerResponse.call(TestAuthorizer.of(stack), event, stack);
    }
}
