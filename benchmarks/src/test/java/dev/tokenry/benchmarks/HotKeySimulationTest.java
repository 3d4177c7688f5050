package dev.tokenry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.benchmarks.HotKeySimulation.Hottest;
import dev.tokenry.benchmarks.HotKeySimulation.Workload;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy.DynamoDbCall;
import dev.tokenry.emulator.dynamodb.CountingDynamoDbProxy.DynamoDbExchange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HotKeySimulationTest {

    private static final List<KeyUse> READ =
            List.of(new KeyUse("table", "{token}", 1, 0), new KeyUse("table", "user#{owner}", 1, 0));
    private static final List<KeyUse> LAST_USE = List.of(new KeyUse("table", "{token}", 0, 1));
    private static final List<KeyUse> CREATION =
            List.of(new KeyUse("table", "{token}", 0, 1), new KeyUse("all", "token", 0, 1));

    private final HotKeySimulation simulation = new HotKeySimulation(READ, LAST_USE, CREATION, CREATION);

    @Test
    void all_tokens_of_one_owner_read_the_same_user() {
        Workload workload = new Workload("", 10, 10, 4_000, 0, 0, false);

        assertThat(simulation.run(workload)).containsExactly(new Hottest("table", "user#owner 0", 4_000, 0));
        assertThat(simulation.run(workload).getFirst().isWithinLimits()).isFalse();
    }

    @Test
    void all_changes_write_the_same_key_of_an_index() {
        Workload workload = new Workload("", 1_000, 1, 0, 100, 900, true);

        Hottest hottest = simulation.run(workload).getLast();
        assertThat(hottest).isEqualTo(new Hottest("all", "token", 0, 1_000));
        assertThat(hottest.isWithinLimits()).isTrue();
    }

    @Test
    void a_token_in_constant_use_is_written_once_in_five_minutes() {
        Workload workload = new Workload("", 1, 1, 5, 0, 0, true);

        assertThat(simulation.run(workload)).allMatch(hottest -> hottest.writes() <= 1 && hottest.reads() == 5);
    }

    @Test
    void a_request_uses_each_key_that_it_names_and_those_of_indexes() throws Exception {
        assertThat(uses("BatchGetItem", 2, """
                {"RequestItems":{"tokenry":{"Keys":[{"pk":{"S":"tk.A"}},{"pk":{"S":"user#ann"}}]}}}""", "{}")).containsExactlyElementsOf(READ);
        // The user does not exist, which DynamoDB Local does not count.
        assertThat(uses("BatchGetItem", 1, """
                {"RequestItems":{"tokenry":{"Keys":[{"pk":{"S":"tk.A"}},{"pk":{"S":"user#ann"}}]}}}""", "{}")).containsExactlyElementsOf(READ);
        assertThat(uses("PutItem", 1, """
                {"Item":{"pk":{"S":"tk.A"}}}""", """
                {"GlobalSecondaryIndexes":{"all":{"CapacityUnits":1},"byOwner":{"CapacityUnits":2}}}"""))
                .containsExactly(
                        new KeyUse("table", "{token}", 0, 1),
                        new KeyUse("all", "token", 0, 1),
                        new KeyUse("byOwner", "{owner}", 0, 2));
        assertThat(uses("TransactWriteItems", 4, """
                {"TransactItems":[{"Put":{"Item":{"pk":{"S":"tk.A"}}}},{"Update":{"Key":{"pk":{"S":"once"}}}}]}""", "{}"))
                .containsExactly(new KeyUse("table", "{token}", 0, 2), new KeyUse("table", "once", 0, 2));
    }

    private static List<KeyUse> uses(String operation, double units, String request, String consumed) throws Exception {
        JsonNode index = Backend.JSON.readTree(consumed);
        return KeyUse.of(
                new DynamoDbExchange(
                        new DynamoDbCall(operation, true, units, 0), Backend.JSON.readTree(request), index),
                Map.of("tk.A", "{token}", "user#ann", "user#{owner}"));
    }
}
