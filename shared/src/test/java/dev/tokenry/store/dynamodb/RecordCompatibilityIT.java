package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.StoredRecord;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.WriteResult;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Two releases use one table: during an update, while the authorizer shifts between versions, and after a rollback. The
 * items here are written out and never changed, as a release stored them.
 */
@RequiresBackend
class RecordCompatibilityIT {

    private static final TokenId ID = new TokenId("tk0c01", "ABCDEFGHIJKLMNOPQRSTUVWX");
    private static final byte[] DIGEST = new byte[SecretDigest.BYTES];
    private static final String NOW_MILLIS = "1795342530123";

    /** A token of release 0.1.0. */
    private static final Map<String, AttributeValue> TOKEN_0_1_0 = Map.ofEntries(
            Map.entry("pk", string("tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX")),
            Map.entry("recordVersion", number("1")),
            Map.entry("nonce", string("n")),
            Map.entry("kind", string("T")),
            Map.entry("createdKey", string(NOW_MILLIS + "#tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX")),
            Map.entry("owner", string("anna")),
            Map.entry("createdBy", string("admin")),
            Map.entry("project", string("apollo")),
            Map.entry("personal", AttributeValue.fromBool(false)),
            Map.entry("name", string("Build")),
            Map.entry("description", string("Nightly")),
            Map.entry("enabled", AttributeValue.fromBool(true)),
            Map.entry("scopes", AttributeValue.fromL(List.of(string("apiTokens.read")))),
            Map.entry("expiresAt", number(NOW_MILLIS)),
            Map.entry("purgeAt", number("1803118530")),
            Map.entry("modifiedAt", number(NOW_MILLIS)),
            Map.entry("digest", AttributeValue.fromB(SdkBytes.fromByteArray(DIGEST))),
            Map.entry("pepper", number("1")),
            Map.entry("lastUsedAt", number(NOW_MILLIS)),
            Map.entry("lastUsedIp", string("192.0.2.1")),
            Map.entry("version", number("7")));

    /** A user of release 0.1.0. */
    private static final Map<String, AttributeValue> USER_0_1_0 = Map.ofEntries(
            Map.entry("pk", string("user#anna")),
            Map.entry("recordVersion", number("1")),
            Map.entry("nonce", string("n")),
            Map.entry("kind", string("U")),
            Map.entry("createdKey", string("anna")),
            Map.entry("firstName", string("Anna")),
            Map.entry("enabled", AttributeValue.fromBool(true)),
            Map.entry("scopes", AttributeValue.fromL(List.of(string("apiTokens.read")))),
            Map.entry("manageOwnTokens", AttributeValue.fromBool(true)),
            Map.entry("version", number("3")));

    /** Attributes that a later release may add without a new format version. */
    private static final Map<String, AttributeValue> LATER_ATTRIBUTES =
            Map.of("flags", string("Z"), "userId", string("u1"), "later", AttributeValue.fromM(Map.of()));

    private final TestTable table = new TestTable();

    @Test
    void a_token_of_release_0_1_0_is_read() {
        table.load(List.of(TOKEN_0_1_0));

        assertThat(table.store().find(ID))
                .contains(new Token(
                        ID,
                        new TokenOrigin("anna", "admin", "apollo", false, NOW),
                        new TokenSettings("Build", "Nightly", true, Scopes.of(Scope.READ_TOKENS), NOW, NOW),
                        SecretDigests.initial(new SecretDigest(1, DIGEST)),
                        new LastUse(NOW, "192.0.2.1"),
                        7));
    }

    @Test
    void a_user_of_release_0_1_0_is_read() {
        table.load(List.of(USER_0_1_0));

        assertThat(users().find(OwnerName.of("anna")))
                .contains(new User("anna", "Anna", null, true, Scopes.of(Scope.READ_TOKENS), true, 3));
    }

    @Test
    void release_0_1_0_can_read_what_is_written_today() {
        table.load(List.of(TOKEN_0_1_0, USER_0_1_0));
        rename();
        User anna = users().find(OwnerName.of("anna")).orElseThrow();
        users().replace(anna, anna, STAMP);

        assertThat(table.item(ID)).containsAllEntriesOf(without(TOKEN_0_1_0, "name", "nonce", "version"));
        assertThat(table.item("user#anna")).containsAllEntriesOf(without(USER_0_1_0, "nonce", "version"));
    }

    /** Release 0.1.0 knows no user ids and rejects a later format: it must not accept what depends on one. */
    @Test
    void only_a_token_with_a_user_id_has_a_later_format() {
        table.load(List.of(TOKEN_0_1_0));
        for (String userId : new String[] {"0011", null}) {
            Token token = table.store().find(ID).orElseThrow();
            assertWritten(table.store()
                    .replace(token, token.withOrigin(token.origin().withOwner(OwnerName.of("anna"), userId)), STAMP));
            assertThat(table.item(ID)).containsEntry("recordVersion", number(userId == null ? "1" : "2"));
        }
    }

