package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static dev.tokenry.store.dynamodb.TestTable.RETENTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The items of tokens: their attributes, and invalid ones. */
@RequiresBackend
class DynamoTokenStoreItemIT {

    private static final long LATER_FORMAT = TokenRecordFormat.LATEST + 1;

    private final TestTable table = new TestTable();
    private final TokenStore store = table.store();

    @Test
    void tombstone_contains_no_digest_index_key_or_description() {
        Token token = insert(SampleTokens.full());
        store.delete(token, STAMP);

        Map<String, AttributeValue> tombstone = table.item(token.id());

        assertThat(tombstone)
                .containsOnlyKeys(
                        "pk",
                        "recordVersion",
                        "lastChange",
                        "nonce",
                        "nonce1",
                        "nonce2",
                        "nonce3",
                        "nonce4",
                        "deletedAt",
                        "purgeAt");
        assertThat(number(tombstone, "deletedAt")).isEqualTo(NOW.toEpochMilli());
        assertThat(number(tombstone, "purgeAt")).isEqualTo(NOW.plus(RETENTION).getEpochSecond());
    }

    @Test
    void purge_time_is_the_expiry_plus_the_retention_in_seconds() {
        Token token = insert(SampleTokens.full());

        assertThat(number(table.item(token.id()), "purgeAt"))
                .isEqualTo(token.settings().expiresAt().plus(RETENTION).getEpochSecond());
    }

    @Test
    void a_token_is_purged_only_while_it_has_an_expiry() {
        Token token = insert(SampleTokens.bare());
        assertThat(table.item(token.id())).doesNotContainKey("purgeAt");

        Instant expiry = NOW.plusSeconds(60);
        Token expiring =
                requireWritten(store.replace(token, token.withSettings(expiring(token.settings(), expiry)), STAMP));
        assertThat(number(table.item(token.id()), "purgeAt"))
                .isEqualTo(expiry.plus(RETENTION).getEpochSecond());

        store.replace(expiring, expiring.withSettings(expiring(token.settings(), null)), STAMP);
        assertThat(table.item(token.id())).doesNotContainKey("purgeAt");
    }

    @Test
    void replacement_returns_and_keeps_a_concurrent_last_use() {
        Token current = insert(SampleTokens.full());
        table.set(current.id(), "lastUsedAt", n(Long.toString(NOW.plusSeconds(9).toEpochMilli())));
        table.set(current.id(), "lastUsedIp", s("192.0.2.1"));

        Token updated = requireWritten(store.replace(
                current, current.withSettings(SampleTokens.renamed(current.settings(), "Renamed")), STAMP));

        assertThat(updated.lastUse())
                .isEqualTo(new LastUse(
                        NOW.plusSeconds(9), "192.0.2.1", current.lastUse().scopeUse()));
        assertThat(store.find(current.id())).hasValue(updated);
    }

    @Test
    void each_write_stores_another_nonce() {
        Token token = insert(SampleTokens.full());
        AttributeValue first = table.item(token.id()).get("nonce");
        store.replace(token, token, STAMP);
        AttributeValue second = table.item(token.id()).get("nonce");

        assertThat(first.s()).hasSize(12);
        assertThat(second.s()).hasSize(12).isNotEqualTo(first.s());
    }

