package dev.tokenry.functions.regenerate;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.IfMatchContract;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
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

class RegenerateHandlerTest implements IfMatchContract, WriteContract, JsonBodyContract {

    private static final int AT_ONCE = 16;

    private final TestStack stack = new TestStack();
    private final RegenerateHandler handler = new RegenerateHandler(stack.wiring());
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
    void the_new_secret_is_shown_and_the_old_one_dies_with_the_answer() {
        TestResponse answer = call(request());

        String token = answer.string("token");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"token\":\"" + token
                        + "\",\"expirationDate\":\"2026-04-01T10:37:42.518Z\"}");
        assertThat(answer.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"));
        assertThat(token).startsWith("tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.").isNotEqualTo(TestStack.OTHER_TOKEN);
        assertThat(stack.isActive(token)).isTrue();
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
    }

    @Test
    void nothing_but_the_secret_changes() {
        stack.advance(Duration.ofHours(1));
        call(request());

        Token is = kept();
        assertThat(is.origin()).isEqualTo(target.origin());
        assertThat(is.settings()).isEqualTo(target.settings());
        assertThat(is.secrets().current()).isNotEqualTo(target.secrets().current());
        assertThat(is.secrets().previous()).isNull();
        assertThat(is.secrets().regeneratedAt()).isEqualTo(TestStack.NOW.plus(Duration.ofHours(1)));
        assertThat(is.version()).isEqualTo(2);
    }

    @Test
    void the_new_secret_is_in_the_answer_once_and_nowhere_else() {
        TestResponse answer = call(request());
        String token = answer.string("token");
        String secret = token.substring(token.lastIndexOf('.') + 1);

        assertThat(answer.body().split(secret, -1)).hasSize(2);
        assertThat(answer.headers().toString()).doesNotContain(secret);
        assertSecretNotStored(token);
        assertSecretNotExposed(TestStack.OTHER_TOKEN, answer);
    }

    @Test
    void without_a_body_there_is_no_overlap() {
        assertThat(call(request().body(null)).fieldNames()).containsExactly("id", "token", "expirationDate");
        assertThat(call(request().body("")).fieldNames()).containsExactly("id", "token", "expirationDate");
        assertThat(call(request().body("{}")).fieldNames()).containsExactly("id", "token", "expirationDate");
        assertThat(call(request().body("{\"overlapSeconds\":null}")).fieldNames())
                .containsExactly("id", "token", "expirationDate");
        assertThat(kept().secrets().previous()).isNull();
    }

    @Test
    void a_token_without_an_end_is_answered_without_a_date() {
        Token eternal = stack.token().store();

        assertThat(call(request().path("id", eternal.id().value())).fieldNames()).containsExactly("id", "token");
    }

    @Test
    void the_old_secret_works_on_for_the_overlap_and_not_a_moment_longer() {
        TestResponse answer = call(request().with("overlapSeconds", 60));

        assertThat(answer.fieldNames()).containsExactly("id", "token", "expirationDate", "previousSecretValidUntil");
        assertThat(answer.string("previousSecretValidUntil")).isEqualTo("2026-03-18T10:38:42.518Z");
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
        assertThat(stack.isActive(answer.string("token"))).isTrue();

        stack.advance(Duration.ofSeconds(60).minusMillis(1));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
        stack.advance(Duration.ofMillis(1));
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
        assertThat(stack.isActive(answer.string("token"))).isTrue();
    }

    @Test
    void a_second_regenerate_ends_the_first_overlap() {
        String second = call(request().with("overlapSeconds", 604_800)).string("token");
        String third = call(request().with("overlapSeconds", 604_800)).string("token");

        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
        assertThat(stack.isActive(second)).isTrue();
        assertThat(stack.isActive(third)).isTrue();

        String fourth = call(request()).string("token");
        assertThat(stack.isActive(second)).isFalse();
        assertThat(stack.isActive(third)).isFalse();
        assertThat(stack.isActive(fourth)).isTrue();
    }

