package dev.tokenry.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.TestSealer;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.trust.IdentityLink;
import dev.tokenry.exchange.trust.SampleIssuers;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.store.UserIdentitiesContract;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.DamagedItems.Damage;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items that link identities with users: what they contain, damaged ones, and faults. */
@RequiresBackend
class DynamoUserIdentitiesIT extends UserIdentitiesContract {

    /** The subject 1 of the issuer people: {@code printf 1 | openssl dgst -sha256 -binary | basenc --base64url}. */
    private static final String KEY = "identity#people#a4ayc_80_OGda4BO_1o_V0etpOqiLx1JwB5S3beHW0s";

    private static final String TRANSACTION = "TransactWriteItems";

    /** A sealer that no call may need. */
    private static final RecordSealer NONE = new RecordSealer() {
        @Override
        public SecretDigest seal(String key, String text) {
            throw new AssertionError("A seal is computed");
        }

        @Override
        public boolean isIntact(String key, String text, SecretDigest seal) {
            throw new AssertionError("A seal is verified");
        }
    };

    private final FaultyHttpClient http = new FaultyHttpClient();
    private final DynamoDbClient client = TestTable.clientBuilder()
            .httpClient(http)
            .overrideConfiguration(DynamoClientSettings.standard().toBuilder()
                    .apiCallAttemptTimeout(Duration.ofSeconds(20))
                    .apiCallTimeout(Duration.ofSeconds(60))
                    .build())
            .build();
    private TestTable table = new TestTable();

    @Override
    protected Stores stores() {
        table = new TestTable();
        return new Stores(users(TestSealer.SEALER), identities(TestSealer.SEALER));
    }

    @AfterEach
    void close() {
        client.close();
        http.close();
    }

    private DynamoUserStore users(RecordSealer sealer) {
        return new DynamoUserStore(new DynamoTable(client, table.name(), new SecureRandom()), sealer, TestTable.CLOCK);
    }

    private DynamoIdentityFinder identities(RecordSealer sealer) {
        return new DynamoIdentityFinder(new DynamoTable(client, table.name(), new SecureRandom()), sealer);
    }

    @Test
    void link_is_an_item_of_its_own_outside_the_indexes() {
        insert(user("Anna", identity("1")));

        assertThat(table.keys()).containsExactlyInAnyOrder("user#anna", KEY);
        assertThat(table.item(KEY))
                .containsOnlyKeys(
                        "pk",
                        "issuerId",
                        "linkedUser",
                        "userId",
                        "linkedAt",
                        "version",
                        "recordVersion",
                        "seal",
                        "pepper",
                        "nonce",
                        "lastChange");
        assertThat(table.item(KEY).get("nonce"))
                .isEqualTo(table.item("user#anna").get("nonce"));
        assertThat(table.item("user#anna")).containsKey("identities");
        assertThat(new DynamoUserQueryStore(client, table.name(), new SecureRandom())
                        .listByName(null, 10)
                        .rows())
                .hasSize(1);
    }

    @Test
    void released_link_describes_nothing_and_is_purged() {
        User anna = insert(user("anna", identity("1")));
        replace(anna, anna.withIdentities(List.of()));

        assertThat(table.item(KEY).keySet())
                .filteredOn(name -> !name.startsWith("nonce"))
                .containsExactlyInAnyOrder("pk", "recordVersion", "lastChange", "deletedAt", "purgeAt");
        assertThat(table.item("user#anna")).doesNotContainKey("identities");
    }

    @Test
    void writes_that_change_no_identity_need_no_pepper_and_write_one_item() {
        DynamoUserStore without = users(NONE);
        User bare = user("bert");
        assertThat(without.insert(bare, STAMP)).isTrue();
        assertThat(without.delete(bare, STAMP)).isInstanceOf(WriteResult.Written.class);
        User anna = insert(user("anna", identity("1")));

        assertThat(without.replace(anna, anna.withEnabled(false), STAMP)).isInstanceOf(WriteResult.Written.class);
        User current = without.find(anna.name()).orElseThrow();
        assertThat(without.delete(current, STAMP)).isInstanceOf(WriteResult.Written.class);

        // Releasing needs none either.
        assertThat(identities(NONE).find(PEOPLE, "1")).isEmpty();
    }

    static Stream<Damage> damagedLinks() {
        return DamagedItems.of(Map.of(
                        "issuerId", text(""),
                        "linkedUser", text(""),
                        "userId", text(""),
                        "linkedAt", text(""),
                        "recordVersion", text(""),
                        "seal", text(""),
                        "pepper", text(""),
                        "nonce", text("")))
                .filter(damage ->
                        damage.value() == null || !"99".equals(damage.value().n()));
    }