    @Test
    void a_newer_record_is_not_read() {
        Token token = insert(SampleTokens.full());
        table.set(token.id(), "recordVersion", n(Long.toString(LATER_FORMAT)));

        assertThatThrownBy(() -> store.find(token.id()))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record " + token.id() + " has format version " + LATER_FORMAT
                        + "; this program supports versions up to " + TokenRecordFormat.LATEST);
    }

    @Test
    void a_newer_tombstone_is_not_read_either() {
        Token token = insert(SampleTokens.full());
        store.delete(token, STAMP);
        table.set(token.id(), "recordVersion", n(Long.toString(LATER_FORMAT)));

        assertThatThrownBy(() -> store.find(token.id())).isInstanceOf(ServiceUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind",
                "createdKey",
                "owner",
                "createdBy",
                "personal",
                "name",
                "enabled",
                "scopes",
                "digest",
                "pepper",
                "previousDigest",
                "previousPepper",
                "previousUntil",
                "lastUsedAt",
                "version",
                "nonce",
                "recordVersion",
                "purgeAt"
            })
    void a_record_without_a_required_attribute_is_corrupt(String attribute) {
        Token token = insert(SampleTokens.full());
        table.remove(token.id(), attribute);

        assertCorrupt(token, attribute);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createdBy",
                "personal",
                "name",
                "description",
                "enabled",
                "scopes",
                "expiresAt",
                "modifiedAt",
                "digest",
                "pepper",
                "previousDigest",
                "previousPepper",
                "previousUntil",
                "regeneratedAt",
                "lastUsedAt",
                "lastUsedIp",
                "version",
                "nonce",
                "recordVersion",
                "purgeAt"
            })
    void an_attribute_of_another_type_is_corrupt(String attribute) {
        Token token = insert(SampleTokens.full());
        AttributeValue original = table.item(token.id()).get(attribute);

        for (AttributeValue other : List.of(
                s("4711"),
                n("4711"),
                AttributeValue.fromBool(true),
                AttributeValue.fromNul(true),
                b("4711"),
                AttributeValue.fromSs(List.of("apiTokens.read")),
                AttributeValue.fromM(Map.of()))) {
            if (other.type() != original.type()) {
                table.set(token.id(), attribute, other);
                assertCorrupt(token, attribute);
            }
        }
    }

    @Test
    @RequiresBackend(Capability.INDEX_KEY_TYPES)
    void dynamodb_enforces_the_types_of_index_keys() {
        Token token = insert(SampleTokens.full());

        for (String key : Set.of("kind", "createdKey", "owner", "project")) {
            assertThatThrownBy(() -> table.set(token.id(), key, n("1"))).hasMessageContaining("ype");
        }
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void an_attribute_out_of_range_is_corrupt(String attribute, AttributeValue value) {
        Token token = insert(SampleTokens.full());
        table.set(token.id(), attribute, value);

        assertCorrupt(token, attribute);
    }

    static Stream<Arguments> outOfRange() {
        Stream<Arguments> times = Stream.of("expiresAt", "modifiedAt", "previousUntil", "regeneratedAt", "lastUsedAt")
                .flatMap(time ->
                        Stream.of("-1", "1.5", "253402300800000", "1e30").map(value -> Arguments.of(time, n(value))));
        Stream<Arguments> others = Stream.of(
                Arguments.of("kind", s("U")),
                Arguments.of("createdKey", s("1700000000000#tok.AAAAAAAAAAAAAAAAAAAAAAAA")),
                Arguments.of("createdKey", s("x")),
                Arguments.of("scopes", AttributeValue.fromL(List.of(n("1")))),
                Arguments.of("scopes", AttributeValue.fromL(List.of(s("not a scope")))),
                Arguments.of("scopes", AttributeValue.fromL(List.of(s("users.read"), s("users.read")))),
                Arguments.of("digest", b("too short")),
                Arguments.of("previousDigest", b("")),
                Arguments.of("pepper", n("0")),
                Arguments.of("pepper", n("2147483648")),
                Arguments.of("previousPepper", n("-1")),
                Arguments.of("version", n("0")),
                Arguments.of("version", n("1e25")),
                Arguments.of("recordVersion", n("0")),
                Arguments.of("deletedAt", n("-5")),
                // Before the expiration; in milliseconds instead of seconds.
                Arguments.of("purgeAt", n(Long.toString(NOW.getEpochSecond()))),
                Arguments.of("purgeAt", n(Long.toString(NOW.plus(RETENTION).toEpochMilli()))));
        return Stream.concat(times, others);
    }

    @Test
    void a_token_with_a_purge_time_but_no_expiry_is_corrupt() {
        Token token = insert(SampleTokens.bare());
        table.set(token.id(), "purgeAt", n(Long.toString(NOW.getEpochSecond())));

        assertCorrupt(token, "purgeAt");
    }

    @Test
    void batch_read_reports_a_corrupt_record_and_returns_the_others() {
        Token damaged = insert(SampleTokens.full());
        Token other = insert(SampleTokens.full());
        table.set(damaged.id(), "digest", s("x"));
        List<TokenId> reported = new ArrayList<>();

        assertThat(table.queryStore().findAll(List.of(damaged.id(), other.id()), reported::add))
                .containsExactly(other);
        assertThat(reported).containsExactly(damaged.id());
    }

    @Test
    void unreadable_values_are_not_written() {
        Token token = SampleTokens.full();
        TokenSettings outOfRange = expiring(token.settings(), Instant.parse("+10000-01-01T00:00:00Z"));

        assertThatThrownBy(() -> store.insert(token.withSettings(outOfRange), STAMP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(table.item(token.id())).isEmpty();
    }

    /** Asserts the complete message, which names the record and the attribute but not the value. */
    private void assertCorrupt(Token token, String attribute) {
        assertThatThrownBy(() -> store.find(token.id()))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record " + token.id() + " is corrupt: " + attribute)
                .hasNoCause();
    }

    private Token insert(Token token) {
        assertThat(store.insert(token, STAMP)).isTrue();
        return token;
    }

    private static Token requireWritten(WriteResult<Token> result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written<Token>) result).value();
    }

    private static TokenSettings expiring(TokenSettings settings, Instant at) {
        return new TokenSettings(
                settings.name(),
                settings.description(),
                settings.enabled(),
                settings.scopes(),
                at,
                settings.allowedIps(),
                settings.modifiedAt());
    }

    private static long number(Map<String, AttributeValue> item, String attribute) {
        return Long.parseLong(item.get(attribute).n());
    }

    private static AttributeValue s(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue n(String value) {
        return AttributeValue.fromN(value);
    }

    private static AttributeValue b(String value) {
        return AttributeValue.fromB(SdkBytes.fromString(value, StandardCharsets.UTF_8));
    }
}
