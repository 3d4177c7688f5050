package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.ScopeUseStoreContract;
import dev.tokenry.store.StoredRecord;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The use of scopes in DynamoDB: the contract, attributes, damage, and the cost of a write. */
@RequiresBackend
class DynamoScopeUseIT extends ScopeUseStoreContract {

    private static final LocalDate TODAY = ScopeUse.dayOf(NOW);
    private static final ScopeUse USE = new ScopeUse(NOW, Map.of(Scope.READ_TOKENS, TODAY));

    private final TestTable table = new TestTable();

    @Override
    protected TokenStore tokens() {
        return table.store();
    }

    @Override
    protected LastUseStore lastUses() {
        return lastUses(table.client());
    }

    @Override
    protected TokenQueryStore queries() {
        return table.queryStore();
    }

    private LastUseStore lastUses(DynamoDbClient client) {
        return new DynamoLastUseStore(new DynamoTable(client, table.name(), new SecureRandom()));
    }

    @Test
    void only_two_attributes_of_the_record_change() {
        Token token = insert(used(3));
        Map<String, AttributeValue> expected = new HashMap<>(table.item(token.id()));

        lastUses().addScopeUse(token, USE);

        expected.put("scopeUse", AttributeValue.fromM(Map.of("apiTokens.read", day(TODAY))));
        expected.put("scopeUseSince", AttributeValue.fromN(Long.toString(NOW.toEpochMilli())));
        assertThat(table.item(token.id())).isEqualTo(expected);
    }

    @Test
    void the_item_of_many_scopes_is_purged_after_any_period_that_can_be_asked_for() {
        Token token = insert(used(21));
        Map<String, AttributeValue> record = table.item(token.id());

        lastUses().addScopeUse(token, USE);

        assertThat(table.item(token.id())).isEqualTo(record);
        assertThat(table.item("scopeUse#" + token.id()))
                .isEqualTo(Map.of(
                        "pk", AttributeValue.fromS("scopeUse#" + token.id()),
                        "scope:apiTokens.read", day(TODAY),
                        "scopeUseSince", AttributeValue.fromN(Long.toString(NOW.toEpochMilli())),
                        "purgeAt",
                                AttributeValue.fromN(
                                        Long.toString(TODAY.plusDays(3_660).toEpochDay() * 86_400))));
    }

    @Test
    void a_scan_of_records_leaves_the_item_out() {
        Token token = insert(used(21));
        lastUses().addScopeUse(token, USE);
        List<StoredRecord> records = new ArrayList<>();

        new DynamoRecordScan(table.client(), table.name(), new SecureRandom()).forEach(records::add);

        assertThat(records)
                .extracting(StoredRecord::key)
                .containsExactly(token.id().value());
    }

    static Stream<Map<String, AttributeValue>> damages() {
        AttributeValue since = AttributeValue.fromN(Long.toString(NOW.toEpochMilli()));
        AttributeValue map = AttributeValue.fromM(Map.of("apiTokens.read", day(TODAY)));
        Stream<AttributeValue> values = Stream.of(
                AttributeValue.fromS("x"),
                AttributeValue.fromN("-1"),
                AttributeValue.fromN("1.5"),
                AttributeValue.fromN("1e30"),
                AttributeValue.fromBool(true),
                AttributeValue.fromNul(true),
                AttributeValue.fromL(List.of()));
        return Stream.concat(
                Stream.of(Map.of("scopeUse", map), Map.of("scopeUseSince", since)),
                values.flatMap(value -> Stream.of(
                        Map.of("scopeUse", value, "scopeUseSince", since),
                        Map.of("scopeUse", map, "scopeUseSince", value),
                        Map.of(
                                "scopeUse",
                                AttributeValue.fromM(Map.of("apiTokens.read", value, "not a scope", value)),
                                "scopeUseSince",
                                since))));
    }

