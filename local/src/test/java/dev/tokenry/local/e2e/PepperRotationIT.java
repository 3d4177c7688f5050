package dev.tokenry.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.local.e2e.CountedDynamoDb.Call;
import dev.tokenry.emulator.apigateway.Gateway;
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

/** The steps of docs/operations.md, one stack after the other over the same data: no token is lost on the way. */
class PepperRotationIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String NEW = Json.of("{'name':'n','scopes':['metrics.read']}");

    private static final Call READ = new Call("GetItem", true, 1, 0);
    private static final Call WRITE = new Call("UpdateItem", false, 1, 0);

    @TempDir
    Path data;

    private String admin;
    private String one;
    private String two;
    private Issued used;
    private Issued overlapping;
    private Issued idle;

    /** Three tokens beside the administrator's, all of version 1, and a key for version 2. */
    @BeforeEach
    void make_tokens_under_the_first_pepper() {
        try (TestStack stack = TestStack.start(data);
                KmsClient kms = stack.kms()) {
            admin = Objects.requireNonNull(stack.admin().token());
            one = stack.variable("CreateFunction", "PEPPER_KEYS").substring("1=".length());
            two = kms.createKey(request -> request.keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC"))
                    .keyMetadata()
                    .arn();
            used = stack.admin().create("{'name':'used','scopes':['metrics.read','apiTokens.rotateSelf']}");
            overlapping = stack.admin().create("{'name':'overlapping','scopes':['metrics.read']}");
            idle = stack.admin().create("{'name':'idle','scopes':['metrics.read']}");
            assertThat(count(stack, 1)).isEqualTo(4);
        }
    }

    @Test
    void a_rotation_loses_no_token_that_is_used_and_a_lost_one_is_healed_by_a_step_back() {
        try (TestStack stack = TestStack.start(data, peppers("1=" + one + ",2=" + two))) {
            Caller caller = stack.holder(admin);
            List.of(used, overlapping)
                    .forEach(each -> assertThat(caller.with(each).isIn()).isTrue());
            assertThat(bootstrapAgain(stack)).contains("\"created\":false", "\"pepperVersions\":[1,2]");
            assertThat(pepper(stack, used.id())).isEqualTo(1);
            assertThat(count(stack, 1)).isEqualTo(4);
            assertThat(count(stack, 2)).isZero();
        }
        Issued fresh;
        try (TestStack stack = TestStack.start(data, peppers("2=" + two + ",1=" + one))) {
            Caller caller = stack.holder(admin);
            fresh = caller.create("{'name':'fresh','scopes':['metrics.read']}");
            assertThat(pepper(stack, fresh.id())).isEqualTo(2);
            renews_what_is_used(stack, caller);
            Issued regenerated = regenerates_with_an_overlap(stack, caller);
            renew(stack, caller, idOf(admin), "pepper");

            assertThat(count(stack, 2)).isEqualTo(4);
            assertThat(count(stack, 1)).isEqualTo(1);
            assertThat(PepperCount.whoseAre(1, stack.dynamoDb(), table(stack)))
                    .singleElement()
                    .satisfies(item -> assertThat(item)
                            .containsEntry("pk", AttributeValue.fromS(idle.id()))
                            .containsEntry("name", AttributeValue.fromS("idle"))
                            .containsEntry("owner", AttributeValue.fromS("admin"))
                            .doesNotContainKeys("lastUsedAt", "digest"));
            assertThat(caller.with(regenerated).isIn()).isTrue();
            overlapping = regenerated;
        }
        try (TestStack stack = TestStack.start(data, peppers("2=" + two))) {
            Caller caller = stack.holder(admin);
            List.of(used, overlapping, fresh)
                    .forEach(each -> assertThat(caller.with(each).isIn()).isTrue());
            caller.with(idle).get(TOKENS + "/" + idle.id()).isError(503);
            caller.holder(Forged.token(Forged.id())).get(TOKENS).isError(401);
        }
        try (TestStack stack = TestStack.start(data, peppers("2=" + two + ",1=" + one))) {
            Caller caller = stack.holder(admin);
            assertThat(caller.with(idle).isIn()).isTrue();
            renew(stack, caller.with(idle), idle.id(), "pepper");
            assertThat(count(stack, 1)).isZero();
        }
    }

    @Test
    void a_renewal_is_one_write_unit_once_and_a_renewed_token_costs_what_any_does() {
        try (TestStack stack = TestStack.start(data, peppers("2=" + two + ",1=" + one));
                CountedDynamoDb dynamoDb = new CountedDynamoDb(Objects.requireNonNull(
                        stack.running().aws().environment().get("AWS_ENDPOINT_URL_DYNAMODB")));
                Gateway gateway = stack.detour(
                        Map.of("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint()), List.of("AuthorizeFunction"))) {
            Caller caller = stack.holder(admin).at(gateway.uri().resolve("/api"));
            // The first write of an environment loads classes, and may take more time than it has.
            renew(stack, caller, idOf(admin), "pepper");
            takeUntilQuiet(dynamoDb, caller);
            int macs = stack.running().aws().kmsCallCount("GenerateMac");

            Caller holder = caller.with(used);
            assertThat(holder.isIn()).isTrue();
            assertThat(dynamoDb.take()).containsExactly(READ, WRITE, WRITE);
            assertThat(pepper(stack, used.id())).isEqualTo(2);

            for (int i = 0; i < 10; i++) {
                assertThat(holder.isIn()).isTrue();
                assertThat(dynamoDb.take()).containsExactly(READ);
            }
            assertThat(stack.running().aws().kmsCallCount("GenerateMac")).isEqualTo(macs);
        }
    }

    @Test
    void a_new_pepper_whose_key_is_disabled_mints_nothing_and_the_old_tokens_work() {
        try (TestStack stack = TestStack.start(data, peppers("2=" + two + ",1=" + one));
                KmsClient kms = stack.kms();
                Gateway gateway = stack.detour(Map.of(), List.of())) {
            kms.disableKey(request -> request.keyId(two));
            Caller caller = stack.holder(admin).at(gateway.uri().resolve("/api"));

            assertThat(caller.with(used).isIn()).isTrue();
            caller.post(TOKENS, NEW).isError(503);
            caller.post(TOKENS + "/" + used.id() + "/regenerate").isError(503);

            assertThat(caller.with(used).isIn()).isTrue();
            assertThat(pepper(stack, used.id())).isEqualTo(1);
        }
    }

    @Test
    void keys_that_are_swapped_let_nobody_in_until_they_are_put_right() {
        try (TestStack stack = TestStack.start(data, peppers("1=" + one + ",2=" + two));
                Gateway gateway =
                        stack.detour(Map.of("PEPPER_KEYS", "1=" + two + ",2=" + one), List.of("AuthorizeFunction"))) {
            Caller caller = stack.holder(admin);
            caller.at(gateway.uri().resolve("/api")).get(TOKENS).isError(503);
            caller.get(TOKENS).is(200);
        }
    }

    private void renews_what_is_used(TestStack stack, Caller caller) {
        String path = TOKENS + "/" + used.id();
        String etag = caller.get(path).header("ETag");
        renew(stack, caller.with(used), used.id(), "pepper");
        assertThat(caller.get(path).is(200).header("ETag")).isEqualTo(etag);
    }

    /** Its former secret is of version 1 then, and is renewed like a current one. */
    private Issued regenerates_with_an_overlap(TestStack stack, Caller caller) {
        Issued next = Issued.in(
                caller.post(TOKENS + "/" + overlapping.id() + "/regenerate", Json.of("{'overlapSeconds':3600}"))
                        .is(200));
        assertThat(pepper(stack, overlapping.id())).isEqualTo(2);
        assertThat(number(stack, overlapping.id(), "previousPepper")).isEqualTo(1);
        renew(stack, caller.with(overlapping), overlapping.id(), "previousPepper");
        return next;
    }

    /** A write that was too late for its use comes still, and would be counted with the next. */
    private static void takeUntilQuiet(CountedDynamoDb dynamoDb, Caller caller) {
        for (int i = 0; i < 10; i++) {
            assertThat(caller.isIn()).isTrue();
            if (dynamoDb.take().equals(List.of(READ))) {
                return;
            }
        }
        throw new AssertionError("A use goes on writing");
    }

    /** A busy machine can miss the 150 ms that a renewal has: the next use tries again, as promised. */
    private static void renew(TestStack stack, Caller holder, String id, String attribute) {
        for (int i = 0; i < 10; i++) {
            holder.get(TOKENS + "/" + id).is(200);
            if (number(stack, id, attribute) == 2) {
                return;
            }
        }
        throw new AssertionError("No use renewed " + attribute);
    }

    private static String bootstrapAgain(TestStack stack) {
        return switch (stack.running().invoke("BootstrapFunction", "{}")) {
            case InvocationResult.Payload answer -> answer.json();
            case InvocationResult.FunctionError error -> throw new AssertionError(error.errorMessage());
        };
    }

    private static int count(TestStack stack, int version) {
        try (DynamoDbClient dynamo = stack.dynamoDb()) {
            return PepperCount.of(version, dynamo, table(stack));
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

    private static Map<String, String> peppers(String keys) {
        return Map.of("PepperKeys", keys);
    }
}