    @ParameterizedTest
    @MethodSource("damagedLinks")
    void damaged_link_is_not_returned_and_is_replaced(Damage damage) {
        insert(user("anna", identity("1")));
        User bert = insert(user("bert"));
        damage.apply(table, KEY);

        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> identities(TestSealer.SEALER).find(PEOPLE, "1"));
        User linked = replace(bert, bert.withIdentities(List.of(identity("1"))));
        assertThat(find().orElseThrow().isOf(linked)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("damagedLinks")
    void damaged_link_does_not_prevent_a_release(Damage damage) {
        User anna = insert(user("anna", identity("1")));
        damage.apply(table, KEY);

        assertThat(users(NONE).replace(anna, anna.withIdentities(List.of()), STAMP))
                .isInstanceOf(WriteResult.Written.class);
        User bert = insert(user("bert", identity("1")));
        assertThat(find().orElseThrow().isOf(bert)).isTrue();
    }

    /** A valid value in place of another one: nothing but the seal tells. */
    @Test
    void edited_value_breaks_the_seal() {
        User anna = insert(user("anna", identity("1")));
        insert(user("bert"));
        Map<String, AttributeValue> item = table.item(KEY);
        Map<String, AttributeValue> edits = Map.of(
                "issuerId", text("00ff"),
                "linkedUser", text("bert"),
                "userId", text("00ff"),
                "linkedAt", AttributeValue.fromN("1"),
                "later", text(""));

        edits.forEach((attribute, value) -> {
            table.load(List.of(item));
            table.set(KEY, attribute, value);
            assertThatExceptionOfType(CorruptRecordException.class)
                    .as(attribute)
                    .isThrownBy(this::find);
        });
        table.load(List.of(item));
        assertThat(find().orElseThrow().isOf(anna)).isTrue();
    }

    @Test
    void link_that_is_copied_to_another_subject_or_issuer_is_not_returned() {
        insert(user("anna", identity("1")));
        for (UserIdentity other : List.of(identity("2"), new UserIdentity("other", PEOPLE.id(), "1"))) {
            Map<String, AttributeValue> item = new HashMap<>(table.item(KEY));
            item.put("pk", text(IdentityItem.key(other)));
            table.load(List.of(item));

            assertThatExceptionOfType(CorruptRecordException.class)
                    .isThrownBy(() ->
                            identities(TestSealer.SEALER).find(SampleIssuers.people(other.issuer()), other.subject()));
        }
    }

    @Test
    void link_of_a_later_release_is_neither_returned_nor_replaced() {
        insert(user("anna", identity("1")));
        User bert = insert(user("bert"));
        table.set(KEY, "recordVersion", AttributeValue.fromN("99"));

        assertThatExceptionOfType(CorruptRecordException.LaterFormatException.class)
                .isThrownBy(this::find);
        assertThatExceptionOfType(CorruptRecordException.LaterFormatException.class)
                .isThrownBy(() ->
                        users(TestSealer.SEALER).replace(bert, bert.withIdentities(List.of(identity("1"))), STAMP));
    }

    @Test
    void link_of_a_later_release_does_not_prevent_a_deletion() {
        User anna = insert(user("anna", identity("1")));
        table.set(KEY, "linkedUser", text("bert"));
        table.set(KEY, "recordVersion", AttributeValue.fromN("99"));

        assertThat(users(NONE).delete(anna, STAMP)).isInstanceOf(WriteResult.Written.class);
        assertThat(users(NONE).find(anna.name())).isEmpty();
        assertThat(table.item(KEY)).doesNotContainKey("deletedAt");
    }

    @Test
    void link_of_a_user_that_cannot_be_read_is_taken() {
        insert(user("anna", identity("1")));
        User bert = insert(user("bert"));
        table.remove("user#anna", "scopes");

        assertTaken(
                "anna",
                () -> users(TestSealer.SEALER).replace(bert, bert.withIdentities(List.of(identity("1"))), STAMP));
        // Its deletion leaves the link, which no longer counts.
        assertThat(users(NONE).deleteDamaged(OwnerName.of("anna"), STAMP)).isTrue();
        User linked = replace(bert, bert.withIdentities(List.of(identity("1"))));
        assertThat(find().orElseThrow().isOf(linked)).isTrue();
    }

    @Test
    void user_with_damaged_identities_is_damaged() {
        insert(user("anna", identity("1")));
        AttributeValue identity = table.item("user#anna").get("identities").l().getFirst();
        for (AttributeValue damaged : List.of(
                text(""),
                AttributeValue.fromL(List.of(text("1"))),
                AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of("issuer", text("people"))))),
                AttributeValue.fromL(List.of(identity, AttributeValue.fromM(Map.of()))),
                AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of(
                        "issuer", text("people"), "issuerId", text("0"), "subject", AttributeValue.fromN("1"))))))) {
            table.set("user#anna", "identities", damaged);

            assertThatExceptionOfType(CorruptRecordException.class)
                    .isThrownBy(() -> users(NONE).find(OwnerName.of("anna")))
                    .withMessage("The record user#anna is corrupt: identities");
        }
    }

    @Test
    void link_is_sealed_again_with_the_current_pepper_when_it_is_used() {
        User anna = insert(user("anna", identity("1")));
        RecordSealer rotated = TestSealer.of(2, 1, 2);
        http.setDefault(FaultyHttpClient.PASS);

        http.enqueue(FaultyHttpClient.PASS, FaultyHttpClient.FAIL, FaultyHttpClient.FAIL, FaultyHttpClient.FAIL);
        assertThat(identities(rotated).find(PEOPLE, "1").orElseThrow().isOf(anna))
                .isTrue();
        assertThat(identities(rotated).find(PEOPLE, "1").orElseThrow().isOf(anna))
                .isTrue();
        assertThat(table.item(KEY).get("pepper").n()).isEqualTo("2");

        int calls = http.calls().size();
        assertThat(identities(TestSealer.of(2, 2))
                        .find(PEOPLE, "1")
                        .orElseThrow()
                        .isOf(anna))
                .isTrue();
        assertThat(http.calls()).hasSize(calls + 1);
        // The earlier pepper is still known to environments that were started before the rotation, but not the new one.
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(this::find);
    }

    @Test
    void lost_responses_change_nothing() {
        User anna = user("anna", identity("1"));
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        insert(anna);
        assertThat(http.calls()).containsExactly(TRANSACTION, "GetItem");

        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        User replaced = replace(anna, anna.withIdentities(List.of(identity("2"))));
        assertThat(find()).isEmpty();

        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        assertThat(users(NONE).delete(replaced, STAMP)).isEqualTo(new WriteResult.Written<>(replaced));
        assertThat(users(NONE).find(anna.name())).isEmpty();
        assertThat(identities(NONE).find(PEOPLE, "2")).isEmpty();

        http.enqueue(FaultyHttpClient.PASS, FaultyHttpClient.LOSE_RESPONSE);
        insert(anna);
        assertThat(find().orElseThrow().isOf(anna)).isTrue();
    }

    @Test
    void write_without_any_response_may_have_been_made() {
        http.enqueue(FaultyHttpClient.LOSE_RESPONSE);
        http.setDefault(FaultyHttpClient.REFUSE_CONNECTION);

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> users(TestSealer.SEALER).insert(user("anna", identity("1")), STAMP));
        http.setDefault(FaultyHttpClient.PASS);
        assertThat(table.keys()).containsExactlyInAnyOrder("user#anna", KEY);
    }

    @Test
    void failed_write_links_nothing() {
        User anna = insert(user("anna"));
        http.setDefault(FaultyHttpClient.REFUSE_CONNECTION);

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() ->
                        users(TestSealer.SEALER).replace(anna, anna.withIdentities(List.of(identity("1"))), STAMP));
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(this::find);
        http.setDefault(FaultyHttpClient.PASS);
        assertThat(table.keys()).containsExactly("user#anna");
        assertThat(users(NONE).find(anna.name())).hasValue(anna);
    }

    @Test
    void links_that_persist_in_conflict_do_not_prevent_a_deletion() {
        User anna = insert(user("anna", identity("1")));
        for (int i = 0; i < 5; i++) {
            http.enqueue(FaultyHttpClient.respond(400, """
                    {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[{"Code":"TransactionConflict"}]}"""));
        }

        assertThat(users(NONE).delete(anna, STAMP)).isEqualTo(new WriteResult.Written<>(anna));
        assertThat(http.calls()).endsWith(TRANSACTION, "UpdateItem");
        assertThat(table.keys()).containsExactlyInAnyOrder("user#anna", KEY);
        insert(user("bert", identity("1")));
        assertThat(find().map(IdentityLink::user)).hasValue(OwnerName.of("bert"));
    }

    private Optional<IdentityLink> find() {
        return identities(TestSealer.SEALER).find(PEOPLE, "1");
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }
}
