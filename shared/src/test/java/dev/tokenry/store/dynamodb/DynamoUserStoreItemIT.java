package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.FaultyHttpClient.CallBehaviour;
import dev.tokenry.aws.LateRequests;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.store.ConcurrentCalls;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
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

/** The items of users: their attributes, invalid ones, and faults. */
@RequiresBackend
class DynamoUserStoreItemIT {

    private static final Map<String, AttributeValue> KEY = Map.of("pk", s("user#anna"));

    private final TestTable table = new TestTable();
    private final FaultyHttpClient http = new FaultyHttpClient();
    private final DynamoDbClient client = TestTable.clientBuilder()
            .httpClient(http)
            .overrideConfiguration(DynamoClientSettings.standard().toBuilder()
                    .apiCallAttemptTimeout(Duration.ofSeconds(20))
                    .apiCallTimeout(Duration.ofSeconds(60))
                    .build())
            .build();
    private final UserStore store = new DynamoUserStore(client, table.name(), TestTable.CLOCK, new SecureRandom());
    private final UserQueryStore queryStore = new DynamoUserQueryStore(client, table.name(), new SecureRandom());

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void user_is_one_item_outside_the_token_indexes() {
        insert();

        assertThat(item())
                .containsOnlyKeys(
                        "pk",
                        "kind",
                        "createdKey",
                        "firstName",
                        "lastName",
                        "email",
                        "language",
                        "enabled",
                        "confirmed",
                        "scopes",
                        "manageOwnTokens",
                        "version",
                        "nonce",
                        "lastChange",
                        "recordVersion");
    }

    @Test
    void a_deleted_user_leaves_nothing_that_describes_it() {
        User deleted = insert();
        store.delete(deleted, STAMP);

        assertThat(item())
                .containsOnlyKeys(
                        "pk",
                        "recordVersion",
                        "lastChange",
                        "deletedAt",
                        "purgeAt",
                        "nonce",
                        "nonce1",
                        "nonce2",
                        "nonce3",
                        "nonce4");
        assertThat(item().get("purgeAt"))
                .isEqualTo(n(Long.toString(TestTable.CLOCK.instant().getEpochSecond() + 3600)));
        assertThat(store.delete(deleted, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(queryStore.listByName(null, 10).rows()).isEmpty();
    }

    @Test
    void a_deleted_user_can_be_created_again() {
        store.delete(insert(), STAMP);

        User other = SampleUsers.bare("anna").withVersion(99);
        assertThat(store.insert(other, STAMP)).isTrue();
        assertThat(store.insert(other, STAMP)).isFalse();
        assertThat(store.find(OwnerName.of("anna"))).hasValue(other);
        assertThat(item()).doesNotContainKeys("deletedAt", "purgeAt", "firstName");
    }

    @Test
    void an_insertion_that_arrives_late_does_not_revive_a_deleted_user() throws IOException {
        LateRequests late = new LateRequests();
        User user = SampleUsers.bare("anna");
        for (int run = 0; run < 2; run++) {
            // The first run inserts an item, the second one replaces a tombstone.
            http.enqueue(run == 0 ? new CallBehaviour[] {late} : new CallBehaviour[] {FaultyHttpClient.PASS, late});
            store.insert(user, STAMP);
            store.delete(user, STAMP);
            late.execute();

            assertThat(store.find(OwnerName.of("anna"))).isEmpty();
        }
    }

    @Test
    void an_insertion_whose_response_is_lost_does_not_revive_a_user_that_is_deleted_concurrently() {
        User user = SampleUsers.bare("anna");
        UserStore other = new DynamoUserStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom());
        http.enqueue(request -> {
            try {
                return FaultyHttpClient.LOSE_RESPONSE.call(request);
            } finally {
                other.delete(user, STAMP);
            }
        });

        assertThat(store.insert(user, STAMP)).isTrue();
        assertThat(store.find(OwnerName.of("anna"))).isEmpty();
    }

    @Test
    void a_newer_record_is_not_read() {
        insert();
        set("recordVersion", n("2"));

        assertThatThrownBy(() -> store.find(OwnerName.of("anna")))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record user#anna has format version 2; this program supports versions up to 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kind", "createdKey", "enabled", "scopes", "manageOwnTokens", "version", "nonce", "recordVersion"
            })
    void a_record_without_a_required_attribute_is_corrupt(String attribute) {
        insert();
        table.client()
                .updateItem(update -> update.tableName(table.name())
                        .key(KEY)
                        .updateExpression("REMOVE #attribute")
                        .expressionAttributeNames(Map.of("#attribute", attribute)));

        assertCorrupt(attribute);
    }

