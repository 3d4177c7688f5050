package dev.tokenry.functions.bootstrap;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.model.TestLimits;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

class BootstrapHandlerTest {

    private final TestStack stack = TestStack.withoutBootstrap();

    private Map<String, Object> bootstrap() {
        TestEvent.load("bootstrap");
        return bootstrap(Map.of());
    }

    private Map<String, Object> bootstrap(@Nullable Object event) {
        return new BootstrapHandler(stack.wiring()).handleRequest(event, stack.context());
    }

    @Test
    void the_event_can_restrict_the_token_to_addresses() {
        Token token = stored(bootstrap(Map.of("allowedIps", List.of("192.0.2.0/24", "2001:db8::1"))));

        assertThat(token.settings().allowedIps().format()).containsExactly("192.0.2.0/24", "2001:db8::1");
    }

    @ParameterizedTest
    @NullSource
    @EmptySource
    void without_a_payload_the_token_works_from_every_address(String event) {
        assertThat(stored(bootstrap(event)).settings().allowedIps().isRestricted())
                .isFalse();
    }

    static List<Object> invalidEvents() {
        return List.of(
                "192.0.2.0/24",
                List.of("192.0.2.0/24"),
                Map.of("allowedIPs", List.of("192.0.2.0/24")),
                Map.of("allowedIps", "192.0.2.0/24"),
                Map.of("allowedIps", List.of()),
                Map.of("allowedIps", List.of("192.0.2.1/24")),
                Map.of("allowedIps", List.of("0.0.0.0/0")),
                Map.of("allowedIps", List.of(192)));
    }

    @ParameterizedTest
    @MethodSource("invalidEvents")
    void a_restriction_that_cannot_be_read_is_rejected_and_uses_no_generation(Object event) {
        assertThatThrownBy(() -> bootstrap(event)).isInstanceOf(ApiException.InvalidRequestException.class);

        assertThat(stack.tokens().all()).isEmpty();
        assertThat(bootstrap()).containsEntry("created", true);
    }

    @Test
    void required_addresses_are_required_of_the_first_token_and_not_of_a_confirmation() {
        stack.setVariable("LIMITS", TestLimits.with(Map.of("requireAllowedIps", "true", "maxTokenLifetime", "1")));
        assertThatThrownBy(this::bootstrap).hasMessageStartingWith("allowedIps is required (RequireAllowedIps");
        assertThat(stack.tokens().all()).isEmpty();

        assertThat(bootstrap(Map.of("allowedIps", List.of("192.0.2.1")))).containsEntry("created", true);
        assertThat(bootstrap()).containsEntry("created", false).containsEntry("pepperVersions", List.of(1));
    }

    @Test
    void first_call_returns_the_first_token() {
        Map<String, Object> response = bootstrap();

        assertThat(response.keySet())
                .containsExactly("created", "generation", "pepperVersions", "id", "token", "expirationDate");
        assertThat(response)
                .containsEntry("created", true)
                .containsEntry("generation", 1)
                .containsEntry("expirationDate", "2026-03-19T10:37:42.518Z");
        assertThat((String) response.get("token")).startsWith(response.get("id") + ".");
        assertThat(stack.isActive((String) response.get("token"))).isTrue();
    }

    @Test
    void first_token_is_an_administrator_token_valid_for_a_day() {
        Token token = stored(bootstrap());

        assertThat(token.origin().owner().spelling()).isEqualTo("admin");
        assertThat(token.origin().createdBy().spelling()).isEqualTo("admin");
        assertThat(token.origin().project()).isNull();
        assertThat(token.origin().personal()).isFalse();
        assertThat(token.settings().enabled()).isTrue();
        assertThat(token.settings().expiresAt()).isEqualTo(TestStack.NOW.plus(Duration.ofHours(24)));
        assertThat(token.settings().scopes().names())
                .containsExactly(
                        "apiTokens.read",
                        "apiTokens.write",
                        "users.read",
                        "users.write",
                        "scopes.write",
                        "projects.read",
                        "projects.write",
                        "audit.read",
                        "trusts.read",
                        "trusts.write",
                        "TenantTokenManagement");
    }

