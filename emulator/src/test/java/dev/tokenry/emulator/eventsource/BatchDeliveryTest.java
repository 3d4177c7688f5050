package dev.tokenry.emulator.eventsource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.cloudformation.EventSourceSpec;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.eventsource.DiscardedBatch.Condition;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchDeliveryTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final EmulatedFunction function = EmulatedFunction.of(new FunctionSpec(
            "Watch",
            "Watch",
            "arn:watch",
            "java25",
            StreamHandler.class.getName(),
            "none.zip",
            null,
            Duration.ofSeconds(60),
            128,
            Map.of()));
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> checkpoints = new ArrayList<>();
    private final List<DiscardedBatch> discarded = new ArrayList<>();

    private final List<StreamRecord> batch = List.of(record(1, 90), record(2, 30), record(3, 0));

    /** Failures that name no record of the batch. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"item\":\"0003\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"0004\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"0003\"},{\"itemIdentifier\":\"x\"}]}",
            })
    void a_failure_that_names_no_record_is_one_of_the_batch(String response) throws Exception {
        respond(response, "");

        deliver(OptionalInt.empty(), Optional.empty());

        assertThat(invocations()).containsExactly("123", "123");
        assertThat(checkpoints).containsExactly("0003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}", "\"done\""})
    void a_response_without_failures_is_a_success(String response) throws Exception {
        respond(response);

        deliver(OptionalInt.empty(), Optional.empty());

        assertThat(invocations()).containsExactly("123");
        assertThat(checkpoints).containsExactly("0003");
    }

    @Test
    void records_before_the_first_failure_are_not_delivered_again() throws Exception {
        respond(failureOf("0003", "2"), failureOf("3"), "");

        deliver(OptionalInt.empty(), Optional.empty());

        assertThat(invocations()).containsExactly("123", "23", "3");
        assertThat(checkpoints).containsExactly("0001", "0002", "0003");
    }

    @Test
    void records_are_discarded_after_the_last_retry_of_their_batch() throws Exception {
        respond(failureOf("2"), failureOf("2"), failureOf("2"));

        deliver(OptionalInt.of(2), Optional.empty());

        assertThat(invocations()).containsExactly("123", "23", "23");
        assertThat(checkpoints).containsExactly("0001", "0003");
        assertThat(discarded).singleElement().satisfies(dropped -> {
            assertThat(dropped.condition()).isEqualTo(Condition.RETRY_ATTEMPTS_EXHAUSTED);
            assertThat(dropped.records()).isEqualTo(batch.subList(1, 3));
            assertThat(dropped.invocations()).isEqualTo(3);
            assertThat(dropped.message(NOW)).doesNotContain("functionError");
        });
    }

    @Test
    void records_that_are_too_old_are_discarded_without_an_invocation() throws Exception {
        respond("");

        deliver(OptionalInt.empty(), Optional.of(Duration.ofSeconds(60)));

        assertThat(invocations()).containsExactly("23");
        assertThat(checkpoints).containsExactly("0001", "0003");
        assertThat(discarded).singleElement().satisfies(dropped -> {
            assertThat(dropped.condition()).isEqualTo(Condition.RECORD_AGE_EXCEEDED);
            assertThat(dropped.records()).isEqualTo(batch.subList(0, 1));
        });
    }

    @Test
    void a_closed_delivery_invokes_nothing_and_discards_nothing() throws Exception {
        respond("");
        closed.countDown();

        deliver(OptionalInt.of(0), Optional.empty());

        assertThat(invocations()).isEmpty();
        assertThat(checkpoints).isEmpty();
        assertThat(discarded).isEmpty();
    }

    @Test
    void a_failure_while_the_delivery_is_closed_discards_nothing() throws Exception {
        StreamHandler.respond(event -> {
            closed.countDown();
            return failureOf("2");
        });

        deliver(OptionalInt.of(0), Optional.empty());

        assertThat(invocations()).containsExactly("123");
        assertThat(checkpoints).containsExactly("0001");
        assertThat(discarded).isEmpty();
    }

    private void deliver(OptionalInt maxRetries, Optional<Duration> maxAge) throws InterruptedException {
        EventSourceSpec spec = new EventSourceSpec(
                "mapping",
                "arn:watch",
                "arn:stream",
                100,
                Duration.ZERO,
                true,
                false,
                maxRetries,
                maxAge,
                Optional.empty());
        new BatchDelivery(
                        spec,
                        function,
                        InstantSource.fixed(NOW),
                        closed,
                        "arn:stream",
                        "shard",
                        last -> checkpoints.add(last.sequenceNumber()),
                        discarded::add)
                .deliver(batch);
    }

    private static void respond(String... responses) {
        List<String> left = new ArrayList<>(List.of(responses));
        Function<JsonNode, String> next = event -> left.removeFirst();
        StreamHandler.respond(next);
    }

    private static String failureOf(String... sequenceNumbers) {
        return Stream.of(sequenceNumbers)
                .map("{\"itemIdentifier\":\"%s\"}"::formatted)
                .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}"));
    }

    /** Returns the numbers of the records of each invocation. */
    private static List<String> invocations() {
        return StreamHandler.EVENTS.stream()
                .map(event -> event.path("Records")
                        .valueStream()
                        .map(each -> each.path("number").asText())
                        .collect(Collectors.joining()))
                .toList();
    }

    private static StreamRecord record(int number, int ageInSeconds) {
        return new StreamRecord("000" + number, NOW.minusSeconds(ageInSeconds), "{\"number\":" + number + "}");
    }
}
