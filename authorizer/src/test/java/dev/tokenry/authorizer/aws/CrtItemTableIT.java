package dev.tokenry.authorizer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.aws.CallSettings;
import dev.tokenry.backend.AwsService;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.backend.TestBackend;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.store.dynamodb.Attribute;
import dev.tokenry.store.dynamodb.ConditionalUpdate;
import dev.tokenry.store.dynamodb.DynamoTable;
import dev.tokenry.store.dynamodb.ItemTable;
import dev.tokenry.store.dynamodb.TestTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table of the authorizer reads and writes the same as the AWS SDK. */
@RequiresBackend
class CrtItemTableIT {

    private final TestTable table = new TestTable();
    private final ItemTable sdk = new DynamoTable(TestTable.clientBuilder().build(), table.name(), new Random(1));
    private final ItemTable crt = services(table.name())
            .table(CallSettings.DYNAMODB.withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(60)));

    private static CrtServices services(String table) {
        return TestServices.at(
                TestBackend.current().endpoint(AwsService.DYNAMODB).toString(),
                table,
                Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"),
                InstantSource.system());
    }

    @Test
    void values_of_every_type_are_read_as_by_the_sdk() {
        table.load(List.of(Map.ofEntries(
                Map.entry("pk", AttributeValue.fromS("key \"Ω\" 😀 \\ \u0007 / \u2028")),
                Map.entry("empty", AttributeValue.fromS("")),
                Map.entry("long", AttributeValue.fromS("x\n".repeat(50_000))),
                Map.entry("number", AttributeValue.fromN("12345678901234567890.123456789")),
                Map.entry("negative", AttributeValue.fromN("-1")),
                Map.entry("binary", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1, 127, -128, 10}))),
                Map.entry("noBytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0]))),
                Map.entry("yes", AttributeValue.fromBool(true)),
                Map.entry("no", AttributeValue.fromBool(false)),
                Map.entry("null", AttributeValue.fromNul(true)),
                Map.entry("strings", AttributeValue.fromSs(List.of("b", "a", "Ω"))),
                Map.entry("numbers", AttributeValue.fromNs(List.of("3", "1"))),
                Map.entry("binaries", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("a?>")))),
                Map.entry("emptyList", AttributeValue.fromL(List.of())),
                Map.entry(
                        "nested",
                        AttributeValue.fromM(Map.of(
                                " ",
                                AttributeValue.fromL(List.of(
                                        AttributeValue.fromM(Map.of("a.b", AttributeValue.fromS("c"))),
                                        AttributeValue.fromN("1")))))))));

        String key = "key \"Ω\" 😀 \\ \u0007 / \u2028";
        assertThat(crt.getItem(key)).isPresent().isEqualTo(sdk.getItem(key));
        assertThat(crt.getTogether(List.of(key, "absent")))
                .hasSize(1)
                .isEqualTo(sdk.getTogether(List.of(key, "absent")));
    }

    @Test
    void absent_items_are_absent() {
        assertThat(crt.getItem("absent")).isEmpty();
        assertThat(crt.getTogether(List.of("absent", "also absent"))).isEmpty();
    }

    @Test
    void update_writes_values_as_the_sdk_does_if_the_condition_is_met() {
        Attribute value = Attribute.fromM(Map.of(
                "list", Attribute.fromL(List.of(Attribute.fromBool(true), Attribute.fromNull())),
                "binary", Attribute.fromB(new byte[] {0, -1}),
                "strings", Attribute.fromSs(List.of("Ω", "\"")),
                "numbers", Attribute.fromNs(List.of("1", "2")),
                "binaries", Attribute.fromBs(List.of("AP8=")),
                "number", Attribute.fromN("-1.5"),
                "text", Attribute.fromS("😀\u0000")));
        ConditionalUpdate ifAbsent = update("attribute_not_exists(#key)", value);

        assertThat(crt.updateIdempotent("by crt", ifAbsent)).isTrue();
        assertThat(sdk.updateIdempotent("by sdk", ifAbsent)).isTrue();
        assertThat(crt.updateIdempotent("by sdk", ifAbsent)).isFalse();
        assertThat(crt.updateIdempotent("by crt", update("attribute_exists(#key)", value)))
                .isTrue();

        // The order of a set is not kept.
        assertThat(sdk.getItem("by crt").orElseThrow().get("value"))
                .isEqualTo(sdk.getItem("by sdk").orElseThrow().get("value"));
    }

    private static ConditionalUpdate update(String condition, Attribute value) {
        return new ConditionalUpdate(
                "SET #value = :value", condition, Map.of("#value", "value", "#key", "pk"), Map.of(":value", value));
    }

    @Test
    void table_that_does_not_exist_is_unavailable() {
        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> services("none").table().getItem("key"));
    }

    /** Lambda Managed Instances run one handler in many threads. */
    @Test
    void many_threads_share_the_connections() throws Exception {
        table.load(IntStream.range(0, 64)
                .mapToObj(number -> Map.of(
                        "pk",
                        AttributeValue.fromS("key" + number),
                        "number",
                        AttributeValue.fromN(Integer.toString(number))))
                .toList());
        try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 640; i++) {
                String number = Integer.toString(i % 64);
                calls.add(() -> crt.getTogether(List.of("key" + number, "absent"))
                        .get("key" + number)
                        .get("number")
                        .n()
                        .equals(number));
            }
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        }
    }
}
