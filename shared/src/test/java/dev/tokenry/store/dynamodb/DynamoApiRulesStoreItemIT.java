package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.LateRequests;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.dynamodb.ConsumedCapacityRecorder.Units;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of rules: their attributes, invalid ones, the cost of calls, and faults. */
@RequiresBackend
class DynamoApiRulesStoreItemIT {

    private static final ApiRules RULES =
            new ApiRules(List.of("GET /orders/{id} anyOf(entities.read)"), Duration.ofSeconds(60), true);

    private final TestTable table = new TestTable();
    private final FaultyHttpClient http = new FaultyHttpClient();
    private final ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
    private final DynamoDbClient client = TestTable.clientBuilder()
            .httpClient(http)
            .overrideConfiguration(DynamoClientSettings.standard().toBuilder()
                    .apiCallAttemptTimeout(Duration.ofSeconds(20))
                    .apiCallTimeout(Duration.ofSeconds(60))
                    .addExecutionInterceptor(capacities)
                    .build())
            .build();
    private final ApiRulesStore store =
            new DynamoApiRulesStore(client, table.name(), TestTable.CLOCK, new SecureRandom());

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void rules_of_an_api_are_one_item_outside_all_indexes() {
        store.replace("a1b2c3", RULES, STAMP);

        assertThat(table.keys()).containsExactly("rules#a1b2c3");
        assertThat(table.item("rules#a1b2c3"))
                .containsOnlyKeys(
                        "pk", "rules", "resultTtlSeconds", "simpleResponses", "recordVersion", "nonce", "lastChange");
    }

    @Test
    void deleted_rules_leave_a_tombstone() {
        store.replace("a1b2c3", RULES, STAMP);
        store.delete("a1b2c3", STAMP);

        Map<String, AttributeValue> tombstone = table.item("rules#a1b2c3");
        assertThat(tombstone)
                .containsOnlyKeys("pk", "deletedAt", "purgeAt", "recordVersion", "nonce", "nonce1", "lastChange");
        assertThat(tombstone.get("purgeAt").n())
                .isEqualTo(Long.toString(TestTable.CLOCK.instant().getEpochSecond() + 3600));
        store.delete("a1b2c3", STAMP);
        assertThat(table.item("rules#a1b2c3")).isEqualTo(tombstone);
    }

    @Test
    void deleting_missing_rules_writes_nothing() {
        store.delete("a1b2c3", STAMP);

        assertThat(table.keys()).isEmpty();
    }

    @Test
    void a_replacement_that_arrives_late_does_not_revive_deleted_rules() throws IOException {
        LateRequests late = new LateRequests();
        for (int run = 0; run < 2; run++) {
            // The first run inserts an item, the second one replaces a tombstone.
            http.enqueue(FaultyHttpClient.PASS, late);
            store.replace("a1b2c3", RULES, STAMP);
            store.delete("a1b2c3", STAMP);
            late.execute();

            assertThat(store.find("a1b2c3")).isEmpty();
        }
    }

    @Test
    @RequiresBackend(Capability.CONSUMED_CAPACITY)
    void finding_rules_costs_one_strongly_consistent_read() {
        store.replace("a1b2c3", RULES, STAMP);
        assertThat(capacities.takeUnits()).isEqualTo(new Units(2, 0));

        store.find("a1b2c3");
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
        store.find("nothing");
        assertThat(capacities.takeUnits()).isEqualTo(new Units(1, 0));
        assertThat(http.calls()).containsExactly("GetItem", "PutItem", "GetItem", "GetItem");
    }

    @Test
    void maximum_number_of_rules_fits_in_an_item() {
        ApiRules largest = new ApiRules(Collections.nCopies(300, "x".repeat(1024)), Duration.ZERO, false);
        store.replace("a1b2c3", largest, STAMP);

        assertThat(store.find("a1b2c3")).hasValue(largest);
    }

