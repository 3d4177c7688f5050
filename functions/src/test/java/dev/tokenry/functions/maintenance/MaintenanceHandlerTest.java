package dev.tokenry.functions.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.error.ApiException;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.tokens.GetTokenHandler;
import dev.tokenry.functions.tokens.UpdateTokenHandler;
import dev.tokenry.model.TestLimits;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceHandlerTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Object> DISABLE_VIOLATIONS = Map.of("action", "disable-violations");

    private final TestStack stack = new TestStack();
    private final Token token = stack.token().scopes("metrics.read").store();
    private final Token admin = stack.token()
            .owner("admin")
            .scopes("TenantTokenManagement", "apiTokens.read", "apiTokens.write")
            .store();

    @BeforeEach
    void set_limits() {
        setLimits(Map.of("autoDisableUnusedAfter", "90"));
    }

    @Test
    void an_unused_token_is_marked_then_disabled_and_can_be_enabled_again() {
        stack.advance(Duration.ofDays(90));
        JsonNode marking = run(Map.of());
        assertThat(marking.get("dryRun").booleanValue()).isFalse();
        assertThat(marking.get("finished").booleanValue()).isTrue();
        assertThat(marking.at("/decisions/marked/ids/0").textValue())
                .isEqualTo(token.id().value());
        assertThat(marking.at("/decisions/reported/ids/0").textValue())
                .isEqualTo(admin.id().value());
        stack.advance(Duration.ofDays(7));
        assertThat(run(Map.of()).at("/decisions/disabled/count").intValue()).isEqualTo(1);

        assertThat(get().get("disabledReason").textValue()).isEqualTo("unused");
        assertThat(get().get("status").textValue()).isEqualTo("disabled");

        stack.call(
                new UpdateTokenHandler(stack.wiring()),
                TestEvent.load("update")
                        .calledBy(admin)
                        .path("id", token.id().value())
                        .body("{\"enabled\":true}"));
        assertThat(get().has("disabledReason")).isFalse();
        assertThat(run(Map.of()).at("/decisions/disabled").isMissingNode()).isTrue();
        assertThat(get().get("enabled").booleanValue()).isTrue();
    }

    @Test
    void each_finished_run_is_counted_but_no_dry_run() throws JsonProcessingException {
        stack.advance(Duration.ofDays(90));
        run(JSON.readValue(TestEvent.load("maintenance").toJson(), HashMap.class));
        assertThat(stack.metrics()).isEmpty();

        run(Map.of());

        assertThat(stack.metrics())
                .singleElement()
                .asString()
                .contains("\"MaintenanceFinished\":1", "\"TokensMarkedUnused\":1", "\"TokensDisabledUnused\":0");
    }

    @Test
    void violations_are_disabled_only_when_asked_for() {
        setLimits(Map.of("requireExpiration", "true"));
        Map<String, Object> event = new HashMap<>(DISABLE_VIOLATIONS);
        JsonNode dryRun = run(event);

        assertThat(dryRun.get("dryRun").booleanValue()).isTrue();
        assertThat(dryRun.at("/decisions/disabled/violatedLimits/" + token.id() + "/0")
                        .textValue())
                .isEqualTo("requireExpiration");
        assertThat(get().get("enabled").booleanValue()).isTrue();

        event.put("dryRun", false);
        assertThat(run(event).at("/decisions/disabled/count").intValue()).isEqualTo(1);
        assertThat(get().get("enabled").booleanValue()).isFalse();
        assertThat(get().has("disabledReason")).isFalse();
    }

    @Test
    void a_freeze_allows_only_dry_runs() {
        stack.setVariable("MANAGEMENT_FROZEN", "true");
        stack.advance(Duration.ofDays(90));

        assertThat(run(Map.of("dryRun", false)).get("dryRun").booleanValue()).isTrue();
        assertThat(stack.tokens().get(token.id())).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"delete\"}",
                "{\"action\":1}",
                "{\"dryRun\":\"yes\"}",
                "{\"continueAfter\":\"x\"}",
                "{\"dryrun\":true}"
            })
    void an_unknown_event_fails_the_invocation(String event) throws JsonProcessingException {
        Map<?, ?> parsed = JSON.readValue(event, HashMap.class);

        assertThatExceptionOfType(ApiException.InvalidRequestException.class).isThrownBy(() -> run(parsed));
    }

    private void setLimits(Map<String, String> limits) {
        stack.setVariable("LIMITS", TestLimits.with(limits));
    }

    private JsonNode run(Map<?, ?> event) {
        return JSON.valueToTree(new MaintenanceHandler(stack.wiring()).handleRequest(event, stack.context()));
    }

    private JsonNode get() {
        TestResponse response = stack.call(
                new GetTokenHandler(stack.wiring()),
                TestEvent.load("get").calledBy(admin).path("id", token.id().value()));
        return response.json();
    }
}
