package dev.tokenry.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.store.DynamoClientSettings;
import dev.tokenry.store.DynamoUserStore;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.UserReplacement;
import dev.tokenry.store.UserStore;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.User;
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

/** What the table holds of a user, which records the store does not believe, and what it answers when answers are lost. */
class DynamoUserStoreRecordTest {

    private static final Map<String, AttributeValue> KEY = Map.of("pk", s("user#anna"));

    private final LocalTable table = new LocalTable();
    private final FaultyHttp http = new FaultyHttp();
    private final DynamoDbClient client = LocalTable.clientBuilder()
            .httpClient(http)
            .overrideConfiguration(DynamoClientSettings.overrides().toBuilder()
                    .apiCallAttemptTimeout(Duration.ofSeconds(20))
                    .apiCallTimeout(Duration.ofSeconds(60))
                    .build())
            .build();
    private final UserStore store = new DynamoUserStore(client, table.name(), new SecureRandom());

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    @Test
    void a_user_is_one_item_that_is_in_no_index_of_tokens() {
        inserted();

        assertThat(item())
                .containsOnlyKeys(
                        "pk",
                        "kind",
                        "createdKey",
                        "firstName",
                        "lastName",
                        "enabled",
                        "scopes",
                        "manageOwnTokens",
                        "version",
                        "nonce",
                        "recordVersion");
    }

    @Test
    void a_deleted_user_leaves_nothing() {
        store.delete(inserted());

        assertThat(table.side()
                        .getItem(get -> get.tableName(table.name()).key(KEY))
                        .hasItem())
                .isFalse();
    }

    @Test
    void a_newer_record_is_not_read() {
        inserted();
        set("recordVersion", n("2"));

        assertThatThrownBy(() -> store.find("anna"))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record user#anna is newer than this program");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kind", "createdKey", "enabled", "scopes", "manageOwnTokens", "version", "nonce", "recordVersion"
            })
    void a_record_without_an_attribute_that_it_needs_is_corrupt(String attribute) {
        inserted();
        table.side()
                .updateItem(update -> update.tableName(table.name())
                        .key(KEY)
                        .updateExpression("REMOVE #attribute")
                        .expressionAttributeNames(Map.of("#attribute", attribute)));

        assertCorrupt(attribute);
    }

    static Stream<Arguments> wrong() {
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
    @MethodSource("wrong")
    void a_record_with_an_attribute_of_another_kind_is_corrupt(String attribute, AttributeValue value) {
        inserted();
        set(attribute, value);

        assertCorrupt(attribute);
    }

    @Test
    void an_insert_whose_answer_is_lost_succeeds_and_is_done_once() {
        http.next(FaultyHttp.LOSE_ANSWER);

        assertThat(store.insert(SampleUsers.full("anna"))).isTrue();
        assertThat(http.calls()).containsExactly("PutItem", "PutItem");
        assertThat(store.insert(SampleUsers.full("anna"))).isFalse();
    }

    @Test
    void a_replacement_whose_answer_is_lost_succeeds_and_is_done_once() {
        User read = inserted();
        http.next(FaultyHttp.LOSE_ANSWER);

        User now = SampleUsers.bare("anna").withVersion(read.version() + 1);
        assertThat(store.replace(read, SampleUsers.bare("anna"))).isEqualTo(new UserReplacement.Done(now));
        assertThat(store.find("anna")).hasValue(now);
    }

    @Test
    void a_delete_whose_answer_is_lost_succeeds() {
        User read = inserted();
        http.next(FaultyHttp.LOSE_ANSWER);

        assertThat(store.delete(read)).isEqualTo(new UserReplacement.Done(read));
        assertThat(http.calls()).endsWith("DeleteItem", "DeleteItem");
        assertThat(store.find("anna")).isEmpty();
    }

    @Test
    void a_user_that_came_back_is_not_deleted_by_a_repetition() {
        User read = inserted();
        User other = SampleUsers.bare("anna").withVersion(99);
        UserStore side = new DynamoUserStore(table.side(), table.name(), new SecureRandom());
        http.next(real -> {
            real.call();
            side.insert(other);
            throw new IOException("The answer is lost");
        });

        assertThat(store.delete(read)).isEqualTo(new UserReplacement.Outdated(other));
        assertThat(store.find("anna")).hasValue(other);
    }

    @Test
    void faults_are_neither_a_user_nor_none() {
        inserted();
        for (FaultyHttp.Behaviour fault : List.of(FaultyHttp.REFUSE, FaultyHttp.THROTTLE, FaultyHttp.FAIL)) {
            http.always(fault);
            assertThatThrownBy(() -> store.find("anna")).isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> store.listByName(null, 1)).isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> store.countTokens("anna", 1)).isInstanceOf(ServiceUnavailableException.class);
            assertThatThrownBy(() -> store.delete(SampleUsers.full("anna"))).isInstanceOf(ServiceUnavailableException.class);
        }
    }

    private void assertCorrupt(String attribute) {
        assertThatThrownBy(() -> store.find("anna"))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record user#anna is corrupt: " + attribute);
        assertThatThrownBy(() -> store.replace(SampleUsers.full("anna").withVersion(1234), SampleUsers.full("anna")))
                .isInstanceOf(ServiceUnavailableException.class);
    }

    private User inserted() {
        User user = SampleUsers.full("anna");
        assertThat(store.insert(user)).isTrue();
        return user;
    }

    private Map<String, AttributeValue> item() {
        return table.side().getItem(get -> get.tableName(table.name()).key(KEY)).item();
    }

    private void set(String attribute, AttributeValue value) {
        table.side()
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
