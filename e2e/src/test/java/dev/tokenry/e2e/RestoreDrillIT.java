package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.restore.RestoreTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The drill of {@code docs/restore.md}, from the freeze to going back, with a restart of the stack for each deployment.
 * DynamoDB Local has no point-in-time recovery, so that the restored table is a copy made by the test.
 */
class RestoreDrillIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String RESTORED_TABLE = "tokenry-g1";
    private static final Map<String, String> FROZEN = Map.of("ManagementFrozen", "true");
    private static final Map<String, String> CUT_OVER = Map.of("TableGeneration", "1");
    private static final Map<String, String> FROZEN_AFTER_CUT_OVER =
            Map.of("TableGeneration", "1", "ManagementFrozen", "true");

    @TempDir
    Path data;

    private final List<String> output = new ArrayList<>();
    private String table = "";
    private String admin = "";
    private IssuedToken unchanged = new IssuedToken("", "");
    private IssuedToken deleted = new IssuedToken("", "");
    private IssuedToken disabled = new IssuedToken("", "");
    private IssuedToken renewed = new IssuedToken("", "");
    private IssuedToken renewedSince = new IssuedToken("", "");
    private IssuedToken late = new IssuedToken("", "");
    private IssuedToken created = new IssuedToken("", "");

    @Test
    void a_restore_revives_no_token_and_can_be_undone() {
        use_the_stack_before_and_after_the_restore_point();
        freeze_and_replay();
        cut_over();
        go_back();
    }

    private void use_the_stack_before_and_after_the_restore_point() {
        try (TestStack stack = TestStack.start(data)) {
            table = stack.variable("AuthorizeFunction", "TABLE_NAME");
            ApiClient client = stack.admin();
            admin = String.valueOf(client.token());
            unchanged = create(client, "unchanged");
            deleted = create(client, "deleted");
            disabled = create(client, "disabled");
            renewed = create(client, "renewed");
            late = create(client, "late");
            // Its item is no record, and stays what it is.
            stack.localTokenry().sendNotices();
            restoreToThisMoment(stack);

            client.delete(TOKENS + "/" + deleted.id()).expectStatus(204);
            renewedSince = IssuedToken.from(
                    client.post(TOKENS + "/" + renewed.id() + "/regenerate").expectStatus(200));
            created = create(client, "created");
        }
    }

    private void freeze_and_replay() {
        try (TestStack stack = TestStack.start(data, FROZEN)) {
            ApiClient client = stack.clientWithToken(admin);
            assertThat(client.post(TOKENS, TestJson.format("{'name':'n','scopes':['metrics.read']}"))
                            .expectError(503)
                            .json()
                            .at("/error/reason")
                            .textValue())
                    .isEqualTo("frozen");
            assertThat(client.withToken(unchanged).isAuthenticated()).isTrue();

            assertThat(run(stack, "verify", table, RESTORED_TABLE)).isEqualTo(RestoreTool.FAILED);
            assertThat(run(stack, "prepare", table, RESTORED_TABLE)).isEqualTo(RestoreTool.OK);
            assertThat(run(stack, "replay", table, RESTORED_TABLE)).isEqualTo(RestoreTool.OK);
            assertThat(output).contains("source: the table " + table, "1 deleted since: deleted");
            assertThat(run(stack, "verify", table, RESTORED_TABLE)).isEqualTo(RestoreTool.OK);

            // Revoking goes on during the freeze, so that the replay is repeated immediately before the cut-over.
            client.put(TOKENS + "/" + disabled.id(), TestJson.format("{'enabled':false}"))
                    .expectStatus(204);
            assertThat(run(stack, "verify", table, RESTORED_TABLE)).isEqualTo(RestoreTool.FAILED);
            assertThat(run(stack, "replay", table, RESTORED_TABLE)).isEqualTo(RestoreTool.OK);
            assertThat(run(stack, "verify", table, RESTORED_TABLE)).isEqualTo(RestoreTool.OK);
        }
    }

    private void cut_over() {
        // A request that was late is in the old table alone.
        try (TestStack stack = TestStack.start(data, FROZEN)) {
            stack.clientWithToken(admin).delete(TOKENS + "/" + late.id()).expectStatus(204);
        }
        try (TestStack stack = TestStack.start(data, FROZEN_AFTER_CUT_OVER)) {
            assertThat(stack.variable("AuthorizeFunction", "TABLE_NAME")).isEqualTo(RESTORED_TABLE);
            assertThat(run(stack, "replay", table, RESTORED_TABLE, "--in-use")).isEqualTo(RestoreTool.OK);
            assertThat(output).contains("records written: 1");
            assertThat(run(stack, "verify", table, RESTORED_TABLE, "--in-use")).isEqualTo(RestoreTool.OK);
            assertSmokeTest(stack.clientWithToken(admin));
        }
        try (TestStack stack = TestStack.start(data, CUT_OVER)) {
            ApiClient client = stack.clientWithToken(admin);
            create(client, "new");
            // Only the restored table knows this change.
            client.delete(TOKENS + "/" + created.id()).expectStatus(204);
        }
    }

    private void go_back() {
        try (TestStack stack = TestStack.start(data, FROZEN_AFTER_CUT_OVER)) {
            assertThat(run(stack, "verify", RESTORED_TABLE, table)).isEqualTo(RestoreTool.FAILED);
            assertThat(run(stack, "replay", RESTORED_TABLE, table)).isEqualTo(RestoreTool.OK);
            assertThat(run(stack, "verify", RESTORED_TABLE, table)).isEqualTo(RestoreTool.OK);
        }
        try (TestStack stack = TestStack.start(data)) {
            assertThat(stack.variable("AuthorizeFunction", "TABLE_NAME")).isEqualTo(table);
            ApiClient client = stack.clientWithToken(admin);
            assertThat(client.withToken(created).isAuthenticated()).isFalse();
            assertThat(client.withToken(unchanged).isAuthenticated()).isTrue();
            create(client, "new");
        }
    }

    private void assertSmokeTest(ApiClient client) {
        for (IssuedToken rejected : List.of(deleted, disabled, renewed, late)) {
            assertThat(client.withToken(rejected).isAuthenticated())
                    .as(rejected.id())
                    .isFalse();
        }
        for (IssuedToken live : List.of(unchanged, renewedSince, created)) {
            assertThat(client.withToken(live).isAuthenticated()).as(live.id()).isTrue();
        }
    }

    private int run(TestStack stack, String command, String source, String target, String... options) {
        output.clear();
        try (DynamoDbClient dynamo = stack.dynamoDb()) {
            return new RestoreTool(dynamo, output::add)
                    .run(Stream.concat(Stream.of(command, "--source", source, "--target", target), Stream.of(options))
                            .toList());
        }
    }

    private static IssuedToken create(ApiClient client, String name) {
        return client.create("{'name':'%s','scopes':['metrics.read']}", name);
    }

    private void restoreToThisMoment(TestStack stack) {
        try (DynamoDbClient dynamo = stack.dynamoDb()) {
            TableDescription original =
                    dynamo.describeTable(request -> request.tableName(table)).table();
            dynamo.createTable(request -> request.tableName(RESTORED_TABLE)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(original.attributeDefinitions())
                    .keySchema(original.keySchema())
                    .globalSecondaryIndexes(original.globalSecondaryIndexes().stream()
                            .map(index -> GlobalSecondaryIndex.builder()
                                    .indexName(index.indexName())
                                    .keySchema(index.keySchema())
                                    .projection(index.projection())
                                    .build())
                            .toList()));
            for (Map<String, AttributeValue> item :
                    dynamo.scan(request -> request.tableName(table)).items()) {
                dynamo.putItem(request -> request.tableName(RESTORED_TABLE).item(item));
            }
        }
    }
}
