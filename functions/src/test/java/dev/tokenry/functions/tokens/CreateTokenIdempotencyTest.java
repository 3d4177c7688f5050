package dev.tokenry.functions.tokens;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.functions.users.DeleteUserHandler;
import dev.tokenry.functions.users.PutUserHandler;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /v2/apiTokens} with an {@code Idempotency-Key}. */
class CreateTokenIdempotencyTest implements WriteContract {

    private static final String HEADER = "Idempotency-Key";
    private static final String KEY_REUSED =
            "This Idempotency-Key was already used for a different request. Use a new key.";

    private final TestStack stack = new TestStack();
    private final CreateTokenHandler handler = new CreateTokenHandler(stack.wiring());
    private final Token callingToken = stack.token()
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
        return callingToken;
    }

    @Test
    void token_of_a_user_who_is_deleted_concurrently_never_works_not_even_when_the_name_is_in_use_again() {
        Token administrator = stack.token()
                .owner("admin")
                .scopes("TenantTokenManagement", "apiTokens.write", "users.write", "metrics.read")
                .store();
        for (boolean personal : new boolean[] {true, false}) {
            String name = personal ? "carl" : "bert";
            stack.users().put(name, "metrics.read");
            stack.tokens()
                    .beforeEachInsertWithKey(() -> assertThat(stack.call(
                                            new DeleteUserHandler(stack.wiring()),
                                            TestEvent.load("user-delete")
                                                    .calledBy(administrator)
                                                    .path("name", name))
                                    .status())
                            .isEqualTo(204));

            TestResponse created = call(request()
                    .calledBy(administrator)
                    .header(HEADER, name)
                    .with("owner", name)
                    .with("scopes", List.of("metrics.read"))
                    .with("personalAccessToken", personal));

            assertThat(created.status()).isEqualTo(201);
            assertThat(stack.isActive(created.string("token"))).isFalse();
            TestEvent again = TestEvent.load("user-put")
                    .calledBy(administrator)
                    .path("name", name)
                    .body("{\"scopes\":[\"metrics.read\"],\"adoptTokens\":true}");
            assertThat(stack.call(new PutUserHandler(stack.wiring()), again).status())
                    .isEqualTo(201);
            assertThat(stack.isActive(created.string("token"))).isFalse();
        }
    }

    @Test
    void first_request_is_handled_like_one_without_a_key() {
        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.fieldNames()).containsExactly("id", "token", "expirationDate");
        assertThat(response.headers().keySet()).containsOnly("Cache-Control", "Content-Type", "Location");
        assertThat(stack.isActive(response.string("token"))).isTrue();
    }

    @Test
    void replay_returns_the_token_as_get_does() {
        TestResponse first = call(request());
        stack.advance(Duration.ofMinutes(1));
        TestResponse replay = call(request());

        String id = first.string("id");
        TestResponse getResponse = stack.call(
                new GetTokenHandler(stack.wiring()),
                TestEvent.load("get").calledBy(callingToken).path("id", id));
        assertThat(getResponse.status()).isEqualTo(200);
        assertThat(replay.status()).isEqualTo(200);
        assertThat(replay.body()).isEqualTo(getResponse.body());
        assertThat(replay.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"),
                        Map.entry("Idempotency-Replayed", "true"),
                        Map.entry("Location", "/api/v2/apiTokens/" + id));
        assertThat(stack.tokens().all()).hasSize(2);
        assertSecretNotExposed(first.string("token"), replay);
    }

    @Test
    void replay_returns_the_current_token() {
        Token token = stack.tokens().get(createToken());
        TokenSettings settings = token.settings();
        stack.tokens()
                .replaceConcurrently(token.withSettings(
                        new TokenSettings("Renamed", "New", false, settings.scopes(), null, TestStack.NOW)));

        TestResponse replay = call(request());

        assertThat(replay.string("name")).isEqualTo("Renamed");
        assertThat(replay.fieldNames()).contains("description", "modifiedDate").doesNotContain("expirationDate");
    }

    @Test
    void replay_succeeds_even_if_the_body_would_now_be_rejected() {
        TestEvent request = request().with("expirationDate", "2026-03-18T11:00");
        assertThat(call(request).status()).isEqualTo(201);
        stack.advance(Duration.ofHours(2));

        assertThat(call(request).status()).isEqualTo(200);
    }

    @Test
    void body_is_compared_byte_for_byte() {
        createToken();
        String body = request().bodyText();

        assertRejected(request().body(body + " "), 422, KEY_REUSED);
        assertRejected(request().with("name", "Another"), 422, KEY_REUSED);
        assertRejected(request().without("name"), 422, KEY_REUSED);
    }

    @Test
    void malformed_body_is_rejected() {
        createToken();

        assertInvalid(request().body("{"), "body PAYLOAD_BODY");
        assertTokenValueRejected(request().with("name", TestStack.OTHER_TOKEN), "name PAYLOAD_BODY");
    }

    @Test
    void rejected_request_does_not_consume_the_key() {
        assertInvalid(request().without("name"), "name PAYLOAD_BODY");

        assertThat(call(request()).status()).isEqualTo(201);
    }

    @Test
    void replay_of_a_deleted_token_is_not_found() {
        stack.tokens().delete(stack.tokens().get(createToken()), STAMP);

        assertRejected(request(), 404, "Not found.");
    }

    @Test
    void replay_of_a_now_invisible_token_is_not_found() {
        Token admin = stack.token()
                .owner("root")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();
        assertThat(call(request().calledBy(admin).with("owner", "jane")).status())
                .isEqualTo(201);
        TokenSettings original = admin.settings();
        Token narrowed = admin.withSettings(new TokenSettings(
                original.name(),
                null,
                true,
                Scopes.of(Scope.WRITE_TOKENS),
                original.expiresAt(),
                original.allowedIps(),
                original.modifiedAt()));

        assertRejected(request().calledBy(narrowed).with("owner", "jane"), 404, "Not found.");
    }

    @Test
    void key_is_scoped_to_the_calling_token() {
        createToken();
        Token other = stack.token().scopes("apiTokens.write", "metrics.read").store();

        assertThat(call(request().calledBy(other)).status()).isEqualTo(201);
    }

    @Test
    void key_is_valid_for_24_hours() {
        createToken();
        stack.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(call(request()).status()).isEqualTo(200);
        assertRejected(request().with("name", "Another"), 422, KEY_REUSED);

        stack.advance(Duration.ofMillis(1));
        assertThat(call(request().with("name", "Another")).status()).isEqualTo(201);
        assertRejected(request(), 422, KEY_REUSED);
    }

    @Test
    void concurrent_second_request_is_a_replay() {
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
    void previous_secret_cannot_replay() {
        createToken();

        assertRejected(
                request().calledBy(callingToken, SecretGeneration.PREVIOUS),
                403,
                "The previous secret of a regenerated token cannot be used for changes.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "a#b", "ä", "٣", "a\n", "a.b"})
    void malformed_key_is_rejected(String key) {
        assertInvalid(request().header(HEADER, key), "Idempotency-Key HEADER");
    }

    @Test
    void key_length_is_1_to_128() {
        assertThat(call(request().header(HEADER, "-")).status()).isEqualTo(201);
        assertThat(call(request().header(HEADER, "z".repeat(128))).status()).isEqualTo(201);
        assertInvalid(request().header(HEADER, "z".repeat(129)), "Idempotency-Key HEADER");
    }

    @Test
    void repeated_key_header_is_rejected() {
        assertInvalid(request().header(HEADER, "a", "b"), "Idempotency-Key HEADER");
        assertInvalid(request().header(HEADER, "a", "a"), "Idempotency-Key HEADER");
        assertInvalid(request().header("idempotency-key", "b"), "Idempotency-Key HEADER");
    }

    @Test
    void header_name_is_case_insensitive() {
        createToken();
        TestEvent lowerCase = request().withoutHeader(HEADER).header("idempotency-key", "order-7_A");

        assertThat(call(lowerCase).status()).isEqualTo(200);
    }

    private TokenId createToken() {
        TestResponse response = call(request());
        assertThat(response.status()).as(response.body()).isEqualTo(201);
        return TokenId.parse(response.string("id")).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"build-7\"", " build-7 ", " \"build-7\" "})
    void key_in_quotes_or_blanks_is_the_same_key(String key) {
        TestResponse first = call(request().header(HEADER, "build-7"));

        TestResponse second = call(request().header(HEADER, key));

        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(second.headers()).containsEntry("Idempotency-Replayed", "true");
        assertThat(second.string("id")).isEqualTo(first.string("id"));
    }
}