    @Test
    void a_newer_record_is_not_read() {
        insertItem(Map.of("recordVersion", n("2")));

        assertThatThrownBy(() -> store.find("a1b2c3"))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record rules#a1b2c3 has format version 2; this program supports versions up to 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules", "resultTtlSeconds", "simpleResponses", "recordVersion"})
    void an_item_without_a_required_attribute_is_corrupt(String attribute) {
        insertItem(Map.of());
        table.client()
                .updateItem(update -> update.tableName(table.name())
                        .key(Map.of("pk", s("rules#a1b2c3")))
                        .updateExpression("REMOVE #attribute")
                        .expressionAttributeNames(Map.of("#attribute", attribute)));

        assertCorrupt(attribute);
    }

    static Stream<Arguments> wrongTypes() {
        return Stream.of(
                Arguments.of("rules", s("GET /a public")),
                Arguments.of("rules", AttributeValue.fromSs(List.of("GET /a public"))),
                Arguments.of("rules", AttributeValue.fromL(List.of(n("1")))),
                Arguments.of("resultTtlSeconds", n("-1")),
                Arguments.of("resultTtlSeconds", n("3601")),
                Arguments.of("resultTtlSeconds", n("0.5")),
                Arguments.of("resultTtlSeconds", s("0")),
                Arguments.of("simpleResponses", s("true")),
                Arguments.of("simpleResponses", n("1")),
                Arguments.of("recordVersion", n("0")),
                Arguments.of("recordVersion", s("1")));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void item_with_an_attribute_of_another_type_is_corrupt(String attribute, AttributeValue value) {
        insertItem(Map.of(attribute, value));

        assertCorrupt(attribute);
    }

    @Test
    void a_corrupt_item_can_be_replaced() {
        insertItem(Map.of("rules", n("1")));
        store.replace("a1b2c3", RULES, STAMP);

        assertThat(store.find("a1b2c3")).hasValue(RULES);
    }

    @Test
    void write_with_a_lost_response_succeeds() {
        http.enqueue(FaultyHttpClient.PASS, FaultyHttpClient.LOSE_RESPONSE);
        store.replace("a1b2c3", RULES, STAMP);
        assertThat(store.find("a1b2c3")).hasValue(RULES);

        http.enqueue(FaultyHttpClient.PASS, FaultyHttpClient.LOSE_RESPONSE);
        store.delete("a1b2c3", STAMP);
        assertThat(store.find("a1b2c3")).isEmpty();
        assertThat(http.calls())
                .containsExactly(
                        "GetItem", "PutItem", "GetItem", "GetItem", "GetItem", "PutItem", "GetItem", "GetItem");
    }

    @Test
    void request_that_arrives_late_changes_nothing() throws IOException {
        ApiRulesStore other =
                new DynamoApiRulesStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom());
        ApiRules others = new ApiRules(List.of("GET /other any"), Duration.ZERO, false);
        LateRequests late = new LateRequests();
        http.enqueue(FaultyHttpClient.PASS, late);
        store.replace("a1b2c3", RULES, STAMP);
        http.enqueue(FaultyHttpClient.PASS, late);
        store.delete("a1b2c3", STAMP);
        other.replace("a1b2c3", others, STAMP);

        late.execute();
        assertThat(other.find("a1b2c3")).hasValue(others);
    }

    @Test
    void faults_make_the_store_unavailable() {
        store.replace("a1b2c3", RULES, STAMP);
        for (FaultyHttpClient.CallBehaviour fault :
                List.of(FaultyHttpClient.REFUSE_CONNECTION, FaultyHttpClient.THROTTLE, FaultyHttpClient.FAIL)) {
            http.setDefault(fault);
            assertThatThrownBy(() -> store.find("a1b2c3")).isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> store.replace("a1b2c3", RULES, STAMP))
                    .isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> store.delete("a1b2c3", STAMP)).isInstanceOf(ServiceUnavailableException.class);
        }
    }

    private void assertCorrupt(String attribute) {
        assertThatThrownBy(() -> store.find("a1b2c3"))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record rules#a1b2c3 is corrupt: " + attribute);
    }

    /** Inserts an item as the store writes it, except for these attributes. */
    private void insertItem(Map<String, AttributeValue> attributes) {
        store.replace("a1b2c3", RULES, STAMP);
        Map<String, AttributeValue> item = new HashMap<>(table.item("rules#a1b2c3"));
        item.putAll(attributes);
        table.load(List.of(item));
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }
}
