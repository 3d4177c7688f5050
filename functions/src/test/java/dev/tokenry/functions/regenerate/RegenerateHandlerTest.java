package dev.tokenry.functions.regenerate;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.BodyContract;
import dev.tokenry.functions.IfMatchContract;
import dev.tokenry.functions.TestAnswer;
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

class RegenerateHandlerTest implements IfMatchContract, WriteContract, BodyContract {

    private static final int AT_ONCE = 16;

    private final TestStack stack = new TestStack();
    private final RegenerateHandler handler = new RegenerateHandler(stack.wiring());
    private final Token target = stack.token()
            .as(TestStack.OTHER)
            .scopes("metrics.read")
            .expiresIn(Duration.ofDays(14))
            .kept();
    private final Token writer = stack.token()
            .as(TestStack.CALLER)
            .scopes("apiTokens.write", "metrics.read")
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
        return TestEvent.read("regenerate").by(writer);
    }

    @Override
    public Token caller() {
        return writer;
    }

    @Override
    public Token foreign() {
        return stack.token().owner("anna").kept();
    }

    @Test
    void the_new_secret_is_shown_and_the_old_one_dies_with_the_answer() {
        TestAnswer answer = answer(request());

        String token = answer.text("token");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"token\":\"" + token
                        + "\",\"expirationDate\":\"2026-04-01T10:37:42.518Z\"}");
        assertThat(answer.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"));
        assertThat(token).startsWith("tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.").isNotEqualTo(TestStack.OTHER);
        assertThat(stack.isLive(token)).isTrue();
        assertThat(stack.isLive(TestStack.OTHER)).isFalse();
    }

    @Test
    void nothing_but_the_secret_changes() {
        stack.pass(Duration.ofHours(1));
        answer(request());

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
        TestAnswer answer = answer(request());
        String token = answer.text("token");
        String secret = token.substring(token.lastIndexOf('.') + 1);

        assertThat(answer.body().split(secret, -1)).hasSize(2);
        assertThat(answer.headers().toString()).doesNotContain(secret);
        assertKeptNowhere(token);
        assertNowhere(TestStack.OTHER, answer);
    }

    @Test
    void without_a_body_there_is_no_overlap() {
        assertThat(answer(request().body(null)).fields()).containsExactly("id", "token", "expirationDate");
        assertThat(answer(request().body("")).fields()).containsExactly("id", "token", "expirationDate");
        assertThat(answer(request().body("{}")).fields()).containsExactly("id", "token", "expirationDate");
        assertThat(answer(request().body("{\"overlapSeconds\":null}")).fields())
                .containsExactly("id", "token", "expirationDate");
        assertThat(kept().secrets().previous()).isNull();
    }

    @Test
    void a_token_without_an_end_is_answered_without_a_date() {
        Token eternal = stack.token().kept();

        assertThat(answer(request().path("id", eternal.id().value())).fields()).containsExactly("id", "token");
    }

    @Test
    void the_old_secret_works_on_for_the_overlap_and_not_a_moment_longer() {
        TestAnswer answer = answer(request().with("overlapSeconds", 60));

        assertThat(answer.fields()).containsExactly("id", "token", "expirationDate", "previousSecretValidUntil");
        assertThat(answer.text("previousSecretValidUntil")).isEqualTo("2026-03-18T10:38:42.518Z");
        assertThat(stack.isLive(TestStack.OTHER)).isTrue();
        assertThat(stack.isLive(answer.text("token"))).isTrue();

        stack.pass(Duration.ofSeconds(60).minusMillis(1));
        assertThat(stack.isLive(TestStack.OTHER)).isTrue();
        stack.pass(Duration.ofMillis(1));
        assertThat(stack.isLive(TestStack.OTHER)).isFalse();
        assertThat(stack.isLive(answer.text("token"))).isTrue();
    }

    @Test
    void a_second_regenerate_ends_the_first_overlap() {
        String second = answer(request().with("overlapSeconds", 604_800)).text("token");
        String third = answer(request().with("overlapSeconds", 604_800)).text("token");

        assertThat(stack.isLive(TestStack.OTHER)).isFalse();
        assertThat(stack.isLive(second)).isTrue();
        assertThat(stack.isLive(third)).isTrue();

        String fourth = answer(request()).text("token");
        assertThat(stack.isLive(second)).isFalse();
        assertThat(stack.isLive(third)).isFalse();
        assertThat(stack.isLive(fourth)).isTrue();
    }

    @Test
    void an_overlap_ends_with_the_token() {
        Token mortal = stack.token().expiresIn(Duration.ofMinutes(5)).kept();

        assertThat(answer(request().path("id", mortal.id().value()).with("overlapSeconds", 604_800))
                        .text("previousSecretValidUntil"))
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
        assertThat(answer(request().with("overlapSeconds", overlap)).status()).isEqualTo(200);
    }

    @Test
    void a_disabled_token_stays_disabled() {
        Token disabled = stack.token().disabled().kept();

        TestAnswer answer = answer(request().path("id", disabled.id().value()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(stack.tokens().get(disabled.id()).settings().enabled()).isFalse();
        assertThat(stack.isLive(answer.text("token"))).isFalse();
    }

    @Test
    void an_expired_token_stays_expired() {
        Token expired = stack.token().expiresIn(Duration.ofMinutes(1)).kept();
        stack.pass(Duration.ofMinutes(2));

        TestAnswer answer = answer(request().path("id", expired.id().value()).with("overlapSeconds", 60));

        assertThat(answer.fields()).doesNotContain("previousSecretValidUntil");
        assertThat(stack.isLive(answer.text("token"))).isFalse();
    }

    @Test
    void nobody_regenerates_a_token_that_holds_what_they_do_not() {
        Token strong = stack.token().scopes("metrics.read", "AI").kept();

        assertRefused(
                request().path("id", strong.id().value()), 403, "Token may not grant scopes that it does not hold: AI");
    }

    @Test
    void who_manages_all_tokens_regenerates_any() {
        Token strong = stack.token()
                .owner("anna")
                .scopes("TenantTokenManagement", "AI")
                .kept();

        assertThat(answer(TestEvent.read("regenerate").path("id", strong.id().value()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_token_may_regenerate_itself() {
        TestAnswer answer = answer(request().path("id", writer.id().value()));

        assertThat(stack.isLive(TestStack.CALLER)).isFalse();
        assertThat(stack.isLive(answer.text("token"))).isTrue();
    }

    @Test
    void who_may_rotate_itself_rotates_itself_alone() {
        Token rotating = stack.token().scopes("apiTokens.rotateSelf").kept();
        Token twin = stack.token().scopes("apiTokens.rotateSelf").kept();

        assertThat(answer(request().by(rotating).path("id", rotating.id().value()))
                        .status())
                .isEqualTo(200);
        assertRefused(
                request().by(rotating).path("id", twin.id().value()),
                403,
                "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");
    }

    @Test
    void a_previous_secret_does_not_rotate_its_own_token_either() {
        Token rotating = stack.token().scopes("apiTokens.rotateSelf").kept();

        assertRefused(
                request()
                        .by(rotating, SecretGeneration.PREVIOUS)
                        .path("id", rotating.id().value()),
                403,
                "A token that was regenerated changes nothing with its previous secret.");
    }

    @Test
    void tokens_of_other_projects_are_unknown() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.write").kept();
        Token sibling = stack.token().project("webshop").kept();

        assertRefused(request().by(bound), 404, "There is nothing here.");
        assertThat(answer(request().by(bound).path("id", sibling.id().value())).status())
                .isEqualTo(200);
    }

    @Test
    void of_many_at_once_that_read_one_version_one_gets_a_secret_and_the_others_none() {
        CyclicBarrier allHaveRead = new CyclicBarrier(AT_ONCE);
        stack.tokens().afterEachFind(() -> await(allHaveRead));

        List<TestAnswer> answers = atOnce();

        stack.tokens().afterEachFind(() -> {});
        List<TestAnswer> granted =
                answers.stream().filter(it -> it.status() == 200).toList();
        assertThat(granted).hasSize(1);
        assertThat(stack.isLive(granted.getFirst().text("token"))).isTrue();
        assertThat(stack.isLive(TestStack.OTHER)).isFalse();
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
                    .forEach(it -> secrets.add(it.text("token")));
        }

        assertThat(secrets).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
        assertThat(secrets.stream().filter(stack::isLive)).hasSize(1);
    }

    @Test
    void a_token_that_is_deleted_meanwhile_is_unknown() {
        stack.tokens().afterEachFind(() -> stack.tokens().delete(target));

        assertError(answer(request()), 404, "There is nothing here.");
    }

    @Test
    void without_the_pepper_the_old_secret_stays() {
        SecretDigests before = kept().secrets();
        stack.pepperGoesAway();

        assertAway(request());
        assertThat(kept().secrets()).isEqualTo(before);
    }

    @Test
    void a_whole_token_for_an_overlap_is_refused() {
        assertTokenRefused(request().with("overlapSeconds", TestStack.OTHER), "overlapSeconds PAYLOAD_BODY");
    }

    private List<TestAnswer> atOnce() {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<TestAnswer> answers = new ArrayList<>();
            Callable<TestAnswer> call = () -> answer(request());
            for (Future<TestAnswer> answer : threads.invokeAll(Collections.nCopies(AT_ONCE, call))) {
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
        assertRefused(request().body(" ".repeat(LARGEST_BODY + 1)), 413, TOO_LARGE);
    }
}