    /** A release that knows no leaks rejects a later format: it could enable the token. */
    @Test
    void a_token_that_leaked_has_a_later_format_until_it_is_regenerated() {
        table.load(List.of(TOKEN_0_1_0));
        Token token = table.store().find(ID).orElseThrow();
        assertWritten(table.store().replace(token, token.revokedAsLeaked(), STAMP));

        Token leaked = table.store().find(ID).orElseThrow();
        assertThat(leaked.isLeaked()).isTrue();
        assertThat(table.item(ID)).containsEntry("recordVersion", number("5")).containsEntry("flags", string("L"));
        assertThat(table.queryStore().listSummaries(new TokenFilter.All(), null, 10))
                .extracting(TokenSummary::leaked)
                .containsExactly(true);

        Token regenerated = leaked.withLifecycle(leaked.lifecycle().withoutLeak());
        assertWritten(table.store().replace(leaked, regenerated, STAMP));
        assertThat(table.item(ID)).containsEntry("recordVersion", number("1")).doesNotContainKey("flags");
    }

    /** A release that knows no exchange rejects a later format: its handlers would let the token make changes. */
    @Test
    void a_token_from_an_exchange_has_a_later_format_and_a_kind_of_its_own() {
        Token token = SampleTokens.exchanged("ci", "apollo", NOW);
        table.store().insert(token, STAMP);

        assertThat(table.item(token.id()))
                .containsEntry("recordVersion", number("9"))
                .containsEntry("kind", string("X"))
                .containsEntry("trust", string("ci-web"))
                .containsEntry("subject", string("repo:acme/web:ref:refs/heads/main"));
    }