    @Test
    void second_call_returns_no_token() {
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
                                "The administrator token of this generation was already created. Increase BootstrapGeneration to create another."));
        assertThat(stack.tokens().all()).hasSize(1);
    }

    @Test
    void second_call_reports_whether_the_first_token_is_active() {
        Token token = stored(bootstrap());
        stack.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(bootstrap()).containsEntry("live", true);
        stack.advance(Duration.ofMillis(1));
        assertThat(bootstrap()).containsEntry("live", false);

        stack.tokens().delete(token, STAMP);
        assertThat(bootstrap()).containsEntry("live", false).containsEntry("created", false);
    }

    @Test
    void higher_generation_creates_another_token() {
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
    void concurrent_calls_issue_one_token() throws InterruptedException, ExecutionException {
        List<Map<String, Object>> responses = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            Callable<Map<String, Object>> call = this::bootstrap;
            for (Future<Map<String, Object>> response : threads.invokeAll(Collections.nCopies(16, call))) {
                responses.add(response.get());
            }
        }

        assertThat(responses.stream().filter(response -> response.containsKey("token")))
                .hasSize(1);
        assertThat(stack.tokens().all()).hasSize(1);
    }

    @Test
    void tokens_can_be_created_only_after_bootstrap() {
        TestEvent create = TestEvent.load("create");
        CreateTokenHandler handler = new CreateTokenHandler(stack.wiring());
        assertThat(stack.call(handler, create).status()).isEqualTo(503);

        bootstrap();

        assertThat(stack.call(handler, create).status()).isEqualTo(201);
    }

    @Test
    void check_value_is_stored_once_and_never_replaced() {
        bootstrap();
        byte[] stored = stack.deployments().findPepperCheckValue(1).orElseThrow();

        stack.replacePepper();
        stack.setVariable("BOOTSTRAP_GENERATION", "2");

        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        assertThat(stack.deployments().findPepperCheckValue(1).orElseThrow()).isEqualTo(stored);
        assertThat(stack.tokens().all())
                .as("no token is created with another pepper")
                .hasSize(1);
    }

    @Test
    void added_pepper_version_is_used_after_bootstrap() {
        String first = (String) bootstrap().get("token");
        stack.setPepperVersions(2, 1);
        TestEvent create = TestEvent.load("create");
        assertThat(stack.isActive(first)).isTrue();
        assertThat(stack.call(new CreateTokenHandler(stack.wiring()), create).status())
                .as("no token is created with a pepper without a check value")
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
    void changed_key_of_a_pepper_version_is_rejected() {
        String first = (String) bootstrap().get("token");
        stack.setPepperVersions(1, 2);
        bootstrap();
        stack.replacePepper(2);

        assertThatThrownBy(this::bootstrap)
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessageContaining("version 2");
        assertThat(stack.isActive(first)).isTrue();
    }

    @Test
    void pepper_version_with_unavailable_key_stores_nothing() {
        bootstrap();
        stack.setPepperVersions(1, 2);
        stack.makePepperUnavailable();

        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        assertThat(stack.deployments().findPepperCheckValue(2)).isEmpty();
    }

    @Test
    void unavailable_key_stores_nothing_and_uses_no_generation() {
        stack.makePepperUnavailable();

        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        assertThat(stack.tokens().all()).isEmpty();
        assertThat(stack.deployments().findPepperCheckValue(1)).isEmpty();
        assertThat(stack.deployments().findBootstrapToken(1)).isEmpty();
    }

    @Test
    void fault_after_claiming_the_generation_never_creates_a_second_token() {
        stack.tokens().failWrites();
        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        stack.tokens().makeAvailable();

        assertThat(bootstrap()).containsEntry("created", false).containsEntry("live", false);
        assertThat(stack.tokens().all()).isEmpty();
    }

    @Test
    void unavailable_table_fails() {
        stack.deployments().makeUnavailable();

        assertThatThrownBy(this::bootstrap).isInstanceOf(ServiceUnavailableException.class);
        assertThat(stack.tokens().all()).isEmpty();
    }

    @Test
    void secret_is_only_in_the_response() {
        Map<String, Object> response = bootstrap();
        String token = (String) response.get("token");
        String secret = token.substring(token.lastIndexOf('.') + 1);

        assertThat(response.toString().split(secret, -1)).hasSize(2);
        assertThat(String.join("\n", stack.logLines())).doesNotContain(secret);
        assertThat(stack.tokens().dump()).doesNotContain(secret);
        assertThat(bootstrap().toString()).doesNotContain(secret);
    }

    private Token stored(Map<String, Object> response) {
        return stack.tokens().get(TokenId.parse((String) response.get("id")).orElseThrow());
    }
}