    /** Damage stops no token, reports no scope as unused, and is written over. */
    @ParameterizedTest
    @MethodSource("damages")
    @RequiresBackend(Capability.COMPARISONS_OF_TYPES)
    void damage_rejects_no_token_and_the_next_use_mends_it(Map<String, AttributeValue> damage) {
        Token token = insert(used(3));
        damage.forEach((attribute, value) -> table.set(token.id(), attribute, value));

        Token read = tokens().find(token.id()).orElseThrow();
        assertThat(read.settings()).isEqualTo(token.settings());
        assertThat(read.lastUse().scopeUse().since()).isNull();

        ScopeUse tomorrow = new ScopeUse(NOW, Map.of(Scope.READ_TOKENS, TODAY.plusDays(1)));
        assertThat(lastUses().addScopeUse(read, tomorrow)).isTrue();
        assertThat(tokens().find(token.id()).orElseThrow().lastUse().scopeUse()).isEqualTo(tomorrow);
        assertThat(lastUses().addScopeUse(read, tomorrow)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damage_does_not_prevent_the_use_of_a_secret_to_be_recorded(Map<String, AttributeValue> damage) {
        Token token = insert(used(3));
        damage.forEach((attribute, value) -> table.set(token.id(), attribute, value));
        Token read = tokens().find(token.id()).orElseThrow();
        LastUse use = new LastUse(NOW.plusSeconds(3_600), null, USE);

        assertThat(lastUses().replaceLastUse(read, SecretGeneration.CURRENT, use, Duration.ofMinutes(5)))
                .isTrue();
        assertThat(tokens().find(token.id()).orElseThrow().lastUse()).isEqualTo(use);
    }

    @Test
    @RequiresBackend(Capability.COMPARISONS_OF_TYPES)
    void damage_of_the_item_of_many_scopes_is_ignored() {
        Token token = insert(used(21));
        String key = "scopeUse#" + token.id();
        lastUses().addScopeUse(token, USE);
        table.set(key, "scope:apiTokens.read", AttributeValue.fromS("x"));
        table.set(key, "scope:not a scope", AttributeValue.fromN("1"));

        assertThat(queries().findScopeUse(token)).isEqualTo(ScopeUse.UNKNOWN);
        assertThat(lastUses().addScopeUse(token, USE)).isTrue();
        assertThat(queries().findScopeUse(token)).isEqualTo(new ScopeUse(null, USE.days()));
    }

    /** The figures of docs/capacity.md, for scopes with names of usual length. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 5, 1", "20, 1, 1", "20, 20, 2", "21, 1, 1", "21, 21, 1", "100, 100, 3"})
    @RequiresBackend(Capability.CONSUMED_CAPACITY)
    void write_units_of_a_use_of_scopes(int scopes, int used, double units) {
        Token token = insert(used(scopes));
        lastUses().addScopeUse(token, useOf(token, used, TODAY));
        Token read = tokens().find(token.id()).orElseThrow();
        ConsumedCapacityRecorder capacities = new ConsumedCapacityRecorder();
        try (DynamoDbClient client = TestTable.clientBuilder()
                .httpClient(AwsHttpClient.create())
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(capacities))
                .build()) {
            assertThat(lastUses(client).addScopeUse(read, useOf(token, used, TODAY.plusDays(1))))
                    .isTrue();
        }
        assertThat(capacities.takeUnits()).isEqualTo(new ConsumedCapacityRecorder.Units(units, 0));
    }

    private static ScopeUse useOf(Token token, int scopes, LocalDate day) {
        Map<Scope, LocalDate> days = new HashMap<>();
        token.settings().scopes().values().stream().limit(scopes).forEach(scope -> days.put(scope, day));
        return new ScopeUse(NOW, days);
    }

    private Token insert(Token token) {
        assertThat(tokens().insert(token, STAMP)).isTrue();
        return token;
    }

    private static Token used(int scopes) {
        List<Scope> named = Stream.concat(
                        Stream.of(Scope.READ_TOKENS),
                        IntStream.range(1, scopes).mapToObj(number -> new Scope("entities.read%02d".formatted(number))))
                .toList();
        Token token = Token.create(
                SampleTokens.newId(),
                new TokenOrigin("one-owner", "administrator", "project-001", false, NOW),
                new TokenSettings(
                        "Nightly build of the web shop",
                        null,
                        true,
                        new Scopes(named),
                        NOW.plus(Duration.ofDays(365)),
                        NOW),
                SampleTokens.newDigest(1));
        return new Token(
                token.id(), token.origin(), token.settings(), token.secrets(), new LastUse(NOW, null), token.version());
    }

    private static AttributeValue day(LocalDate day) {
        return AttributeValue.fromN(Long.toString(day.toEpochDay()));
    }
}