    /** By hand, no token of a job becomes one that can make changes. */
    @ParameterizedTest
    @CsvSource({
        "trust,",
        "subject,",
        "kind, T",
        "recordVersion, 1",
        "recordVersion, 17",
    })
    void a_token_from_an_exchange_that_is_changed_by_hand_is_damaged(String attribute, String value) {
        Token token = SampleTokens.exchanged("ci", "apollo", NOW);
        table.store().insert(token, STAMP);
        if (value == null) {
            table.remove(token.id(), attribute);
        } else {
            table.set(token.id(), attribute, attribute.equals("kind") ? string(value) : number(value));
        }

        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> table.store().find(token.id()));
    }

    /** A write by hand cannot bring back a secret that leaked. */
    @Test
    void a_leaked_token_that_is_enabled_by_hand_is_damaged() {
        table.load(List.of(TOKEN_0_1_0));
        Token token = table.store().find(ID).orElseThrow();
        assertWritten(table.store().replace(token, token.revokedAsLeaked(), STAMP));
        table.set(ID, "enabled", AttributeValue.fromBool(true));

        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> table.store().find(ID));
        table.set(ID, "recordVersion", number("1"));
        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> table.store().find(ID));
    }

    /**
     * Release 0.1.0 distinguished case. What it stored in capitals could be another user than the one of that name
     * today, so its tokens are rejected.
     */
    @Test
    void owners_in_capitals_of_release_0_1_0_are_damaged_records() {
        Map<String, AttributeValue> token = with(TOKEN_0_1_0, "owner", string("Anna"));
        Map<String, AttributeValue> user =
                with(with(USER_0_1_0, "pk", string("user#Anna")), "createdKey", string("Anna"));
        table.load(List.of(token, user, USER_0_1_0));

        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> table.store().find(ID));
        TokenSummary listed = table.queryStore()
                .listSummaries(new TokenFilter.All(), null, 10)
                .getFirst();
        assertThat(listed.damaged()).isTrue();
        assertThat(listed.origin().owner().spelling()).isEqualTo("Anna");
        assertThat(users().find(OwnerName.of("Anna")).map(User::version)).hasValue(3L);
        assertThat(table.item("user#Anna")).isEqualTo(user);
        UserQueryStore userQueries = new DynamoUserQueryStore(table.client(), table.name(), new SecureRandom());
        for (int limit : new int[] {1, 10}) {
            assertThat(userQueries.listByName(null, limit).rows())
                    .extracting(row -> row.name().spelling())
                    .containsExactly("anna");
        }
        List<StoredRecord> scanned = new ArrayList<>();
        new DynamoRecordScan(table.client(), table.name(), new SecureRandom()).forEach(scanned::add);
        assertThat(scanned)
                .contains(new StoredRecord.Unreadable(ID.value()), new StoredRecord.Unreadable("user#Anna"))
                .hasSize(3);

        assertThat(table.store().deleteDamaged(ID, STAMP)).isTrue();
        assertThat(table.store().find(ID)).isEmpty();
    }

    @Test
    void a_creator_in_capitals_of_release_0_1_0_is_read() {
        table.load(List.of(with(TOKEN_0_1_0, "createdBy", string("Admin"))));

        OwnerName creator = table.store().find(ID).orElseThrow().origin().createdBy();
        assertThat(creator).isEqualTo(OwnerName.of("admin"));
        assertThat(creator.spelling()).isEqualTo("Admin");
    }

    /** Release 0.1.0 finds owners by their keys, and so the user record that restricts a token. */
    @Test
    void owners_are_stored_in_lower_case_with_their_spelling() {
        Token token = SampleTokens.of("Sam+CI@corp.example", null, NOW);
        table.store().insert(token, STAMP);
        users().insert(SampleUsers.bare("Sam+CI@corp.example"), STAMP);

        assertThat(table.item(token.id()))
                .containsEntry("owner", string("sam+ci@corp.example"))
                .containsEntry("ownerName", string("Sam+CI@corp.example"));
        assertThat(table.item("user#sam+ci@corp.example"))
                .containsEntry("createdKey", string("sam+ci@corp.example"))
                .containsEntry("name", string("Sam+CI@corp.example"));
        OwnerName read = table.store().find(token.id()).orElseThrow().origin().owner();
        assertThat(read.spelling()).isEqualTo("Sam+CI@corp.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "anna ", ""})
    void a_spelling_of_another_owner_is_damage(String spelling) {
        table.load(
                List.of(with(TOKEN_0_1_0, "ownerName", string(spelling)), with(USER_0_1_0, "name", string(spelling))));

        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> table.store().find(ID));
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> users().find(OwnerName.of("anna")));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void a_write_keeps_attributes_of_a_later_release(Consumer<RecordCompatibilityIT> write) {
        table.load(List.of(withLaterAttributes(TOKEN_0_1_0), withLaterAttributes(USER_0_1_0)));

        write.accept(this);

        assertThat(table.item(ID)).containsAllEntriesOf(LATER_ATTRIBUTES);
        assertThat(table.item("user#anna")).containsAllEntriesOf(LATER_ATTRIBUTES);
    }

    static Stream<Named<Consumer<RecordCompatibilityIT>>> writes() {
        return Stream.of(
                Named.of("rename", RecordCompatibilityIT::rename),
                Named.of("regenerate", RecordCompatibilityIT::regenerate),
                Named.of("record last use", RecordCompatibilityIT::recordLastUse),
                Named.of("migrate digest", RecordCompatibilityIT::migrateDigest),
                Named.of("replace user", RecordCompatibilityIT::replaceUser));
    }

    private void rename() {
        Token token = table.store().find(ID).orElseThrow();
        assertWritten(table.store()
                .replace(token, token.withSettings(SampleTokens.renamed(token.settings(), "Nightly build")), STAMP));
    }

    private void regenerate() {
        Token token = table.store().find(ID).orElseThrow();
        assertWritten(table.store()
                .replace(token, token.withSecrets(SecretDigests.initial(SampleTokens.newDigest(1))), STAMP));
    }

    private void recordLastUse() {
        DynamoLastUseStore lastUses =
                new DynamoLastUseStore(new DynamoTable(table.client(), table.name(), new SecureRandom()));
        Token token = table.store().find(ID).orElseThrow();
        assertThat(lastUses.replaceLastUse(
                        token,
                        SecretGeneration.CURRENT,
                        new LastUse(NOW.plusSeconds(600), null),
                        Duration.ofMinutes(5)))
                .isTrue();
    }

    private void migrateDigest() {
        DynamoDigestStore digests =
                new DynamoDigestStore(new DynamoTable(table.client(), table.name(), new SecureRandom()));
        assertThat(digests.replaceDigest(
                        ID, SecretGeneration.CURRENT, new SecretDigest(1, DIGEST), SampleTokens.newDigest(2)))
                .isTrue();
    }

    private void replaceUser() {
        User anna = users().find(OwnerName.of("anna")).orElseThrow();
        assertWritten(users().replace(anna, anna, STAMP));
    }

    private DynamoUserStore users() {
        return new DynamoUserStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom());
    }

    private static void assertWritten(WriteResult<?> result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
    }

    private static Map<String, AttributeValue> withLaterAttributes(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> later = new HashMap<>(item);
        later.putAll(LATER_ATTRIBUTES);
        return later;
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> item, String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, AttributeValue> without(Map<String, AttributeValue> item, String... names) {
        Map<String, AttributeValue> rest = new HashMap<>(item);
        rest.keySet().removeAll(List.of(names));
        return rest;
    }

    private static AttributeValue string(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(String value) {
        return AttributeValue.fromN(value);
    }
}
