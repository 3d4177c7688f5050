package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.error.ThrottledException;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.DenialReason;
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

/** Tests the metrics of the authorizer in the CloudWatch embedded metric format. */
class AuthorizerMetricsTest {

    private final TestStack stack = new TestStack();
    private final AuthorizeHandler handler = TestAuthorizer.of(stack);

    @Test
    void allowed_request_emits_one_emf_line() {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .store();

        authorize(TestEvent.load("authorize-create"));

        assertThat(stack.metrics())
                .containsExactly("{\"_aws\":{\"Timestamp\":1773830262518,\"CloudWatchMetrics\":["
                        + "{\"Namespace\":\"Tokenry\",\"Dimensions\":[[\"Stack\"]],\"Metrics\":["
                        + "{\"Name\":\"Allowed\",\"Unit\":\"Count\"},{\"Name\":\"ColdStarts\",\"Unit\":\"Count\"},"
                        + "{\"Name\":\"LastUseWrites\",\"Unit\":\"Count\"}]},"
                        + "{\"Namespace\":\"Tokenry\",\"Dimensions\":[[\"Stack\",\"Reason\"]],\"Metrics\":["
                        + "{\"Name\":\"Allowed\",\"Unit\":\"Count\"}]}]},"
                        + "\"Stack\":\"tokenry\",\"Reason\":\"CURRENT\","
                        + "\"TokenId\":\"tk0c01.ST2EY72KQINMH574WMNVI7YN\",\"Rule\":\"POST /v2/apiTokens\","
                        + "\"Allowed\":1,\"ColdStarts\":1,\"LastUseWrites\":1}");
    }

    @Test
    void each_outcome_is_counted_by_reason() {
        authorize(TestEvent.load("authorize-create"));
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.read")
                .store();
        authorize(TestEvent.load("authorize-create"));
        authorize(TestEvent.load("authorize-create").set("stageVariables", null));
        authorize(TestEvent.load("authorize-garbage"));
        authorize(TestEvent.load("authorize-create").set("type", "OTHER"));
        stack.tokens().makeUnavailable();
        authorize(TestEvent.load("authorize-create"));

        assertThat(outcomes())
                .containsExactly(
                        "Denied UNKNOWN",
                        "Denied MISSING_SCOPE",
                        "Denied NO_RULE",
                        "Denied MALFORMED",
                        "Failed IOException",
                        "Failed Unavailable");
    }

    @Test
    void a_rejected_pepper_and_a_corrupt_record_have_reasons_of_their_own() {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .store();
        stack.tokens().afterEachFind(() -> {
            throw new CorruptRecordException("key", "attribute");
        });
        authorize(TestEvent.load("authorize-create"));
        stack.tokens().afterEachFind(() -> {});
        stack.replacePepper();
        authorize(TestAuthorizer.of(stack), TestEvent.load("authorize-create"));

        assertThat(outcomes()).containsExactly("Failed CorruptRecord", "Failed PepperRejected");
    }

    @Test
    void previous_secret_and_public_route_are_allow_reasons() {
        stack.regenerate(
                stack.token()
                        .tokenValue(TestStack.CALLING_TOKEN)
                        .scopes("apiTokens.write")
                        .store(),
                Duration.ofHours(1));
        authorize(TestEvent.load("authorize-create"));
        stack.setVariable("ROUTE_RULES", "POST /v2/apiTokens public");
        authorize(TestAuthorizer.of(stack), TestEvent.load("authorize-create"));

        assertThat(outcomes()).containsExactly("Allowed PREVIOUS", "Allowed PUBLIC");
    }

    @Test
    void cold_start_is_counted_once() {
        authorize(TestEvent.load("authorize-garbage"));
        authorize(TestEvent.load("authorize-garbage"));
        authorize(TestAuthorizer.of(stack), TestEvent.load("authorize-garbage"));

        assertThat(lines().map(line -> line.path("ColdStarts").asInt())).containsExactly(1, 0, 1);
    }

    @Test
    void last_use_writes_and_failures_are_counted() {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .store();
        authorize(TestEvent.load("authorize-create"));
        authorize(TestEvent.load("authorize-create"));
        stack.advance(Duration.ofMinutes(7));
        stack.tokens().failLastUses(new ServiceUnavailableException("unavailable"));
        authorize(TestEvent.load("authorize-create"));

        assertThat(lines().map(line -> line.path("LastUseWrites").asInt())).containsExactly(1, 0, 0);
        assertThat(lines().map(line -> line.path("LastUseFailures").asInt())).containsExactly(0, 0, 1);
        assertThat(outcomes()).containsOnly("Allowed CURRENT");
    }