    @Test
    void an_overlap_ends_with_the_token() {
        Token mortal = stack.token().expiresIn(Duration.ofMinutes(5)).store();

        assertThat(call(request().path("id", mortal.id().value()).with("overlapSeconds", 604_800))
                        .string("previousSecretValidUntil"))
                .isEqualTo("2026-03-18T10:42:42.518Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "604801",
                "1.5",
                "1e3",
                "\"60\"",
                "true",
                "[60]",
                "{}",
                "99999999999999999999",
                "9223372036854775808"
            })
    void an_overlap_is_a_whole_number_of_seconds_up_to_a_week(String overlap) {
        assertInvalid(request().body("{\"overlapSeconds\":" + overlap + "}"), "overlapSeconds PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 604_800})
    void overlaps_from_none_to_a_week_are_taken(long overlap) {
        assertThat(call(request().with("overlapSeconds", overlap)).status()).isEqualTo(200);
    }

    @Test
    void a_disabled_token_stays_disabled() {
        Token disabled = stack.token().disabled().store();

        TestResponse answer = call(request().path("id", disabled.id().value()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(stack.tokens().get(disabled.id()).settings().enabled()).isFalse();
        assertThat(stack.isActive(answer.string("token"))).isFalse();
    }

    @Test
    void an_expired_token_stays_expired() {
        Token expired = stack.token().expiresIn(Duration.ofMinutes(1)).store();
        stack.advance(Duration.ofMinutes(2));

        TestResponse answer = call(request().path("id", expired.id().value()).with("overlapSeconds", 60));

        assertThat(answer.fieldNames()).doesNotContain("previousSecretValidUntil");
        assertThat(stack.isActive(answer.string("token"))).isFalse();
    }

    @Test
    void nobody_regenerates_a_token_that_holds_what_they_do_not() {
        Token strong = stack.token().scopes("metrics.read", "AI").store();

        assertRejected(
                request().path("id", strong.id().value()), 403, "Token may not grant scopes that it does not hold: AI");
    }

    @Test
    void who_manages_all_tokens_regenerates_any() {
        Token strong = stack.token()
                .owner("anna")
                .scopes("TenantTokenManagement", "AI")
                .store();

        assertThat(call(TestEvent.load("regenerate").path("id", strong.id().value()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_token_may_regenerate_itself() {
        TestResponse answer = call(request().path("id", writer.id().value()));

        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isFalse();
        assertThat(stack.isActive(answer.string("token"))).isTrue();
    }

    @Test
    void who_may_rotate_itself_rotates_itself_alone() {
        Token rotating = stack.token().scopes("apiTokens.rotateSelf").store();
        Token twin = stack.token().scopes("apiTokens.rotateSelf").store();

        assertThat(call(request().calledBy(rotating).path("id", rotating.id().value()))
                        .status())
                .isEqualTo(200);
        assertRejected(
                request().calledBy(rotating).path("id", twin.id().value()),
                403,
                "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");
    }

    @Test
    void a_previous_secret_does_not_rotate_its_own_token_either() {
        Token rotating = stack.token().scopes("apiTokens.rotateSelf").store();

        assertRejected(
                request()
                        .calledBy(rotating, SecretGeneration.PREVIOUS)
                        .path("id", rotating.id().value()),
                403,
                "A token that was regenerated changes nothing with its previous secret.");
    }

    @Test
    void tokens_of_other_projects_are_unknown() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.write").store();
        Token sibling = stack.token().project("webshop").store();

        assertRejected(request().calledBy(bound), 404, "There is nothing here.");
        assertThat(call(request().calledBy(bound).path("id", sibling.id().value())).status())
                .isEqualTo(200);
    }

    @Test
    void of_many_at_once_that_read_one_version_one_gets_a_secret_and_the_others_none() {
        CyclicBarrier allHaveRead = new CyclicBarrier(AT_ONCE);
        stack.tokens().afterEachFind(() -> await(allHaveRead));

        List<TestResponse> answers = atOnce();

        stack.tokens().afterEachFind(() -> {});
        List<TestResponse> granted =
                answers.stream().filter(it -> it.status() == 200).toList();
        assertThat(granted).hasSize(1);
        assertThat(stack.isActive(granted.getFirst().string("token"))).isTrue();
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
        assertThat(kept().version()).isEqualTo(2);
        answers.stream()
                .filter(it -> it.status() != 200)
                .forEach(it -> assertError(
                        it, 409, "The token was changed by another request. It keeps the secret it has now."));
    }

    @Test
    void of_many_at_once_at_most_one_answered_secret_lives() {
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            atOnce().stream()
                    .peek(it -> assertThat(it.status()).isIn(200, 409))
                    .filter(it -> it.status() == 200)
                    .forEach(it -> secrets.add(it.string("token")));
        }

        assertThat(secrets).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
        assertThat(secrets.stream().filter(stack::isActive)).hasSize(1);
    }

    @Test
    void a_token_that_is_deleted_meanwhile_is_unknown() {
        stack.tokens().afterEachFind(() -> stack.tokens().delete(target));

        assertError(call(request()), 404, "There is nothing here.");
    }

    @Test
    void without_the_pepper_the_old_secret_stays() {
        SecretDigests before = kept().secrets();
        stack.makePepperUnavailable();

        assertUnavailable(request());
        assertThat(kept().secrets()).isEqualTo(before);
    }

    @Test
    void a_whole_token_for_an_overlap_is_refused() {
        assertTokenValueRejected(request().with("overlapSeconds", TestStack.OTHER_TOKEN), "overlapSeconds PAYLOAD_BODY");
    }

    private List<TestResponse> atOnce() {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<TestResponse> answers = new ArrayList<>();
            Callable<TestResponse> call = () -> call(request());
            for (Future<TestResponse> answer : threads.invokeAll(Collections.nCopies(AT_ONCE, call))) {
                answers.add(answer.get());
            }
            return answers;
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

    private Token kept() {
        return stack.tokens().get(target.id());
    }

    @Test
    void a_body_of_blanks_over_64_KiB_is_too_large() {
        assertRejected(request().body(" ".repeat(MAX_BODY_BYTES + 1)), 413, TOO_LARGE_MESSAGE);
    }
}