    static Stream<Arguments> wrongTypes() {
        return Stream.of(
                Arguments.of("kind", s("T")),
                Arguments.of("createdKey", s("bert")),
                Arguments.of("firstName", n("1")),
                Arguments.of("lastName", AttributeValue.fromNul(true)),
                Arguments.of("enabled", s("true")),
                Arguments.of("enabled", n("1")),
                Arguments.of("manageOwnTokens", s("")),
                Arguments.of("scopes", s("metrics.read")),
                Arguments.of("scopes", AttributeValue.fromSs(List.of("metrics.read"))),
                Arguments.of("scopes", AttributeValue.fromL(List.of(n("1")))),
                Arguments.of("scopes", AttributeValue.fromL(List.of(s("no scope")))),
                Arguments.of("scopes", AttributeValue.fromL(List.of(s("logs.read"), s("logs.read")))),
                Arguments.of("version", n("0")),
                Arguments.of("version", n("1.5")),
                Arguments.of("version", s("1")),
                Arguments.of("recordVersion", n("0")),
                Arguments.of("nonce", n("1")));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void record_with_an_attribute_of_another_type_is_corrupt(String attribute, AttributeValue value) {
        insert();
        set(attribute, value);

        assertCorrupt(attribute);
    }

    @Test
    void insert_with_a_lost_response_succeeds_once() {
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        assertThat(store.insert(SampleUsers.full("anna"), STAMP)).isTrue();
        assertThat(http.calls()).containsExactly("PutItem", "GetItem");
        assertThat(store.insert(SampleUsers.full("anna"), STAMP)).isFalse();
    }

    @Test
    void replacement_with_a_lost_response_succeeds_once() {
        User current = insert();
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        User expected = SampleUsers.bare("anna").withVersion(current.version() + 1);
        assertThat(store.replace(current, SampleUsers.bare("anna"), STAMP))
                .isEqualTo(new WriteResult.Written<>(expected));
        assertThat(store.find(OwnerName.of("anna"))).hasValue(expected);
    }

    @Test
    void delete_with_a_lost_response_succeeds() {
        User current = insert();
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);

        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.Written<>(current));
        assertThat(http.calls()).endsWith("UpdateItem", "GetItem");
        assertThat(store.find(OwnerName.of("anna"))).isEmpty();
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void of_parallel_deletions_one_succeeds() {
        for (int run = 0; run < 20; run++) {
            User current = insert();
            List<WriteResult<User>> results = ConcurrentCalls.run(4, () -> store.delete(current, STAMP));

            assertThat(results)
                    .containsExactlyInAnyOrder(
                            new WriteResult.Written<>(current),
                            new WriteResult.NotFound<>(),
                            new WriteResult.NotFound<>(),
                            new WriteResult.NotFound<>());
        }
    }

    @Test
    void delete_with_a_lost_response_does_not_delete_a_recreated_user() {
        User current = insert();
        User other = SampleUsers.bare("anna").withVersion(99);
        UserStore otherStore = new DynamoUserStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom());
        http.enqueue(request -> {
            request.call();
            otherStore.insert(other, STAMP);
            throw new IOException("The response is lost");
        });

        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.Written<>(current));
        assertThat(store.find(OwnerName.of("anna"))).hasValue(other);
    }

    @Test
    void faults_make_the_store_unavailable() {
        insert();
        for (FaultyHttpClient.CallBehaviour fault :
                List.of(FaultyHttpClient.REFUSE_CONNECTION, FaultyHttpClient.THROTTLE, FaultyHttpClient.FAIL)) {
            http.setDefault(fault);
            assertThatThrownBy(() -> store.find(OwnerName.of("anna"))).isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> queryStore.listByName(null, 1)).isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> queryStore.countTokens(OwnerName.of("anna"), 1))
                    .isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> store.delete(SampleUsers.full("anna"), STAMP))
                    .isInstanceOf(ServiceUnavailableException.class);
        }
    }

    private void assertCorrupt(String attribute) {
        assertThatThrownBy(() -> store.find(OwnerName.of("anna")))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record user#anna is corrupt: " + attribute);
        assertThatThrownBy(() ->
                        store.replace(SampleUsers.full("anna").withVersion(1234), SampleUsers.full("anna"), STAMP))
                .isInstanceOf(ServiceUnavailableException.class);
    }

    private User insert() {
        User user = SampleUsers.full("anna");
        assertThat(store.insert(user, STAMP)).isTrue();
        return user;
    }

    private Map<String, AttributeValue> item() {
        return table.client()
                .getItem(get -> get.tableName(table.name()).key(KEY))
                .item();
    }

    private void set(String attribute, AttributeValue value) {
        table.client()
                .updateItem(update -> update.tableName(table.name())
                        .key(KEY)
                        .updateExpression("SET #attribute = :value")
                        .expressionAttributeNames(Map.of("#attribute", attribute))
                        .expressionAttributeValues(Map.of(":value", value)));
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(String number) {
        return AttributeValue.fromN(number);
    }
}
