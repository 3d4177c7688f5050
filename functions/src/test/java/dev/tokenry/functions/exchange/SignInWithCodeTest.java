package dev.tokenry.functions.exchange;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.exchange.IdTokenCase;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.SignInNonce;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grant {@code authorization_code} of the token endpoint. */
class SignInWithCodeTest {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String NOT_ACCEPTED =
            "{\"error\":\"invalid_grant\",\"error_description\":\"The code is not accepted.\"}";

    private final TestStack stack = new TestStack();
    private User jane;

    @BeforeEach
    void putRecords() {
        Issuer issuer = stack.issuers().put("people", IssuerKind.PEOPLE, IdTokenCase.ISSUER);
        stack.trusts().putForPeople("console", issuer);
        User user = stack.users().put("Jane", "apiTokens.read");
        stack.users()
                .replace(user, user.withIdentities(List.of(new UserIdentity("people", issuer.id(), "s-1"))), STAMP);
        jane = stack.users().find(user.name()).orElseThrow();
        stack.codeRedeemer().give(idToken());
    }

    @Test
    void code_is_exchanged_for_a_session() {
        TestResponse response = call(request());

        assertThat(response.status()).as(response.body()).isEqualTo(200);
        Token token = stack.tokens().all().getFirst();
        assertThat(response.fieldNames())
                .containsExactly(
                        "access_token",
                        "issued_token_type",
                        "token_type",
                        "expires_in",
                        "scope",
                        "id",
                        "expirationDate",
                        "owner");
        assertThat(response.string("owner")).isEqualTo("Jane");
        assertThat(response.string("scope")).isEqualTo("apiTokens.read");
        assertThat(response.string("expirationDate")).isEqualTo("2026-03-18T11:37:42.518Z");
        assertThat(response.json().get("expires_in").intValue()).isEqualTo(3600);
        assertThat(response.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Pragma", "no-cache");
        assertThat(token.origin().personal()).isTrue();
        assertThat(token.origin().exchange().maxCreatedDays()).isEqualTo(90);
        assertThat(stack.codeRedeemer().requests())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(IdTokenCase.ISSUER + "/token?");
    }

    @Test
    void audience_is_the_console_by_default() {
        TestEvent event = request();

        assertThat(call(event.body(event.bodyText().replace("&audience=console", "")))
                        .status())
                .isEqualTo(200);
    }

    /** Case 39, and what the provider does not accept. */
    @Test
    void code_that_is_not_accepted_has_one_response() {
        assertThat(call(TestEvent.load("token-code-refused")).body()).isEqualTo(NOT_ACCEPTED);
        TestEvent event = request();
        assertThat(call(event.body(event.bodyText().replace("tokenry-console", "other")))
                        .body())
                .isEqualTo(NOT_ACCEPTED);
        assertThat(stack.codeRedeemer().requests()).isEmpty();
        event = request();
        assertThat(call(event.body(event.bodyText().replace(VERIFIER, VERIFIER + "x")))
                        .body())
                .isEqualTo(NOT_ACCEPTED);
        assertThat(stack.codeRedeemer().requests()).hasSize(1);
        assertThat(stack.tokens().all()).isEmpty();
        assertThat(lines())
                .allSatisfy(line -> assertThat(line.get("reason").textValue()).isEqualTo("code"));
    }

    /** Trusts for people are public by {@code GET /v2/signIn}, those for jobs are not. */
    @Test
    void code_does_not_tell_which_trusts_there_are_for_jobs() {
        stack.trusts().put("ci-web", stack.issuers().put("github", IssuerKind.GITHUB, IdTokenCase.ISSUER), "web", "ci");

        assertThat(callForTrust("ci-web")).isEqualTo(callForTrust("unknown")).contains("invalid_request");
        assertThat(stack.codeRedeemer().requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client_id=| x=| The parameter client_id is required.",
                "&code=| &x=| The parameter code is required.",
                "code_verifier=| x=| The parameter code_verifier is required.",
                "redirect_uri=| x=| The parameter redirect_uri is required.",
                "dBjftJeZ4CVP| x| The parameter code_verifier must have",
                "dBjftJeZ4CVP| dBjftJeZ4CV%2B| The parameter code_verifier must have",
                "audience=console| audience=console&code=y| The parameter code must not be repeated.",
                "audience=console| audience=console&redirect_uri=y| The parameter redirect_uri must not be repeated.",
                "audience=console| audience=console&client_secret=y| The parameter client_secret is not accepted.",
            })
    void request_without_a_valid_form_asks_no_issuer(String from, String to, String description) {
        TestEvent event = request();
        assertThat(event.bodyText()).contains(from);

        TestResponse response = call(event.body(event.bodyText().replace(from, to)));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.string("error")).isEqualTo("invalid_request");
        assertThat(response.string("error_description")).startsWith(description);
        assertThat(stack.codeRedeemer().requests()).isEmpty();
    }

