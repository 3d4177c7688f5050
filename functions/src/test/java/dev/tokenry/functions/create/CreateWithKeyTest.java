package dev.tokenry.functions.create;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.functions.get.GetHandler;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v2/apiTokens} with an {@code Idempotency-Key}. */
class CreateWithKeyTest implements WriteContract {

    private static final String HEADER = "Idempotency-Key";
    private static final String REUSED =
            "The Idempotency-Key came with another body before. Nothing was changed; use a new key.";

    private final TestStack stack = new TestStack();
    private final CreateHandler handler = new CreateHandler(stack.wiring());
    private final Token jane = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write", "apiTokens.read", "metrics.read")
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
        return TestEvent.load("create").header(HEADER, "order-7_A");
    }

    @Override
    public Token authorizedToken() {
        return jane;
    }

    @Test
    void the_first_request_is_answered_like_one_without_a_key() {
        TestResponse answer = call(request());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.fieldNames()).containsExactly("id", "token", "expirationDate");
        assertThat(answer.headers().keySet()).containsOnly("Cache-Control", "Content-Type", "Location");
        assertThat(stack.isActive(answer.string("token"))).isTrue();
    }

    @Test
    void a_repetition_is_answered_with_the_token_as_a_get_would_show_it() {
        TestResponse first = call(request());
        stack.advance(Duration.ofMinutes(1));
        TestResponse again = call(request());

        String id = first.string("id");
        TestResponse read = stack.call(
                new GetHandler(stack.wiring()), TestEvent.load("get").calledBy(jane).path("id", id));
        assertThat(read.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(read.body());
        assertThat(again.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"),
                        Map.entry("Idempotency-Replayed", "true"),
                        Map.entry("Location", "/api/v2/apiTokens/" + id));
        assertThat(stack.tokens().all()).hasSize(2);
        assertSecretNotExposed(first.string("token"), again);
    }

    @Test
    void a_repetition_shows_what_the_token_has_become() {
        Token token = stack.tokens().get(created());
        TokenSettings settings = token.settings();
        stack.tokens()
                .replaceConcurrently(
                        token.withSettings(new TokenSettings("Renamed", "New", false, settings.scopes(), null, TestStack.NOW)));

        TestResponse again = call(request());

        assertThat(again.string("name")).isEqualTo("Renamed");
        assertThat(again.fieldNames()).contains("description", "modifiedDate").doesNotContain("expirationDate");
    }

    @Test
    void a_body_that_would_be_refused_today_is_still_a_repetition() {
        TestEvent request = request().with("expirationDate", "2026-03-18T11:00");
        assertThat(call(request).status()).isEqualTo(201);
        stack.advance(Duration.ofHours(2));

        assertThat(call(request).status()).isEqualTo(200);
    }

    @Test
    void the_body_is_compared_as_it_was_sent() {
        created();
        String body = request().bodyText();

        assertRejected(request().body(body + " "), 422, REUSED);
        assertRejected(request().with("name", "Another"), 422, REUSED);
        assertRejected(request().without("name"), 422, REUSED);
    }

    @Test
    void a_malformed_body_is_refused_as_ever() {
        created();

        assertInvalid(request().body("{"), "body PAYLOAD_BODY");
        assertTokenValueRejected(request().with("name", TestStack.OTHER_TOKEN), "name PAYLOAD_BODY");
    }

    @Test
    void a_refused_request_does_not_use_the_key_up() {
        assertInvalid(request().without("name"), "name PAYLOAD_BODY");

        assertThat(call(request()).status()).isEqualTo(201);
    }

    @Test
    void a_token_that_is_deleted_meanwhile_is_not_found_and_not_made_again() {
        stack.tokens().delete(stack.tokens().get(created()));

        assertRejected(request(), 404, "There is nothing here.");
    }

    @Test
    void a_token_that_the_caller_may_not_see_any_more_is_not_found() {
        Token admin = stack.token()
                .owner("root")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();
        assertThat(call(request().calledBy(admin).with("owner", "jane")).status()).isEqualTo(201);
        TokenSettings old = admin.settings();
        Token narrowed = admin.withSettings(
                new TokenSettings(old.name(), null, true, Scopes.of(Scope.WRITE_TOKENS), old.expiresAt(), old.modifiedAt()));

        assertRejected(request().calledBy(narrowed).with("owner", "jane"), 404, "There is nothing here.");
    }

    @Test
    void another_caller_with_the_same_key_makes_a_token_of_its_own() {
        created();
        Token other = stack.token().scopes("apiTokens.write", "metrics.read").store();

        assertThat(call(request().calledBy(other)).status()).isEqualTo(201);
    }

    @Test
    void a_key_stands_for_its_request_for_24_hours() {
        created();
        stack.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(call(request()).status()).isEqualTo(200);
        assertRejected(request().with("name", "Another"), 422, REUSED);

        stack.advance(Duration.ofMillis(1));
        assertThat(call(request().with("name", "Another")).status()).isEqualTo(201);
        assertRejected(request(), 422, REUSED);
    }

    @Test
    void a_request_that_comes_second_while_both_are_under_way_is_a_repetition() {
        TestResponse[] first = new TestResponse[1];
        stack.tokens().beforeEachInsertWithKey(() -> {
            stack.tokens().beforeEachInsertWithKey(() -> {});
            first[0] = call(request());
        });

        TestResponse second = call(request());

        assertThat(first[0].status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.string("id")).isEqualTo(first[0].string("id"));
        assertThat(second.fieldNames()).doesNotContain("token");
        assertThat(stack.tokens().all()).hasSize(2);
    }

    @Test
    void a_previous_secret_is_told_nothing_of_earlier_requests() {
        created();

        assertRejected(
                request().calledBy(jane, SecretGeneration.PREVIOUS),
                403,
                "A token that was regenerated changes nothing with its previous secret.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "a#b", "ä", "٣", "a\n", "a.b"})
    void a_malformed_key_is_refused(String key) {
        assertInvalid(request().header(HEADER, key), "Idempotency-Key HEADER");
    }

    @Test
    void a_key_has_1_to_128_characters() {
        assertThat(call(request().header(HEADER, "-")).status()).isEqualTo(201);
        assertThat(call(request().header(HEADER, "z".repeat(128))).status()).isEqualTo(201);
        assertInvalid(request().header(HEADER, "z".repeat(129)), "Idempotency-Key HEADER");
    }

    @Test
    void a_key_that_is_given_twice_is_refused() {
        assertInvalid(request().header(HEADER, "a", "b"), "Idempotency-Key HEADER");
        assertInvalid(request().header(HEADER, "a", "a"), "Idempotency-Key HEADER");
        assertInvalid(request().header("idempotency-key", "b"), "Idempotency-Key HEADER");
    }

    @Test
    void a_header_name_has_no_case() {
        created();
        TestEvent lower = request().withoutHeader(HEADER).header("idempotency-key", "order-7_A");

        assertThat(call(lower).status()).isEqualTo(200);
    }

    private TokenId created() {
        TestResponse answer = call(request());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return TokenId.parse(answer.string("id")).orElseThrow();
    }
}
