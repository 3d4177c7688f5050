package dev.tokenry.functions.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.authorization.AuthorizationDecision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What CloudWatch counts of the authorizer, in its embedded metric format. */
class MetricsTest {

    private final TestStack stack = new TestStack();
    private final AuthorizeHandler handler = new AuthorizeHandler(stack.wiring());

    @Test
    void an_allowed_request_is_one_line_in_the_embedded_metric_format() {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.write").store();

        ask(TestEvent.load("authorize-create"));

        assertThat(stack.metrics())
                .containsExactly("{\"_aws\":{\"Timestamp\":1773830262518,\"CloudWatchMetrics\":["
                        + "{\"Namespace\":\"Tokenry\",\"Dimensions\":[[\"Stack\"]],\"Metrics\":["
                        + "{\"Name\":\"Allowed\",\"Unit\":\"Count\"},{\"Name\":\"ColdStarts\",\"Unit\":\"Count\"},"
                        + "{\"Name\":\"LastUseWrites\",\"Unit\":\"Count\"}]},"
                        + "{\"Namespace\":\"Tokenry\",\"Dimensions\":[[\"Stack\",\"Reason\"]],\"Metrics\":["
                        + "{\"Name\":\"Allowed\",\"Unit\":\"Count\"}]}]},"
                        + "\"Stack\":\"tokenry\",\"Reason\":\"CURRENT\","
                        + "\"Allowed\":1,\"ColdStarts\":1,\"LastUseWrites\":1}");
    }

    @Test
    void each_end_of_a_request_is_counted_by_its_reason() {
        ask(TestEvent.load("authorize-create"));
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.read").store();
        ask(TestEvent.load("authorize-create"));
        ask(TestEvent.load("authorize-create").set("stageVariables", null));
        ask(TestEvent.load("authorize-garbage"));
        ask(TestEvent.load("authorize-create").set("type", "OTHER"));
        stack.tokens().makeUnavailable();
        ask(TestEvent.load("authorize-create"));

        assertThat(ends())
                .containsExactly(
                        "Denied UNKNOWN",
                        "Denied MISSING_SCOPE",
                        "Denied NO_RULE",
                        "Denied MALFORMED",
                        "Failed IOException",
                        "Failed Unavailable");
    }

    @Test
    void a_previous_secret_and_a_public_route_are_reasons_to_allow() {
        stack.wiring()
                .tokenIssuer(stack.wiring().pepperCache())
                .regenerate(
                        stack.token()
                                .tokenValue(TestStack.CALLING_TOKEN)
                                .scopes("apiTokens.write")
                                .store(),
                        Duration.ofHours(1));
        ask(TestEvent.load("authorize-create"));
        stack.setVariable("ROUTE_RULES", "POST /v2/apiTokens public");
        ask(new AuthorizeHandler(stack.wiring()), TestEvent.load("authorize-create"));

        assertThat(ends()).containsExactly("Allowed PREVIOUS", "Allowed PUBLIC");
    }

    @Test
    void a_start_is_cold_once() {
        ask(TestEvent.load("authorize-garbage"));
        ask(TestEvent.load("authorize-garbage"));
        ask(new AuthorizeHandler(stack.wiring()), TestEvent.load("authorize-garbage"));

        assertThat(lines().map(line -> line.path("ColdStarts").asInt())).containsExactly(1, 0, 1);
    }

    @Test
    void last_use_is_counted_when_it_is_written_and_when_that_fails() {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.write").store();
        ask(TestEvent.load("authorize-create"));
        ask(TestEvent.load("authorize-create"));
        stack.advance(Duration.ofMinutes(7));
        stack.tokens().failLastUses(new ServiceUnavailableException("away"));
        ask(TestEvent.load("authorize-create"));

        assertThat(lines().map(line -> line.path("LastUseWrites").asInt())).containsExactly(1, 0, 0);
        assertThat(lines().map(line -> line.path("LastUseFailures").asInt())).containsExactly(0, 0, 1);
        assertThat(ends()).containsOnly("Allowed CURRENT");
    }

    @Test
    void a_digest_is_counted_when_it_is_renewed_and_when_that_fails() {
        stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.write").store();
        stack.bootstrapWithPeppers(2, 1);
        AuthorizeHandler rotated = new AuthorizeHandler(stack.wiring());
        stack.tokens().failWrites();
        ask(rotated, TestEvent.load("authorize-create"));
        stack.tokens().makeAvailable();
        stack.advance(Duration.ofMinutes(2));
        ask(rotated, TestEvent.load("authorize-create"));
        ask(rotated, TestEvent.load("authorize-create"));

        assertThat(lines().map(line -> line.path("DigestRenewals").asInt())).containsExactly(0, 1, 0);
        assertThat(lines().map(line -> line.path("DigestRenewalFailures").asInt()))
                .containsExactly(1, 0, 0);
    }

    @Test
    void no_count_tells_who_asked() {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .owner("jane")
                .scopes("apiTokens.write")
                .store();
        ask(TestEvent.load("authorize-create"));
        ask(TestEvent.load("authorize-two-credentials"));
        ask(TestEvent.load("authorize-create").set("stageVariables", Map.of()));

        assertThat(String.join("\n", stack.metrics())).doesNotContain("ST2EY72", "EXAMPLETOKEN", "jane", "203.0");
    }

    @Test
    void every_reason_to_deny_is_explained() throws IOException {
        String explained = Files.readString(Path.of("..", "docs", "authorizer.md"));

        assertThat(AuthorizationDecision.DenialReason.values())
                .allSatisfy(reason -> assertThat(explained).contains("`" + reason + "`"));
    }

    private void ask(TestEvent event) {
        ask(handler, event);
    }

    private void ask(AuthorizeHandler authorizer, TestEvent event) {
        // Whether it ends in an answer or in a failure, it is counted.
        Throwable _ = catchThrowable(
                () -> authorizer.handleRequest(event.toInputStream(), new ByteArrayOutputStream(), stack.context()));
    }

    private Stream<JsonNode> lines() {
        return stack.metrics().stream().map(TestResponse::json);
    }

    private List<String> ends() {
        List<String> ends = new ArrayList<>();
        lines().forEach(line -> List.of("Allowed", "Denied", "Failed").forEach(name -> {
            if (line.path(name).asInt() == 1) {
                ends.add(name + " " + line.get("Reason").textValue());
            }
        }));
        return ends;
    }
}