    @Test
    void code_of_any_length_is_no_fault() {
        TestEvent event = request();
        assertThat(call(event.body(event.bodyText().replace("=CODE", "=" + "x".repeat(4_097))))
                        .string("error"))
                .isEqualTo("invalid_request");
        event = request();
        assertThat(call(event.body(event.bodyText().replace("=CODE", "=" + "x".repeat(4_096))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void person_without_a_user_learns_no_more_than_the_request_id() {
        stack.codeRedeemer().give(idTokenOf("s-2"));
        String notAccepted =
                "{\"error\":\"invalid_request\",\"error_description\":\"" + ExchangeTokenHandler.NOT_ACCEPTED + "\"}";

        assertThat(call(request()).body()).isEqualTo(notAccepted);
        assertThat(lines().getLast().get("reason").textValue()).isEqualTo("noUser");
        stack.codeRedeemer().give(idToken());
        stack.users().replace(jane, jane.withEnabled(false), STAMP);
        assertThat(call(request()).body()).isEqualTo(notAccepted);
        assertThat(lines().getLast().get("reason").textValue()).isEqualTo("userOff");
    }

    @Test
    void issuer_that_does_not_respond_is_asked_again_later() {
        stack.codeRedeemer().fail(DocumentFailure.TIMEOUT);

        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.reason()).isEqualTo("unavailable");
        assertThat(response.headers()).containsEntry("Retry-After", "60");
        assertThat(lines().getLast().get("outcome").textValue()).isEqualTo("unavailable");
    }

    @Test
    void no_line_contains_a_code_a_verifier_or_a_token() {
        TestResponse issued = call(request());
        call(TestEvent.load("token-code-refused"));
        call(request());
        stack.codeRedeemer().fail(DocumentFailure.CONTENT);
        call(request());
        TestEvent swapped = request();
        call(swapped.body(swapped.bodyText().replace("audience=console", "audience=" + VERIFIER)));

        String secret = issued.json().get("access_token").textValue().substring(32);
        assertThat(Stream.concat(stack.logLines().stream(), stack.metrics().stream()))
                .isNotEmpty()
                .noneMatch(line -> line.contains(secret))
                .noneMatch(line -> line.contains("CODE"))
                .noneMatch(line -> line.contains(VERIFIER))
                .noneMatch(line -> line.contains("eyJ"));
    }

    private TestResponse call(TestEvent event) {
        return stack.call(new ExchangeTokenHandler(stack.wiring()), event);
    }

    private String callForTrust(String name) {
        TestEvent event = request();
        return call(event.body(event.bodyText().replace("audience=console", "audience=" + name)))
                .body();
    }

    private static TestEvent request() {
        return TestEvent.load("token-code");
    }

    private static String idToken() {
        return idTokenOf("s-1");
    }

    private static String idTokenOf(String subject) {
        return IdTokenCase.signed(
                "rsa",
                "RS256",
                Map.of(
                        "\"repo:acme/web:ref:refs/heads/main\"",
                        "\"" + subject + "\",\"nonce\":\"" + SignInNonce.of(VERIFIER) + "\"",
                        "\"" + IdTokenCase.AUDIENCE + "\"",
                        "\"tokenry-console\""));
    }

    private List<JsonNode> lines() {
        return Stream.concat(stack.logLines().stream(), stack.metrics().stream())
                .filter(line -> line.startsWith("{\"event\":\"exchange\""))
                .map(TestResponse::json)
                .toList();
    }
}
