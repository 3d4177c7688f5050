package dev.tokenry.functions.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.functions.PublicEndpointContract;
import dev.tokenry.functions.StoreContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportGitHubLeaksHandlerTest implements StoreContract, PublicEndpointContract {

    private static final String KEY_ID = "Github-Public-Key-Identifier";
    private static final String SIGNATURE = "Github-Public-Key-Signature";
    private static final String DENIED = "The request must have a valid signature of GitHub.";
    private static final TestSigningKey KEY = TestSigningKey.onCurve("key-1", "secp256r1");
    private static final TestSigningKey OTHER_KEY = TestSigningKey.onCurve("key-2", "secp256r1");

    private final TestStack stack = new TestStack();
    private final ReportGitHubLeaksHandler handler;
    private final Token target = stack.token().tokenValue(TestStack.OTHER_TOKEN).store();

    ReportGitHubLeaksHandlerTest() {
        stack.setVariable("GITHUB_SECRET_SCANNING_KEYS", "{\"public_keys\":[" + KEY.json(true) + "]}");
        handler = new ReportGitHubLeaksHandler(stack.wiring());
    }

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
        return signed(TestEvent.load("github-leaks").bodyText());
    }

    @Test
    void each_reported_token_is_revoked() {
        List<IssuedToken> found =
                Stream.generate(() -> stack.token().issue()).limit(30).toList();

        TestResponse response = call(signed(found.stream()
                .map(issued -> finding(issued.value().reveal(), "https://github.com/acme"))
                .collect(Collectors.joining(",", "[", "]"))));

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{}");
        assertThat(found)
                .allSatisfy(issued -> assertThat(
                                stack.tokens().get(issued.token().id()).isLeaked())
                        .isTrue());
        found.forEach(issued -> assertSecretNotExposed(issued.value().reveal(), response));
    }

    @Test
    void the_response_does_not_tell_what_was_found() {
        TestResponse expected = call(request());
        assertThat(stack.tokens().get(target.id()).isLeaked()).isTrue();

        for (String text : List.of(TestStack.OTHER_TOKEN, TestStack.OTHER_TOKEN.replace("ANOTHER", "X"), "x", "")) {
            assertThat(call(signed("[" + finding(text, "") + "]"))).isEqualTo(expected);
        }
        assertThat(call(signed("[]"))).isEqualTo(expected);
    }

    @Test
    void the_signature_is_checked_over_the_bytes_and_not_over_the_json() {
        String body = " [ {\n\"url\": \"é\\u00e9\", \"token\" :\"" + TestStack.OTHER_TOKEN + "\"\t,\"new\":{} } ] ";

        assertThat(call(signed(body)).status()).isEqualTo(202);
        assertThat(stack.tokens().get(target.id()).isLeaked()).isTrue();
    }

    @Test
    void a_body_in_base64_is_verified_as_the_bytes_that_were_sent() {
        TestEvent request = request();
        String body = request.bodyText();

        request.body(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)))
                .set("isBase64Encoded", true);

        assertThat(call(request).status()).isEqualTo(202);
        assertThat(stack.tokens().get(target.id()).isLeaked()).isTrue();
    }

    @Test
    void a_report_can_be_larger_than_other_bodies() {
        String other = finding("x".repeat(100), "https://github.com/acme");
        String body =
                "[" + (other + ",").repeat(2_000) + finding(TestStack.OTHER_TOKEN, "https://github.com/acme") + "]";
        assertThat(body.length()).isGreaterThan(200_000);

        assertThat(call(signed(body)).status()).isEqualTo(202);
        assertThat(stack.tokens().get(target.id()).isLeaked()).isTrue();
    }

    /** A request, and why GitHub has not signed it. */
    private interface Change {
        TestEvent of(TestEvent request);
    }

    static Stream<Arguments> unsigned() {
        TestSigningKey p384 = TestSigningKey.onCurve("key-1", "secp384r1");
        return Stream.of(
                denied("no headers", it -> it.withoutHeader(KEY_ID).withoutHeader(SIGNATURE)),
                denied("no key id", it -> it.withoutHeader(KEY_ID)),
                denied("no signature", it -> it.withoutHeader(SIGNATURE)),
                denied("empty key id", it -> it.header(KEY_ID, "")),
                denied("empty signature", it -> it.header(SIGNATURE, "")),
                denied("unknown key id", it -> it.header(KEY_ID, "key-2")),
                denied("key id in other case", it -> it.header(KEY_ID, "KEY-1")),
                denied("two key ids", it -> it.header(KEY_ID, "key-1", "key-1")),
                denied("two signatures", it -> it.header(SIGNATURE, KEY.sign(bytes(it)), KEY.sign(bytes(it)))),
                denied("another key", it -> it.header(SIGNATURE, OTHER_KEY.sign(bytes(it)))),
                denied("a key on P-384", it -> it.header(SIGNATURE, p384.sign(bytes(it)))),
                denied("another hash", it -> it.header(SIGNATURE, KEY.sign("SHA512withECDSA", bytes(it)))),
                denied("not DER", it -> it.header(SIGNATURE, KEY.sign("SHA256withECDSAinP1363Format", bytes(it)))),
                denied("zeros", it -> it.header(SIGNATURE, "MAYCAQACAQA=")),
                denied("not base64", it -> it.header(SIGNATURE, "?" + KEY.sign(bytes(it)))),
                denied("base64 of base64", it -> it.header(SIGNATURE, encode(KEY.sign(bytes(it))))),
                denied("a changed body", it -> it.body(it.bodyText().replace("acme", "acne"))),
                denied("a longer body", it -> it.body(it.bodyText() + " ")),
                denied("no body", it -> it.body(null)),
                denied("an empty body", it -> it.body("")));
    }

    private static Arguments denied(String description, Change change) {
        return arguments(description, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsigned")
    void a_request_that_github_has_not_signed_is_denied_and_reads_nothing(String description, Change change) {
        stack.tokens().makeUnavailable();
        stack.makePepperUnavailable();

        TestResponse response = call(change.of(request()));

        assertError(response, 403, DENIED);
        assertThat(stack.logLines()).isEmpty();
        assertThat(stack.metrics())
                .singleElement()
                .asString()
                .contains("\"event\":\"denied\",\"status\":403")
                .doesNotContain("tokenId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "null",
                "\"text\"",
                "[",
                "[]]",
                "[null]",
                "[[]]",
                "[{}]",
                "[{\"token\":null}]",
                "[{\"token\":7}]",
                "[{\"token\":\"TOKEN\"},{\"url\":\"x\"}]",
                "[{\"token\":\"TOKEN\",\"token\":\"x\"}]"
            })
    void a_signed_body_of_another_form_is_invalid_and_revokes_nothing(String body) {
        TestResponse response = call(signed(body.replace("TOKEN", TestStack.OTHER_TOKEN)));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.violationReasons()).containsExactly("body malformed-json");
        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
        assertSecretNotExposed(TestStack.OTHER_TOKEN, response);
    }

    @Test
    void it_works_while_management_is_frozen() {
        stack.setVariable("MANAGEMENT_FROZEN", "true");

        assertThat(call(request()).status()).isEqualTo(202);
        assertThat(stack.tokens().get(target.id()).isLeaked()).isTrue();
    }

    @Test
    void an_unavailable_key_is_no_success() {
        stack.makePepperUnavailable();

        assertThat(call(request()).status()).isEqualTo(503);
        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void without_keys_the_route_does_not_exist(String keys) {
        stack.setVariable("GITHUB_SECRET_SCANNING_KEYS", keys);

        TestResponse response = stack.call(new ReportGitHubLeaksHandler(stack.wiring()), request());

        assertError(response, 404, "Not found.");
        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
    }

    private static TestEvent signed(String body) {
        return TestEvent.load("github-leaks")
                .body(body)
                .header(KEY_ID, KEY.id())
                .header(SIGNATURE, KEY.sign(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String finding(String token, String url) {
        return "{\"token\":\"" + token + "\",\"type\":\"tokenry_api_token\",\"url\":\"" + url
                + "\",\"source\":\"content\"}";
    }

    private static byte[] bytes(TestEvent event) {
        return event.bodyText().getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
