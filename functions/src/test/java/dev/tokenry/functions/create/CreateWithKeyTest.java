package dev.tokenry.functions.create;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestAnswer;
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
            .as(TestStack.CALLER)
            .scopes("apiTokens.write", "apiTokens.read", "metrics.read")
            .kept();

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
        return TestEvent.read("create").header(HEADER, "order-7_A");
    }

    @Override
    public Token caller() {
        return jane;
    }

    @Test
    void the_first_request_is_answered_like_one_without_a_key() {
        TestAnswer answer = answer(request());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.fields()).containsExactly("id", "token", "expirationDate");
        assertThat(answer.headers().keySet()).containsOnly("Cache-Control", "Content-Type", "Location");
        assertThat(stack.isLive(answer.text("token"))).isTrue();
    }

    @Test
    void a_repetition_is_answered_with_the_token_as_a_get_would_show_it() {
        TestAnswer first = answer(request());
        stack.pass(Duration.ofMinutes(1));
        TestAnswer again = answer(request());

        String id = first.text("id");
        TestAnswer read = stack.call(
                new GetHandler(stack.wiring()), TestEvent.read("get").by(jane).path("id", id));
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
        assertNowhere(first.text("token"), again);
    }

    @Test
    void a_repetition_shows_what_the_token_has_become() {
        Token token = stack.tokens().get(created());
        TokenSettings settings = token.settings();
        stack.tokens()
                .changeBehindTheBack(
                        token.withSettings(new TokenSettings("Renamed", "New", false, settings.scopes(), null, TestStack.NOW)));

        TestAnswer again = answer(request());

        assertThat(again.text("name")).isEqualTo("Renamed");
        assertThat(again.fields()).contains("description", "modifiedDate").doesNotContain("expirationDate");
    }

    @Test
    void a_body_that_would_be_refused_today_is_still_a_repetition() {
        TestEvent request = request().with("expirationDate", "2026-03-18T11:00");
        assertThat(answer(request).status()).isEqualTo(201);
        stack.pass(Duration.ofHours(2));

        assertThat(answer(request).status()).isEqualTo(200);
    }

    @Test
    void the_body_is_compared_as_it_was_sent() {
        created();
        String body = request().bodyText();

        assertRefused(request().body(body + " "), 422, REUSED);
        assertRefused(request().with("name", "Another"), 422, REUSED);
        assertRefused(request().without("name"), 422, REUSED);
    }

    @Test
    void a_malformed_body_is_refused_as_ever() {
        created();

        assertInvalid(request().body("{"), "body PAYLOAD_BODY");
        assertTokenRefused(request().with("name", TestStack.OTHER), "name PAYLOAD_BODY");
    }

    @Test
    void a_refused_request_does_not_use_the_key_up() {
        assertInvalid(request().without("name"), "name PAYLOAD_BODY");

        assertThat(answer(request()).status()).isEqualTo(201);
    }

    @Test
    void a_token_that_is_deleted_meanwhile_is_not_found_and_not_made_again() {
        stack.tokens().delete(stack.tokens().get(created()));

        assertRefused(request(), 404, "There is nothing here.");
    }

    @Test
    void a_token_that_the_caller_may_not_see_any_more_is_not_found() {
        Token admin = stack.token()
                .owner("root")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .kept();
        assertThat(answer(request().by(admin).with("owner", "jane")).status()).isEqualTo(201);
        TokenSettings old = admin.settings();
        Token narrowed = admin.withSettings(
                new TokenSettings(old.name(), null, true, Scopes.of(Scope.WRITE_TOKENS), old.expiresAt(), old.modifiedAt()));

        assertRefused(request().by(narrowed).with("owner", "jane"), 404, "There is nothing here.");
    }

    @Test
    void another_caller_with_the_same_key_makes_a_token_of_its_own() {
        created();
        Token other = stack.token().scopes("apiTokens.write", "metrics.read").kept();

        assertThat(answer(request().by(other)).status()).isEqualTo(201);
    }

    @Test
    void a_key_stands_for_its_request_for_24_hours() {
        created();
        stack.pass(Duration.ofHours(24).minusMillis(1));
        assertThat(answer(request()).status()).isEqualTo(200);
        assertRefused(request().with("name", "Another"), 422, REUSED);

        stack.pass(Duration.ofMillis(1));
        assertThat(answer(request().with("name", "Another")).status()).isEqualTo(201);
        assertRefused(request(), 422, REUSED);
    }

    @Test
    void a_request_that_comes_second_while_both_are_under_way_is_a_repetition() {
        TestAnswer[] first = new TestAnswer[1];
        stack.tokens().beforeEachInsertWithKey(() -> {
            stack.tokens().beforeEachInsertWithKey(() -> {});
            first[0] = answer(request());
        });

        TestAnswer second = answer(request());

        assertThat(first[0].status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("id")).isEqualTo(first[0].text("id"));
        assertThat(second.fields()).doesNotContain("token");
        assertThat(stack.tokens().all()).hasSize(2);
    }

    @Test
    void a_previous_secret_is_told_nothing_of_earlier_requests() {
        created();

        assertRefused(
                request().by(jane, SecretGeneration.PREVIOUS),
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
        assertThat(answer(request().header(HEADER, "-")).status()).isEqualTo(201);
        assertThat(answer(request().header(HEADER, "z".repeat(128))).status()).isEqualTo(201);
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

        assertThat(answer(lower).status()).isEqualTo(200);
    }

    private TokenId created() {
        TestAnswer answer = answer(request());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return TokenId.parse(answer.text("id")).orElseThrow();
    }
}
