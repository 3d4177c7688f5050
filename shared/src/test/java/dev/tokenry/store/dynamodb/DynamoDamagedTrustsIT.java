package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.TestSealer;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SampleIssuers;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustFilter;
import dev.tokenry.exchange.trust.TrustRow;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.DamagedItems.Damage;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Issuers and trusts whose items were written or edited without the pepper: none of them is returned. */
@RequiresBackend
class DynamoDamagedTrustsIT {

    private static final Trust TRUST = SampleTrusts.full("ci");
    private static final Trust OTHER = SampleTrusts.bare("other", "web", "jane", "gh");
    private static final Issuer ISSUER = SampleIssuers.people("people");

    private final TestTable table = new TestTable();
    private final DynamoTrustStore trusts = trusts(table, TestSealer.SEALER);
    private final DynamoIssuerStore issuers = issuers(table, TestSealer.SEALER);

    static Stream<Damage> damagedTrusts() {
        TestTable sample = new TestTable();
        DynamoTrustStore store = trusts(sample, TestSealer.SEALER);
        store.insert(TRUST, STAMP);
        store.recordUse(TRUST, SampleTrusts.NOW);
        return damages(sample.item("trust#ci"));
    }

    @ParameterizedTest
    @MethodSource("damagedTrusts")
    void damaged_trust_is_not_returned_and_does_not_block_the_others(Damage damage) {
        trusts.insert(TRUST, STAMP);
        trusts.recordUse(TRUST, SampleTrusts.NOW);
        trusts.insert(OTHER, STAMP);
        damage.apply(table, "trust#ci");

        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> trusts.find("ci"));
        assertThat(trusts.find("other")).hasValue(OTHER);
        List<TrustRow> rows = trusts.listByName(new TrustFilter.All(), null, 10).rows();
        assertThat(rows)
                .filteredOn(row -> !row.isDamaged())
                .extracting(TrustRow::name)
                .containsExactly("other");
        // Without its kind or sort key, the record is not in the index.
        boolean isListed =
                !damage.attribute().equals("kind") && !(damage.attribute().equals("createdKey") && damage.removes());
        assertThat(rows).hasSize(isListed ? 2 : 1);
    }

    static Stream<Damage> damagedIssuers() {
        TestTable sample = new TestTable();
        issuers(sample, TestSealer.SEALER).insert(ISSUER, STAMP);
        return damages(sample.item("issuer#people"));
    }

    @ParameterizedTest
    @MethodSource("damagedIssuers")
    void damaged_issuer_is_not_returned_and_does_not_block_the_others(Damage damage) {
        Issuer other = SampleIssuers.cluster("other");
        issuers.insert(ISSUER, STAMP);
        issuers.insert(other, STAMP);
        damage.apply(table, "issuer#people");
        List<String> damaged = new ArrayList<>();

        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> issuers.find("people"));
        assertThat(issuers.list(damaged::add)).containsExactly(other);
        assertThat(damaged).isSubsetOf("people");
    }

    /** A valid value in place of another one: nothing but the seal tells. */
    @Test
    void edited_value_breaks_the_seal() {
        trusts.insert(TRUST, STAMP);
        Map<String, AttributeValue> item = table.item("trust#ci");
        Map<String, AttributeValue> edits = Map.ofEntries(
                Map.entry("trustId", text("00ab")),
                Map.entry("issuerName", text("gitlab")),
                Map.entry("issuerId", text("0012")),
                Map.entry("conditions", text("[{\"claim\":\"repository_id\",\"equals\":\"456780\"}]")),
                Map.entry("trustProject", text("other")),
                Map.entry("trustOwner", text("admin")),
                Map.entry("trustOwnerName", text("ci-BOT")),
                Map.entry("userId", text("00bc")),
                Map.entry(
                        "scopes",
                        AttributeValue.fromL(List.of(text("snapshots.upload"), text("TenantTokenManagement")))),
                Map.entry("lifetimeSeconds", AttributeValue.fromN("3600")),
                Map.entry("description", text("Edited")),
                Map.entry("expiresAt", AttributeValue.fromN("253402300799999")),
                Map.entry("createdBy", text("Admin")),
                Map.entry("createdAt", AttributeValue.fromN("1")),
                Map.entry("modifiedAt", AttributeValue.fromN("1")),
                Map.entry("enabled", AttributeValue.fromBool(false)),
                Map.entry("maxCreatedDays", AttributeValue.fromN("9")),
                Map.entry("later", text("")));

        edits.forEach((attribute, value) -> {
            table.load(List.of(item));
            table.set("trust#ci", attribute, value);
            assertThatExceptionOfType(CorruptRecordException.class)
                    .as(attribute)
                    .isThrownBy(() -> trusts.find("ci"));
        });
        for (String restriction : List.of("allowedIps", "expiresAt", "userId", "description", "requestedScopes")) {
            table.load(List.of(item));
            table.remove("trust#ci", restriction);
            assertThatExceptionOfType(CorruptRecordException.class)
                    .as(restriction)
                    .isThrownBy(() -> trusts.find("ci"));
        }
        table.load(List.of(item));
        assertThat(trusts.find("ci")).hasValue(TRUST);
    }

    @Test
    void what_decides_nothing_is_not_sealed() {
        trusts.insert(TRUST, STAMP);
        table.set("trust#ci", "lastUsedAt", AttributeValue.fromN("1000"));
        table.set("trust#ci", "version", AttributeValue.fromN("99"));
        table.set("trust#ci", "nonce", text("other"));
        table.remove("trust#ci", "lastChange");

        assertThat(trusts.find("ci")).hasValue(TRUST.withVersion(99).withLastUsedAt(Instant.ofEpochSecond(1)));
    }

    @Test
    void copy_under_another_key_is_not_returned() {
        trusts.insert(TRUST, STAMP);
        issuers.insert(ISSUER, STAMP);
        copy("trust#ci", "trust#console");
        copy("issuer#people", "issuer#gh");

        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> trusts.find("console"));
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> issuers.find("gh"));
        // Also if the name in the copy is that of its key.
        table.set("trust#console", "createdKey", text("console"));
        table.set("issuer#gh", "createdKey", text("gh"));
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> trusts.find("console"));
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> issuers.find("gh"));
        assertThat(trusts.find("ci")).hasValue(TRUST);
    }

    @Test
    void seal_of_another_pepper_is_not_accepted() {
        trusts.insert(TRUST, STAMP);

        table.set("trust#ci", "pepper", AttributeValue.fromN("2"));
        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> trusts(table, TestSealer.of(2, 1, 2)).find("ci"));
        // It may be a seal that is valid, as long as its pepper is not known.
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> trusts.find("ci"));
    }

    @Test
    void write_seals_by_the_current_pepper() {
        RecordSealer rotated = TestSealer.of(2, 1, 2);
        trusts.insert(TRUST, STAMP);
        issuers.insert(ISSUER, STAMP);

        assertThat(trusts(table, rotated).find("ci")).hasValue(TRUST);
        assertThat(trusts(table, rotated).replace(TRUST, TRUST, STAMP)).isInstanceOf(WriteResult.Written.class);
        assertThat(issuers(table, rotated).replace(ISSUER, ISSUER, STAMP)).isInstanceOf(WriteResult.Written.class);
        assertThat(Stream.of("trust#ci", "issuer#people")
                        .map(key -> table.item(key).get("pepper").n()))
                .containsOnly("2");
        assertThat(trusts(table, TestSealer.of(2, 2)).find("ci")).hasValue(TRUST.withVersion(4));
        assertThat(issuers(table, TestSealer.of(2, 2)).list(_ -> {})).containsExactly(ISSUER.withVersion(2));
    }

    @ParameterizedTest
    @MethodSource("damagedTrusts")
    void damaged_trust_can_be_deleted_and_created_again(Damage damage) {
        trusts.insert(TRUST, STAMP);
        assertThat(trusts.deleteDamaged("ci", STAMP)).isFalse();
        trusts.recordUse(TRUST, SampleTrusts.NOW);
        damage.apply(table, "trust#ci");
        table.set("trust#ci", "by hand: #1", text(""));

        assertThat(trusts.deleteDamaged("ci", STAMP)).isTrue();
        assertTombstone("trust#ci");
        assertThat(trusts.deleteDamaged("ci", STAMP)).isFalse();
        assertThat(trusts.find("ci")).isEmpty();
        assertThat(trusts.insert(TRUST, STAMP)).isTrue();
        assertThat(trusts.find("ci")).hasValue(TRUST);
    }

    @ParameterizedTest
    @MethodSource("damagedIssuers")
    void damaged_issuer_can_be_deleted_and_created_again(Damage damage) {
        issuers.insert(ISSUER, STAMP);
        assertThat(issuers.deleteDamaged("people", STAMP)).isFalse();
        damage.apply(table, "issuer#people");

        assertThat(issuers.deleteDamaged("people", STAMP)).isTrue();
        assertTombstone("issuer#people");
        assertThat(issuers.find("people")).isEmpty();
        assertThat(issuers.insert(ISSUER, STAMP)).isTrue();
        assertThat(issuers.find("people")).hasValue(ISSUER);
    }

    private void assertTombstone(String key) {
        assertThat(table.item(key).keySet())
                .filteredOn(name -> !name.startsWith("nonce"))
                .containsExactlyInAnyOrder("pk", "recordVersion", "lastChange", "deletedAt", "purgeAt");
    }

    @Test
    void damaged_trust_is_listed_and_counted_by_what_it_names() {
        trusts.insert(TRUST, STAMP);
        trusts.insert(OTHER, STAMP);
        table.set("trust#ci", "enabled", AttributeValue.fromBool(false));

        assertThat(trusts.listByName(new TrustFilter.ByProject("web"), null, 10).rows())
                .extracting(TrustRow::name, TrustRow::isDamaged)
                .containsExactly(tuple("ci", true), tuple("other", false));
        assertThat(trusts.count(new TrustFilter.ByIssuer("gh"), 10)).isEqualTo(2);
    }

    private void copy(String from, String to) {
        Map<String, AttributeValue> item = new HashMap<>(table.item(from));
        item.put("pk", text(to));
        table.load(List.of(item));
    }

    /** The nonce is required, and not sealed. */
    private static Stream<Damage> damages(Map<String, AttributeValue> item) {
        return DamagedItems.of(item)
                .filter(damage -> !damage.attribute().matches("nonce.+|lastChange"))
                .filter(damage -> !damage.attribute().equals("lastUsedAt") || !damage.removes());
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static DynamoTrustStore trusts(TestTable table, RecordSealer sealer) {
        return new DynamoTrustStore(
                new DynamoTable(table.client(), table.name(), new SecureRandom()), sealer, TestTable.CLOCK);
    }

    private static DynamoIssuerStore issuers(TestTable table, RecordSealer sealer) {
        return new DynamoIssuerStore(
                new DynamoTable(table.client(), table.name(), new SecureRandom()), sealer, TestTable.CLOCK);
    }
}