    @Test
    void digest_migrations_and_failures_are_counted() {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.write")
                .store();
        stack.bootstrapWithPeppers(2, 1);
        AuthorizeHandler rotated = TestAuthorizer.of(stack);
        stack.tokens().failWrites();
        authorize(rotated, TestEvent.load("authorize-create"));
        stack.tokens().makeAvailable();
        stack.advance(Duration.ofMinutes(2));
        authorize(rotated, TestEvent.load("authorize-create"));
        authorize(rotated, TestEvent.load("authorize-create"));

        assertThat(lines().map(line -> line.path("DigestRenewals").asInt())).containsExactly(0, 1, 0);
        assertThat(lines().map(line -> line.path("DigestRenewalFailures").asInt()))
                .containsExactly(1, 0, 0);
    }

    @Test
    void throttled_table_or_index_is_named() {
        stack.tokens().afterEachFind(() -> {
            throw new ThrottledException(
                    "DynamoDB is unavailable",
                    List.of(
                            "TableReadProvisionedThroughputExceeded arn:aws:dynamodb:eu-central-1:123456789012:table/t"),
                    new IOException());
        });

        authorize(TestEvent.load("authorize-create"));

        assertThat(outcomes()).containsExactly("Failed Throttled");
        assertThat(lines().map(line -> line.path("ExceededLimits").asText()))
                .containsExactly(
                        "TableReadProvisionedThroughputExceeded arn:aws:dynamodb:eu-central-1:123456789012:table/t");
    }

    @Test
    void damaged_token_is_counted() {
        stack.tokens().afterEachFind(() -> {
            throw new CorruptRecordException("key", "attribute");
        });

        authorize(TestEvent.load("authorize-create"));

        assertThat(lines().map(line -> line.path("DamagedRecords").asInt())).containsExactly(1);
        assertThat(outcomes()).containsExactly("Failed CorruptRecord");
    }

    @Test
    void the_line_identifies_authenticated_tokens_and_rules() {
        authorize(TestEvent.load("authorize-create"));
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("apiTokens.read")
                .store();
        authorize(TestEvent.load("authorize-create"));
        authorize(TestEvent.load("authorize-create").set("stageVariables", Map.of()));

        String id = TestStack.CALLING_TOKEN.substring(0, TestStack.CALLING_TOKEN.lastIndexOf('.'));
        assertThat(lines().map(line ->
                        line.path("TokenId").asText() + " " + line.path("Rule").asText()))
                .containsExactly(" POST /v2/apiTokens", id + " POST /v2/apiTokens", id + " ");
    }

    @Test
    void the_line_contains_no_secret_owner_or_address() {
        stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .owner("jane")
                .scopes("apiTokens.write")
                .store();
        authorize(TestEvent.load("authorize-create"));
        authorize(TestEvent.load("authorize-two-credentials"));

        String secret = TestStack.CALLING_TOKEN.substring(TestStack.CALLING_TOKEN.lastIndexOf('.') + 1);
        assertThat(String.join("\n", stack.metrics()))
                .doesNotContain(secret, secret.substring(0, 8), "EXAMPLETOKEN", "jane", "203.0");
    }

    @Test
    void every_denial_reason_is_documented() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "authorizer.md"));

        assertThat(DenialReason.values())
                .allSatisfy(reason -> assertThat(document).contains("`" + reason + "`"));
    }

    private void authorize(TestEvent event) {
        authorize(handler, event);
    }

    private void authorize(AuthorizeHandler authorizer, TestEvent event) {
        // Requests are counted whether they end with a response or a failure.
        Throwable _ = catchThrowable(
                () -> authorizer.handleRequest(event.toInputStream(), new ByteArrayOutputStream(), stack.context()));
    }

    private Stream<JsonNode> lines() {
        return stack.metrics().stream().map(TestResponse::json);
    }

    private List<String> outcomes() {
        List<String> outcomes = new ArrayList<>();
        lines().forEach(line -> List.of("Allowed", "Denied", "Failed").forEach(name -> {
            if (line.path(name).asInt() == 1) {
                outcomes.add(name + " " + line.get("Reason").textValue());
            }
        }));
        return outcomes;
    }
}
