package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.aws.AwsFaults;
import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.FaultyHttpClient.CallBehaviour;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The outcome of every fault for every operation of the table. */
class DynamoFaultsTest {

    private static final WriteCondition CONDITION =
            new WriteCondition("#c = :c", Map.of("#c", "version"), Map.of(":c", Attribute.fromN("1")));

    private record Operation(String name, Consumer<DynamoTable> call) {}

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("GetItem", it -> it.getItem("key")),
            new Operation("BatchGetItem", it -> it.batchGet(List.of("key"), null)),
            new Operation("Query", it -> it.queries().queryRows(1, _ -> QueryRequest.builder(), Optional::of)),
            new Operation("Scan", it -> it.queries().scanPages(_ -> {})),
            new Operation(
                    "UpdateItem",
                    it -> it.updateIdempotent(
                            "key", new ItemBuilder().string("a", "b").update(CONDITION))),
            new Operation("PutItem", it -> it.putIfAbsent("key", new ItemBuilder(), STAMP)),
            new Operation("UpdateItem", it -> it.update("key", new ItemBuilder(), CONDITION, STAMP)),
            new Operation("TransactWriteItems", DynamoFaultsTest::commitTransaction));

    private static final List<Operation> WRITES = OPERATIONS.subList(5, OPERATIONS.size());

    private final FaultyHttpClient http = new FaultyHttpClient();
    private final DynamoDbClient client =
            http.configure(DynamoDbClient.builder()).build();
    private final DynamoTable table = new DynamoTable(client, "tokens", new Random(1));

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    static Stream<Named<CallBehaviour>> faults() {
        return AwsFaults.all();
    }

    // The time goes into the pauses between attempts.
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("faults")
    void every_fault_makes_the_table_unavailable(CallBehaviour fault) {
        http.setDefault(fault);

        for (Operation operation : OPERATIONS) {
            int callsBefore = http.calls().size();
            assertUnavailable(() -> operation.call().accept(table));
            // A write may be repeated after the item was read.
            assertThat(http.calls().subList(callsBefore, http.calls().size()))
                    .startsWith(operation.name())
                    .isSubsetOf(operation.name(), "GetItem");
        }
    }

    @ParameterizedTest
    @MethodSource("certainFaults")
    void write_that_was_certainly_not_made_is_not_called_unknown(CallBehaviour fault) {
        http.setDefault(fault);

        for (Operation write : WRITES) {
            assertThatExceptionOfType(ServiceUnavailableException.class)
                    .isThrownBy(() -> write.call().accept(table))
                    .isNotInstanceOf(OutcomeUnknownException.class);
        }
        assertThat(http.calls()).doesNotContain("GetItem");
    }

    static Stream<Named<CallBehaviour>> certainFaults() {
        return Stream.of(
                Named.of("throttled", FaultyHttpClient.THROTTLE),
                Named.of("connection refused", FaultyHttpClient.REFUSE_CONNECTION),
                Named.of(
                        "no permission",
                        FaultyHttpClient.respond(
                                400, "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\"}")));
    }

    @Test
    void write_that_may_have_been_made_is_called_unknown_even_if_the_last_attempt_was_rejected() {
        for (Operation write : WRITES) {
            http.enqueue(FaultyHttpClient.FAIL);
            http.setDefault(FaultyHttpClient.THROTTLE);

            assertThatExceptionOfType(OutcomeUnknownException.class)
                    .isThrownBy(() -> write.call().accept(table));
        }
    }

    /** The outcome of each is unknown; an item that is not in a response may exist. */
    @Test
    void an_incomplete_response_is_an_outage() {
        http.setDefault(FaultyHttpClient.respond(200, "{}"));

        for (Consumer<DynamoTable> call : List.<Consumer<DynamoTable>>of(
                it -> it.queries().queryRows(1, _ -> QueryRequest.builder(), Optional::of),
                it -> it.batchGet(List.of("key"), null),
                it -> it.queries().scanPages(_ -> {}))) {
            assertThatExceptionOfType(ServiceUnavailableException.class)
                    .isThrownBy(() -> call.accept(table))
                    .withMessage("DynamoDB returned an incomplete response");
        }
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> table.update("key", new ItemBuilder(), CONDITION, STAMP));
    }

    @Test
    void closed_connections_make_the_table_unavailable() {
        http.close();

        for (Operation operation : OPERATIONS) {
            assertUnavailable(() -> operation.call().accept(table));
        }
    }

    @Test
    void failed_condition_is_an_outcome() {
        http.setDefault(FaultyHttpClient.respond(
                400, "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\"}"));

        assertThat(table.putIfAbsent("key", new ItemBuilder(), STAMP).applied()).isFalse();
        assertThat(table.update("key", new ItemBuilder(), CONDITION, STAMP).applied())
                .isFalse();
        assertThat(table.updateIdempotent(
                        "key", new ItemBuilder().string("a", "b").update(CONDITION)))
                .isFalse();
    }

    @Test
    void programming_error_of_a_store_is_not_an_outage() {
        IllegalStateException error = new IllegalStateException("Not ours to hide");

        assertThatThrownBy(() -> table.queries()
                        .queryRows(
                                1,
                                _ -> {
                                    throw error;
                                },
                                Optional::of))
                .isSameAs(error);
        assertThat(http.calls()).isEmpty();

        http.setDefault(FaultyHttpClient.respond(200, "{\"Count\":1,\"Items\":[{}]}"));
        assertThatThrownBy(() -> table.queries().queryRows(1, _ -> QueryRequest.builder(), _ -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void error_of_the_jvm_is_not_an_outage() {
        http.setDefault(_ -> {
            throw new NoClassDefFoundError("dev/tokenry/Missing");
        });

        assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> table.getItem("key"));
    }

    @Test
    void interrupted_thread_makes_no_call_and_stays_interrupted() {
        for (Operation operation : OPERATIONS) {
            Thread.currentThread().interrupt();

            assertUnavailable(() -> operation.call().accept(table));
            assertThat(Thread.interrupted()).as(operation.name()).isTrue();
        }
        assertThat(http.calls()).isEmpty();
    }

    @Test
    void thread_that_is_interrupted_during_a_call_stays_interrupted() {
        http.setDefault(_ -> {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        });

        assertUnavailable(() -> table.putIfAbsent("key", new ItemBuilder(), STAMP));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void commitTransaction(DynamoTable table) {
        DynamoTransaction transaction = table.transaction(STAMP);
        transaction.putIfAbsent("key", new ItemBuilder());
        transaction.commit();
    }

    private static void assertUnavailable(Runnable call) {
        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(call::run)
                .withMessageMatching(
                        "DynamoDB is unavailable|The outcome of a write is unknown|Interrupted while waiting to retry a call");
    }
}
