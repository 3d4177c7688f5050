package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy.DynamoDbCall;
import dev.tokenry.emulator.lambda.InvocationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kms.KmsClient;

/** The steps of a pepper rotation in docs/operations.md: all tokens remain valid. Each step restarts the stack. */
class PepperRotationIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String NEW = TestJson.format("{'name':'n','scopes':['metrics.read']}");

    private static final DynamoDbCall READ = new DynamoDbCall("GetItem", true, 1, 0);

    /** Reads a token, and no user. */
    private static final DynamoDbCall READ_WITHOUT_USER = new DynamoDbCall("BatchGetItem", true, 1, 0);

    private static final DynamoDbCall WRITE = new DynamoDbCall("UpdateItem", false, 1, 0);

    @TempDir
    Path data;

    private String adminToken;
    private String firstKey;
    private String secondKey;
    private IssuedToken used;
    private IssuedToken overlapping;
    private IssuedToken idle;

    /** Creates three tokens in addition to the administrator's, all with version 1, and a key for version 2. */
    @BeforeEach
    void create_tokens_with_the_first_pepper() {
        try (TestStack stack = TestStack.start(data);
                KmsClient kms = stack.kms()) {
            adminToken = Objects.requireNonNull(stack.admin().token());
            firstKey = stack.variable("CreateFunction", "PEPPER_KEYS").substring("1=".length());
            secondKey = kms.createKey(request -> request.keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC"))
                    .keyMetadata()
                    .arn();
            used = stack.admin().create("{'name':'used','scopes':['metrics.read','apiTokens.rotateSelf']}");
            overlapping = stack.admin().create("{'name':'overlapping','scopes':['metrics.read']}");
            idle = stack.admin().create("{'name':'idle','scopes':['metrics.read']}");
            assertThat(count(stack, 1)).isEqualTo(4);
        }
    }

    @Test
    void a_rotation_keeps_all_used_tokens_and_an_unmigrated_one_is_recovered_by_a_rollback() {
        try (TestStack stack = TestStack.start(data, pepperParameters("1=" + firstKey + ",2=" + secondKey))) {
            ApiClient client = stack.clientWithToken(adminToken);
            List.of(used, overlapping)
                    .forEach(each ->
                            assertThat(client.withToken(each).isAuthenticated()).isTrue());
            assertThat(invokeBootstrap(stack)).contains("\"created\":false", "\"pepperVersions\":[1,2]");
            assertThat(pepper(stack, used.id())).isEqualTo(1);
            assertThat(count(stack, 1)).isEqualTo(4);
            assertThat(count(stack, 2)).isZero();
        }
        IssuedToken fresh;
        try (TestStack stack = TestStack.start(data, pepperParameters("2=" + secondKey + ",1=" + firstKey))) {
            ApiClient client = stack.clientWithToken(adminToken);
            fresh = client.create("{'name':'fresh','scopes':['metrics.read']}");
            assertThat(pepper(stack, fresh.id())).isEqualTo(2);
            assertUsedTokenIsMigrated(stack, client);
            IssuedToken regenerated = regenerateWithOverlap(stack, client);
            useUntilMigrated(stack, client, idOf(adminToken), "pepper");

            assertThat(count(stack, 2)).isEqualTo(4);
            assertThat(count(stack, 1)).isEqualTo(1);
            assertThat(PepperUsageScan.items(1, stack.dynamoDb(), table(stack)))
                    .singleElement()
                    .satisfies(item -> assertThat(item)
                            .containsEntry("pk", AttributeValue.fromS(idle.id()))
                            .containsEntry("name", AttributeValue.fromS("idle"))
                            .containsEntry("owner", AttributeValue.fromS("admin"))
                            .doesNotContainKeys("lastUsedAt", "digest"));
            assertThat(client.withToken(regenerated).isAuthenticated()).isTrue();
            overlapping = regenerated;
        }
        try (TestStack stack = TestStack.start(data, pepperParameters("2=" + secondKey))) {
            ApiClient client = stack.clientWithToken(adminToken);
            List.of(used, overlapping, fresh)
                    .forEach(each ->
                            assertThat(client.withToken(each).isAuthenticated()).isTrue());
            client.withToken(idle).get(TOKENS + "/" + idle.id()).expectError(503);
            client.withTokenValue(TamperedTokens.tokenValue(TamperedTokens.id()))
                    .get(TOKENS)
                    .expectError(401);
        }
        try (TestStack stack = TestStack.start(data, pepperParameters("2=" + secondKey + ",1=" + firstKey))) {
            ApiClient client = stack.clientWithToken(adminToken);
            assertThat(client.withToken(idle).isAuthenticated()).isTrue();
            useUntilMigrated(stack, client.withToken(idle), idle.id(), "pepper");
            assertThat(count(stack, 1)).isZero();
        }
    }

    @Test
    void a_digest_migration_costs_one_write_unit_once() {
        try (TestStack stack = TestStack.start(data, pepperParameters("2=" + secondKey + ",1=" + firstKey));
                CountingDynamoDbProxy dynamoDb =
                        new CountingDynamoDbProxy(stack.localTokenry().aws().environment());
                Gateway gateway = stack.startDetour(
                        Map.of("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint()), List.of("AuthorizeFunction"))) {
            ApiClient client =
                    stack.clientWithToken(adminToken).withBaseUrl(gateway.uri().resolve("/api"));
            // The first write of an environment loads classes, which can exceed the timeout.
            useUntilMigrated(stack, client, idOf(adminToken), "pepper");
            useUntilNoWrites(dynamoDb, client);
            int macCalls = stack.localTokenry().aws().kmsCallCount("GenerateMac");

            ApiClient tokenClient = client.withToken(used);
            assertThat(tokenClient.isAuthenticated()).isTrue();
            assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITHOUT_USER, READ, WRITE, WRITE);
            assertThat(pepper(stack, used.id())).isEqualTo(2);

            for (int i = 0; i < 10; i++) {
                assertThat(tokenClient.isAuthenticated()).isTrue();
                assertThat(dynamoDb.takeCalls()).containsExactly(READ_WITHOUT_USER);
            }
            assertThat(stack.localTokenry().aws().kmsCallCount("GenerateMac")).isEqualTo(macCalls);
        }
    }

    @Test
    void a_disabled_new_key_prevents_new_secrets_and_existing_tokens_keep_working() {
        try (TestStack stack = TestStack.start(data, pepperParameters("2=" + secondKey + ",1=" + firstKey));
                KmsClient kms = stack.kms();
                Gateway gateway = stack.startDetour(Map.of(), List.of())) {
            kms.disableKey(request -> request.keyId(secondKey));
            ApiClient client =
                    stack.clientWithToken(adminToken).withBaseUrl(gateway.uri().resolve("/api"));

            assertThat(client.withToken(used).isAuthenticated()).isTrue();
            client.post(TOKENS, NEW).expectError(503);
            client.post(TOKENS + "/" + used.id() + "/regenerate").expectError(503);

            assertThat(client.withToken(used).isAuthenticated()).isTrue();
            assertThat(pepper(stack, used.id())).isEqualTo(1);
        }
    }

    @Test
    void swapped_keys_deny_all_requests_until_corrected() {
        try (TestStack stack = TestStack.start(data, pepperParameters("1=" + firstKey + ",2=" + secondKey));
                Gateway gateway = stack.startDetour(
                        Map.of("PEPPER_KEYS", "1=" + secondKey + ",2=" + firstKey), List.of("AuthorizeFunction"))) {
            ApiClient client = stack.clientWithToken(adminToken);
            client.withBaseUrl(gateway.uri().resolve("/api")).get(TOKENS).expectError(503);
            client.get(TOKENS).expectStatus(200);
        }
    }

    private void assertUsedTokenIsMigrated(TestStack stack, ApiClient client) {
        String path = TOKENS + "/" + used.id();
        String etag = client.get(path).header("ETag");
        useUntilMigrated(stack, client.withToken(used), used.id(), "pepper");
        assertThat(client.get(path).expectStatus(200).header("ETag")).isEqualTo(etag);
    }

    /** Creates a token whose previous secret has version 1, which is migrated like a current secret. */
    private IssuedToken regenerateWithOverlap(TestStack stack, ApiClient client) {
        IssuedToken next = IssuedToken.from(
                client.post(TOKENS + "/" + overlapping.id() + "/regenerate", TestJson.format("{'overlapSeconds':3600}"))
                        .expectStatus(200));
        assertThat(pepper(stack, overlapping.id())).isEqualTo(2);
        assertThat(number(stack, overlapping.id(), "previousPepper")).isEqualTo(1);
        useUntilMigrated(stack, client.withToken(overlapping), overlapping.id(), "previousPepper");
        return next;
    }

    /** A write that exceeded its timeout is still executed, and would be counted with the next request. */
    private static void useUntilNoWrites(CountingDynamoDbProxy dynamoDb, ApiClient client) {
        for (int i = 0; i < 10; i++) {
            assertThat(client.isAuthenticated()).isTrue();
            if (dynamoDb.takeCalls().equals(List.of(READ_WITHOUT_USER))) {
                return;
            }
        }
        throw new AssertionError("A use goes on writing");
    }

    /** On a busy machine a migration can exceed its timeout of 150 ms; the next use repeats it, as documented. */
    private static void useUntilMigrated(TestStack stack, ApiClient tokenClient, String id, String attribute) {
        for (int i = 0; i < 10; i++) {
            tokenClient.get(TOKENS + "/" + id).expectStatus(200);
            if (number(stack, id, attribute) == 2) {
                return;
            }
        }
        throw new AssertionError("No use renewed " + attribute);
    }

    private static String invokeBootstrap(TestStack stack) {
        return switch (stack.localTokenry().invoke("BootstrapFunction", "{}")) {
            case InvocationResult.Payload payload -> payload.json();
            case InvocationResult.FunctionError error -> throw new AssertionError(error.errorMessage());
        };
    }

    private static int count(TestStack stack, int version) {
        try (DynamoDbClient dynamo = stack.dynamoDb()) {
            return PepperUsageScan.count(version, dynamo, table(stack));
        }
    }

    private static int pepper(TestStack stack, String id) {
        return number(stack, id, "pepper");
    }

    private static int number(TestStack stack, String id, String attribute) {
        try (DynamoDbClient dynamo = stack.dynamoDb()) {
            return Integer.parseInt(dynamo.getItem(get -> get.tableName(table(stack))
                            .key(Map.of("pk", AttributeValue.fromS(id)))
                            .consistentRead(true))
                    .item()
                    .get(attribute)
                    .n());
        }
    }

    private static String idOf(String token) {
        return token.substring(0, token.lastIndexOf('.'));
    }

    private static String table(TestStack stack) {
        return stack.variable("CreateFunction", "TABLE_NAME");
    }

    private static Map<String, String> pepperParameters(String keys) {
        return Map.of("PepperKeys", keys);
    }
}
