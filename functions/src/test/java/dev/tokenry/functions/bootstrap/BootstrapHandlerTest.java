package dev.tokenry.functions.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BootstrapHandlerTest {

    private final TestStack stack = TestStack.withoutBootstrap();

    private Map<String, Object> bootstrap() {
        TestEvent.load("bootstrap");
        return new BootstrapHandler(stack.wiring()).handleRequest(Map.of(), stack.context());
    }

    @Test
    void the_first_call_answers_with_the_first_token() {
        Map<String, Object> answer = bootstrap();

        assertThat(answer.keySet())
                .containsExactly("created", "generation", "pepperVersions", "id", "token", "expirationDate");
        assertThat(answer)
                .containsEntry("created", true)
                .containsEntry("generation", 1)
                .containsEntry("expirationDate", "2026-03-19T10:37:42.518Z");
        assertThat((String) answer.get("token")).startsWith(answer.get("id") + ".");
        assertThat(stack.isActive((String) answer.get("token"))).isTrue();
    }

    @Test
    void the_first_token_is_an_administrators_for_a_day() {
        Token token = kept(bootstrap());

        assertThat(token.origin().owner()).isEqualTo("admin");
        assertThat(token.origin().createdBy()).isEqualTo("admin");
        assertThat(token.origin().project()).isNull();
        assertThat(token.origin().personal()).isFalse();
        assertThat(token.settings().enabled()).isTrue();
        assertThat(token.settings().expiresAt()).isEqualTo(TestStack.NOW.plus(Duration.ofHours(24)));
        assertThat(token.settings().scopes().names())
                .containsExactly(
                        "apiTokens.read", "apiTokens.write", "users.read", "users.write", "TenantTokenManagement");
    }

    @Test
    void a_second_call_is_refused_and_answers_no_token() {
        Object id = bootstrap().get("id");
        Map<String, Object> second = bootstrap();

        assertThat(second)
                .containsOnly(
                        Map.entry("created", false),
                        Map.entry("generation", 1),
                        Map.entry("pepperVersions", List.of(1)),
                        Map.entry("id", id),
                        Map.entry("live", true),
                        Map.entry(
                                "message",
                                "This generation is spent. Raise the parameter BootstrapGeneration for another token."));
        assertThat(stack.tokens().all()).hasSize(1);
    }

    @Test
    void a_second_call_says_whether_the_first_token_still_works() {
        Token token = kept(bootstrap());
        stack.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(bootstrap()).containsEntry("live", true);
        stack.advance(Duration.ofMillis(1));
        assertThat(bootstrap()).containsEntry("live", false);

        stack.tokens().delete(token);
        assertThat(bootstrap()).containsEntry("live", false).containsEntry("created", false);
    }

    @Test
    void a_higher_generation_makes_another_token_and_leaves_the_first() {
        Map<String, Object> first = bootstrap();
        stack.setVariable("BOOTSTRAP_GENERATION", "2");
        Map<String, Object> second = bootstrap();

        assertThat(second).containsEntry("created", true).containsEntry("generation", 2);
        assertThat(second.get("id")).isNotEqualTo(first.get("id"));
        assertThat(stack.isActive((String) first.get("token"))).isTrue();
        assertThat(stack.isActive((String) second.get("token"))).isTrue();

        stack.setVariable("BOOTSTRAP_GENERATION", "1");
        assertThat(bootstrap()).containsEntry("created", false).containsEntry("id", first.get("id"));
    }

    @Test
    void of_many_calls_at_once_one_gets_a_token() throws InterruptedException, ExecutionException {
        List<Map<String, Object>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            Callable<Map<String, Object>> call = this::bootstrap;
            for (Future<Map<String, Object>> answer : threads.invokeAll(Collections.nCopies(16, call))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers.stream().filter(answer -> answer.containsKey("token")))
                .hasSize(1);
        assertThat(stack.tokens().all()).hasSize(1);
    }

    @Test
    void before_it_has_run_a_stack_makes_no_tokens_and_afterwards_it_does() {
        TestEvent create = TestEvent.load("create");
        CreateTokenHandler handler = new CreateTokenHandler(stack.wiring());
        assertThat(stack.call(handler, create).status()).isEqualTo(503);

        bootstrap();

        assertThat(stack.call(handler, create).status()).isEqualTo(201);
    }

    @Test
    void the_check_value_is_kept_once_and_never_replaced() {
        bootstrap();
        byte[] kept = stack.deployments().findPepperCheckValue(1).orElseThrow();

        stack.replacePepper();
        stack.setVariable("BOOTSTRAP_GENERATION", "2");

        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        assertThat(stack.deployments().findPepperCheckValue(1).orElseThrow()).isEqualTo(kept);
        assertThat(stack.tokens().all())
                .as("nothing is minted with another pepper")
                .hasSize(1);
    }

    @Test
    void a_version_that_is_added_serves_once_it_has_run_and_the_one_before_meanwhile() {
        String first = (String) bootstrap().get("token");
        stack.setPepperVersions(2, 1);
        TestEvent create = TestEvent.load("create");
        assertThat(stack.isActive(first)).isTrue();
        assertThat(stack.call(new CreateTokenHandler(stack.wiring()), create).status())
                .as("nothing is minted with a pepper that has no check value")
                .isEqualTo(503);

        assertThat(bootstrap())
                .containsEntry("created", false)
                .containsEntry("pepperVersions", List.of(1, 2))
                .doesNotContainKey("token");

        assertThat(stack.isActive(first)).isTrue();
        assertThat(stack.call(new CreateTokenHandler(stack.wiring()), create).status())
                .isEqualTo(201);
        assertThat(stack.tokens().all())
                .extracting(token -> token.secrets().current().pepperVersion())
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void a_version_is_bound_to_its_key_and_another_key_for_it_is_refused_and_harms_no_other_version() {
        String first = (String) bootstrap().get("token");
        stack.setPepperVersions(1, 2);
        bootstrap();
        stack.replacePepper(2);

        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class).hasMessageContaining("version 2");
        assertThat(stack.isActive(first)).isTrue();
    }

    @Test
    void a_version_whose_key_is_away_is_not_half_kept() {
        bootstrap();
        stack.setPepperVersions(1, 2);
        stack.makePepperUnavailable();

        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        assertThat(stack.deployments().findPepperCheckValue(2)).isEmpty();
    }

    @Test
    void without_the_key_nothing_is_kept_and_no_generation_is_spent() {
        stack.makePepperUnavailable();

        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        assertThat(stack.tokens().all()).isEmpty();
        assertThat(stack.deployments().findPepperCheckValue(1)).isEmpty();
        assertThat(stack.deployments().findBootstrapToken(1)).isEmpty();
    }

    @Test
    void a_fault_after_the_generation_is_spent_costs_the_generation_and_never_makes_a_second_token() {
        stack.tokens().failWrites();
        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        stack.tokens().makeAvailable();

        assertThat(bootstrap()).containsEntry("created", false).containsEntry("live", false);
        assertThat(stack.tokens().all()).isEmpty();
    }

    @Test
    void without_the_table_it_fails() {
        stack.deployments().makeUnavailable();

        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        assertThat(stack.tokens().all()).isEmpty();
    }

    @Test
    void the_secret_is_in_the_answer_once_and_nowhere_else() {
        Map<String, Object> answer = bootstrap();
        String token = (String) answer.get("token");
        String secret = token.substring(token.lastIndexOf('.') + 1);

        assertThat(answer.toString().split(secret, -1)).hasSize(2);
        assertThat(String.join("\n", stack.logLines())).doesNotContain(secret);
        assertThat(stack.tokens().dump()).doesNotContain(secret);
        assertThat(bootstrap().toString()).doesNotContain(secret);
    }

    private Token kept(Map<String, Object> answer) {
        return stack.tokens().get(TokenId.parse((String) answer.get("id")).orElseThrow());
    }
}
