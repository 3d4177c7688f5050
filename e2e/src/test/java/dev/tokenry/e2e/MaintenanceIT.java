package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.StartupException;
import dev.tokenry.local.LocalTokenry;
import dev.tokenry.local.StackOptions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Maintenance on the local stack. Records are made older, because the clock of a running stack is the real one. */
class MaintenanceIT {

    private static final Map<String, String> AFTER_A_DAY = Map.of("AutoDisableUnusedAfter", "1");
    private static final String TOKENS = "/v2/apiTokens";
    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=local";

    @TempDir
    private Path data;

    @Test
    void an_unused_token_is_marked_by_request_and_disabled_by_a_later_run() {
        IssuedToken unused;
        IssuedToken recent;
        ApiClient admin;
        try (TestStack stack = TestStack.start(data, AFTER_A_DAY)) {
            ApiClient first = stack.admin();
            unused = first.create("{'name':'unused','owner':'ci','scopes':['metrics.read']}");
            recent = first.create("{'name':'recent','owner':'ci','scopes':['metrics.read']}");
            admin = first.withToken(
                    first.create("{'name':'admin','scopes':['TenantTokenManagement','apiTokens.read']}"));
            makeOlder(stack, unused, "createdKey", string(daysAgo(20).toEpochMilli() + "#" + unused.id()));

            for (int i = 0; i < 2; i++) {
                JsonNode dryRun = maintain(stack, "{\"dryRun\":true}");
                assertThat(dryRun.get("dryRun").booleanValue()).isTrue();
                assertThat(dryRun.at("/decisions/marked/ids").toString()).isEqualTo("[\"" + unused.id() + "\"]");
            }
            assertThat(maintain(stack, "{}").at("/decisions/marked/ids/0").textValue())
                    .isEqualTo(unused.id());
            assertThat(maintain(stack, "").at("/decisions/waiting/count").intValue())
                    .isEqualTo(1);
            makeOlder(
                    stack,
                    unused,
                    "unusedMarkedAt",
                    AttributeValue.fromN(Long.toString(daysAgo(8).toEpochMilli())));
        }

        StackOptions options = new StackOptions(TestStack.TEMPLATE, data, 0, false, AFTER_A_DAY).forMaintenance();
        try (LocalTokenry stack = LocalTokenry.start(options)) {
            assertThat(TestJson.parse(stack.maintain())
                            .at("/decisions/disabled/ids")
                            .toString())
                    .isEqualTo("[\"" + unused.id() + "\"]");
            // Its value would not be shown.
            assertThat(stack.bootstrapToken()).isEmpty();
        }

        try (TestStack stack = TestStack.start(data, AFTER_A_DAY)) {
            ApiClient client = stack.clientWithToken(String.valueOf(admin.token()));
            JsonNode listed = client.get(
                            TOKENS + "?fields=disabledReason&apiTokenSelector=owner(\"ci\")".replace("\"", "%22"))
                    .expectStatus(200)
                    .json()
                    .get("apiTokens");
            assertThat(listed.toString())
                    .isEqualTo("[{\"id\":\"%s\"},{\"id\":\"%s\",\"disabledReason\":\"unused\"}]"
                            .formatted(recent.id(), unused.id()));
            assertThat(client.get(TOKENS + "/" + unused.id()).string("disabledReason"))
                    .isEqualTo("unused");
        }
    }

    @Test
    void only_operators_can_request_it_and_only_from_the_local_stack() {
        try (TestStack stack = TestStack.start(data, AFTER_A_DAY)) {
            HttpRequest.Builder request = request(stack, "{}");
            assertThat(Http.send(request.copy().setHeader("Authorization", "Api-Token x"))
                            .status())
                    .isEqualTo(403);
            assertThat(Http.send(request.copy().header("Origin", stack.origin().toString()))
                            .status())
                    .isEqualTo(403);
            assertThat(Http.send(request.copy().GET()).status()).isEqualTo(404);
            assertThat(Http.send(request.copy().uri(uri(stack, "/x"))).status()).isEqualTo(404);
            assertThat(stack.localTokenry().template().api().routes())
                    .noneMatch(route -> route.resource().startsWith("/local"));
        }
    }

    @Test
    void without_the_limit_nothing_runs() {
        StackOptions options = StackOptions.of(TestStack.TEMPLATE, data).forMaintenance();
        try (LocalTokenry stack = LocalTokenry.start(options)) {
            assertThatThrownBy(stack::maintain)
                    .isInstanceOf(StartupException.class)
                    .hasMessage("--maintain needs --parameter AutoDisableUnusedAfter=DAYS");
        }
    }

    @Test
    void limits_that_contradict_each_other_stop_the_start() {
        assertThatThrownBy(() -> TestStack.start(data, Map.of("MaxTokenLifetime", "90", "DefaultTokenLifetime", "200")))
                .isInstanceOf(StartupException.class)
                .hasMessage("Custom resource LimitsCheck: DefaultTokenLifetime (200 days) must not be longer than"
                        + " MaxTokenLifetime (90 days)");
    }

    private static JsonNode maintain(TestStack stack, String event) {
        ApiReply reply = Http.send(request(stack, event)).expectStatus(200);
        assertThat(reply.header("X-Amz-Function-Error")).isEmpty();
        return reply.json();
    }

    private static HttpRequest.Builder request(TestStack stack, String event) {
        return HttpRequest.newBuilder(uri(stack, ""))
                .header("Authorization", SIGNED)
                .POST(HttpRequest.BodyPublishers.ofString(event));
    }

    private static URI uri(TestStack stack, String suffix) {
        return stack.origin().resolve("/local/maintenance" + suffix);
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    private static AttributeValue string(String value) {
        return AttributeValue.fromS(value);
    }

    private static void makeOlder(TestStack stack, IssuedToken token, String attribute, AttributeValue value) {
        try (DynamoDbClient dynamoDb = stack.dynamoDb()) {
            dynamoDb.updateItem(update -> update.tableName(stack.variable("GetFunction", "TABLE_NAME"))
                    .key(Map.of("pk", string(token.id())))
                    .updateExpression("SET #attribute = :value")
                    .expressionAttributeNames(Map.of("#attribute", attribute))
                    .expressionAttributeValues(Map.of(":value", value)));
        }
    }
}
