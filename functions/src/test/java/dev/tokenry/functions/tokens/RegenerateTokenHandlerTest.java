package dev.tokenry.functions.tokens;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.IfMatchContract;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.time.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegenerateTokenHandlerTest implements IfMatchContract, WriteContract, JsonBodyContract {

    private static final int THREADS = 16;

    private final TestStack stack = new TestStack();
    private final RegenerateTokenHandler handler = new RegenerateTokenHandler(stack.wiring());
    private final Token target = stack.token()
            .tokenValue(TestStack.OTHER_TOKEN)
            .scopes("metrics.read")
            .expiresIn(Duration.ofDays(14))
            .store();
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write", "metrics.read")
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
        return TestEvent.load("regenerate").calledBy(writer);
    }

    @Override
    public Token authorizedToken() {
        return writer;
    }

    @Override
    public Token invisibleToken() {
        return stack.token().owner("anna").store();
    }

    @Test
    void new_secret_is_returned_and_the_old_one_stops_working() {
        TestResponse response = call(request());

        String token = response.string("token");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"id\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"token\":\"" + token
                        + "\",\"expirationDate\":\"2026-04-01T10:37:42.518Z\"}");
        assertThat(response.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"));
        assertThat(token).startsWith("tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.").isNotEqualTo(TestStack.OTHER_TOKEN);
        assertThat(stack.isActive(token)).isTrue();
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
    }

    @Test
    void only_the_secret_changes() {
        stack.advance(Duration.ofHours(1));
        call(request());

        Token current = stored();
        assertThat(current.origin()).isEqualTo(target.origin());
        assertThat(current.settings()).isEqualTo(target.settings());
        assertThat(current.secrets().current()).isNotEqualTo(target.secrets().current());
        assertThat(current.secrets().previous()).isNull();
        assertThat(current.secrets().regeneratedAt()).isEqualTo(TestStack.NOW.plus(Duration.ofHours(1)));
        assertThat(current.version()).isEqualTo(2);
    }

    @Test
    void new_secret_is_only_in_the_response() {
        TestResponse response = call(request());
        String token = response.string("token");
        String secret = token.substring(token.lastIndexOf('.') + 1);

        assertThat(response.body().split(secret, -1)).hasSize(2);
        assertThat(response.headers().toString()).doesNotContain(secret);
        assertSecretNotStored(token);
        assertSecretNotExposed(TestStack.OTHER_TOKEN, response);
    }

    @Test
    void without_a_body_there_is_no_overlap() {
        assertThat(call(request().body(null)).fieldNames()).containsExactly("id", "token", "expirationDate");
        assertThat(call(request().body("")).fieldNames()).containsExactly("id", "token", "expirationDate");
        assertThat(call(request().body("{}")).fieldNames()).containsExactly("id", "token", "expirationDate");
        assertThat(call(request().body("{\"overlapSeconds\":null}")).fieldNames())
                .containsExactly("id", "token", "expirationDate");
        assertThat(stored().secrets().previous()).isNull();
    }

    @Test
    void token_without_expiry_returns_no_expiration_date() {
        Token withoutExpiry = stack.token().store();

        assertThat(call(request().path("id", withoutExpiry.id().value())).fieldNames())
                .containsExactly("id", "token");
    }

    @Test
    void old_secret_works_until_the_overlap_ends() {
        TestResponse response = call(request().with("overlapSeconds", 60));

        assertThat(response.fieldNames()).containsExactly("id", "token", "expirationDate", "previousSecretValidUntil");
        assertThat(response.string("previousSecretValidUntil")).isEqualTo("2026-03-18T10:38:42.518Z");
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
        assertThat(stack.isActive(response.string("token"))).isTrue();

        stack.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
        stack.advance(Duration.ofMillis(1));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
        assertThat(stack.isActive(response.string("token"))).isTrue();
    }

    @Test
    void replay_returns_the_token_without_a_secret() {
        TestEvent request = request().with("overlapSeconds", 60).header("Idempotency-Key", "rotation-7");
        String token = call(request).string("token");
        TestResponse replay = call(request);

        assertThat(replay.status()).isEqualTo(200);
        assertThat(replay.headers().get("Idempotency-Replayed")).isEqualTo("true");
        assertThat(replay.fieldNames()).contains("id", "name", "status").doesNotContain("token");
        assertThat(stack.isActive(token)).isTrue();

        assertThat(call(request().with("overlapSeconds", 61).header("Idempotency-Key", "rotation-7"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void second_regenerate_keeps_the_secret_in_use() {
        String second = call(request().with("overlapSeconds", 604_800)).string("token");
        String third = call(request().with("overlapSeconds", 604_800)).string("token");

        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
        assertThat(stack.isActive(second)).isFalse();
        assertThat(stack.isActive(third)).isTrue();

        String fourth = call(request()).string("token");
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
        assertThat(stack.isActive(third)).isFalse();
        assertThat(stack.isActive(fourth)).isTrue();
    }

    @Test
    void overlap_ends_when_the_token_expires() {
        Token expiring = stack.token().expiresIn(Duration.ofMinutes(5)).store();

        assertThat(call(request().path("id", expiring.id().value()).with("overlapSeconds", 604_800))
                        .string("previousSecretValidUntil"))
                .isEqualTo("2026-03-18T10:42:42.518Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "604801",
                "1.5",
                "1e-1",
                "6.0e5000",
                "1e999999999",
                "100000000000000000000000",
                "\"60\"",
                "true",
                "[60]",
                "{}",
                "99999999999999999999",
                "9223372036854775808"
            })
    void invalid_overlap_is_rejected(String overlap) {
        assertInvalid(request().body("{\"overlapSeconds\":" + overlap + "}"), "overlapSeconds PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "60.0", "6e1", "6E+1", "0.6e2", "600e-1", "60.00000000000000000000000"})
    void integer_is_accepted_however_it_is_written(String overlap) {
        TestResponse response = call(request().body("{\"overlapSeconds\":" + overlap + "}"));

        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(response.string("previousSecretValidUntil"))
                .isEqualTo(Timestamps.format(TestStack.NOW.plusSeconds(60)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 604_800})
    void overlaps_up_to_a_week_are_accepted(long overlap) {
        assertThat(call(request().with("overlapSeconds", overlap)).status()).isEqualTo(200);
    }

    @Test
    void a_disabled_token_stays_disabled() {
        Token disabled = stack.token().disabled().store();

        TestResponse response = call(request().path("id", disabled.id().value()));

        assertThat(response.status()).isEqualTo(200);
        assertThat(stack.tokens().get(disabled.id()).settings().enabled()).isFalse();
        assertThat(stack.isActive(response.string("token"))).isFalse();
    }

    @Test
    void an_expired_token_gets_a_new_secret_only_with_a_new_expiration() {
        Token expired = stack.token().expiresIn(Duration.ofMinutes(1)).store();
        stack.advance(Duration.ofMinutes(2));
        TestEvent request = request().path("id", expired.id().value());

        assertInvalid(request, "expirationDate PAYLOAD_BODY");
        TestResponse response = call(request.with("expirationDate", "now+1h"));
        assertThat(response.string("expirationDate")).isEqualTo("2026-03-18T11:39:42.518Z");
        assertThat(stack.isActive(response.string("token"))).isTrue();
    }

    @Test
    void regenerating_requires_holding_its_scopes() {
        Token privileged = stack.token().scopes("metrics.read", "AI").store();

        assertRejected(
                request().path("id", privileged.id().value()),
                403,
                "Token cannot grant scopes that it does not hold: AI");
    }

    @Test
    void tenant_manager_can_regenerate_any_token() {
        Token privileged = stack.token()
                .owner("anna")
                .scopes("TenantTokenManagement", "AI")
                .store();

        assertThat(call(TestEvent.load("regenerate").path("id", privileged.id().value()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void token_can_regenerate_itself() {
        TestResponse response = call(request().path("id", writer.id().value()));

        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isFalse();
        assertThat(stack.isActive(response.string("token"))).isTrue();
    }

    @Test
    void rotate_self_scope_allows_only_itself() {
        Token selfRotating = stack.token().scopes("apiTokens.rotateSelf").store();
        Token other = stack.token().scopes("apiTokens.rotateSelf").store();

        assertThat(call(request()
                                .calledBy(selfRotating)
                                .path("id", selfRotating.id().value()))
                        .status())
                .isEqualTo(200);
        assertRejected(
                request().calledBy(selfRotating).path("id", other.id().value()),
                403,
                "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");
    }

    @Test
    void previous_secret_cannot_regenerate_its_own_token() {
        Token selfRotating = stack.token().scopes("apiTokens.rotateSelf").store();

        assertRejected(
                request()
                        .calledBy(selfRotating, SecretGeneration.PREVIOUS)
                        .path("id", selfRotating.id().value()),
                403,
                "The previous secret of a regenerated token cannot be used for changes.");
    }

    @Test
    void tokens_of_other_projects_are_not_found() {
        Token projectBound =
                stack.token().project("webshop").scopes("apiTokens.write").store();
        Token sameProject = stack.token().project("webshop").store();

        assertRejected(request().calledBy(projectBound), 404, "Not found.");
        assertThat(call(request()
                                .calledBy(projectBound)
                                .path("id", sameProject.id().value()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void concurrent_regenerates_of_one_version_issue_one_secret() {
        CyclicBarrier readBarrier = new CyclicBarrier(THREADS);
        stack.tokens().afterEachFind(() -> await(readBarrier));

        List<TestResponse> responses = callConcurrently();

        stack.tokens().afterEachFind(() -> {});
        List<TestResponse> succeeded =
                responses.stream().filter(it -> it.status() == 200).toList();
        assertThat(succeeded).hasSize(1);
        assertThat(stack.isActive(succeeded.getFirst().string("token"))).isTrue();
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
        assertThat(stored().version()).isEqualTo(2);
        responses.stream()
                .filter(it -> it.status() != 200)
                .forEach(
                        it -> assertError(it, 409, "The token was modified concurrently. Its secret was not changed."));
    }

    @Test
    void concurrent_regenerates_leave_at_most_one_active_secret() {
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            callConcurrently().stream()
                    .peek(it -> assertThat(it.status()).isIn(200, 409))
                    .filter(it -> it.status() == 200)
                    .forEach(it -> secrets.add(it.string("token")));
        }

        assertThat(secrets).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
        assertThat(secrets.stream().filter(stack::isActive)).hasSize(1);
    }

    @Test
    void concurrently_deleted_token_is_not_found() {
        stack.tokens().afterEachFind(() -> stack.tokens().delete(target, STAMP));

        assertError(call(request()), 404, "Not found.");
    }

    @Test
    void unavailable_pepper_keeps_the_old_secret() {
        SecretDigests before = stored().secrets();
        stack.makePepperUnavailable();

        assertUnavailable(request());
        assertThat(stored().secrets()).isEqualTo(before);
    }

    @Test
    void token_value_as_overlap_is_rejected() {
        assertTokenValueRejected(
                request().with("overlapSeconds", TestStack.OTHER_TOKEN), "overlapSeconds PAYLOAD_BODY");
    }

    private List<TestResponse> callConcurrently() {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<TestResponse> responses = new ArrayList<>();
            Callable<TestResponse> call = () -> call(request());
            for (Future<TestResponse> response : threads.invokeAll(Collections.nCopies(THREADS, call))) {
                responses.add(response.get());
            }
            return responses;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Token stored() {
        return stack.tokens().get(target.id());
    }

    @Test
    void blank_body_over_64_KiB_is_too_large() {
        assertRejected(request().body(" ".repeat(MAX_BODY_BYTES + 1)), 413, TOO_LARGE_MESSAGE);
    }
}
