package dev.tokenry.local.store;

import static dev.tokenry.local.store.LocalTable.RETENTION;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.store.Replacement;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenRange;
import dev.tokenry.store.TokenStore;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

/** What the table holds of a token, and which records the store does not believe. */
class DynamoTokenStoreRecordTest {

    private final LocalTable table = new LocalTable();
    private final TokenStore store = table.store();

    @Test
    void a_tombstone_holds_no_digest_nothing_to_list_it_by_and_nothing_that_describes_it() {
        Token token = inserted(SampleTokens.full());
        store.delete(token);

        Map<String, AttributeValue> tombstone = table.item(token.id());

        assertThat(tombstone).containsOnlyKeys("pk", "recordVersion", "nonce", "deletedAt", "purgeAt");
        assertThat(number(tombstone, "deletedAt")).isEqualTo(NOW.toEpochMilli());
        assertThat(number(tombstone, "purgeAt")).isEqualTo(NOW.plus(RETENTION).getEpochSecond());
    }

    @Test
    void a_token_is_purged_when_its_retention_after_expiry_is_over_counted_in_seconds() {
        Token token = inserted(SampleTokens.full());

        assertThat(number(table.item(token.id()), "purgeAt"))
                .isEqualTo(token.settings().expiresAt().plus(RETENTION).getEpochSecond());
    }

    @Test
    void a_token_is_purged_only_while_it_has_an_expiry() {
        Token token = inserted(SampleTokens.bare());
        assertThat(table.item(token.id())).doesNotContainKey("purgeAt");

        Instant expiry = NOW.plusSeconds(60);
        Token expiring = done(store.replace(token, token.withSettings(expiring(token.settings(), expiry))));
        assertThat(number(table.item(token.id()), "purgeAt"))
                .isEqualTo(expiry.plus(RETENTION).getEpochSecond());

        store.replace(expiring, expiring.withSettings(expiring(token.settings(), null)));
        assertThat(table.item(token.id())).doesNotContainKey("purgeAt");
    }

    @Test
    void a_replacement_answers_and_keeps_a_last_use_that_came_after_the_reading() {
        Token read = inserted(SampleTokens.full());
        table.set(read.id(), "lastUsedAt", n(Long.toString(NOW.plusSeconds(9).toEpochMilli())));
        table.set(read.id(), "lastUsedIp", s("192.0.2.1"));

        Token now = done(store.replace(read, read.withSettings(SampleTokens.renamed(read.settings(), "Renamed"))));

        assertThat(now.lastUse()).isEqualTo(new LastUse(NOW.plusSeconds(9), "192.0.2.1"));
        assertThat(store.find(read.id())).hasValue(now);
    }

    @Test
    void each_write_leaves_another_nonce() {
        Token token = inserted(SampleTokens.full());
        AttributeValue first = table.item(token.id()).get("nonce");
        store.replace(token, token);
        AttributeValue second = table.item(token.id()).get("nonce");

        assertThat(first.s()).hasSize(24);
        assertThat(second.s()).hasSize(24).isNotEqualTo(first.s());
    }

    @Test
    void a_newer_record_is_not_read() {
        Token token = inserted(SampleTokens.full());
        table.set(token.id(), "recordVersion", n("2"));

        assertThatThrownBy(() -> store.find(token.id()))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record " + token.id() + " is newer than this program");
    }

    @Test
    void a_newer_tombstone_is_not_read_either() {
        Token token = inserted(SampleTokens.full());
        store.delete(token);
        table.set(token.id(), "recordVersion", n("2"));

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
    void a_record_without_an_attribute_that_it_needs_is_corrupt(String attribute) {
        Token token = inserted(SampleTokens.full());
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
        Token token = inserted(SampleTokens.full());
        AttributeValue right = table.item(token.id()).get(attribute);

        for (AttributeValue other : List.of(
                s("4711"),
                n("4711"),
                AttributeValue.fromBool(true),
                AttributeValue.fromNul(true),
                b("4711"),
                AttributeValue.fromSs(List.of("apiTokens.read")),
                AttributeValue.fromM(Map.of()))) {
            if (other.type() != right.type()) {
                table.set(token.id(), attribute, other);
                assertCorrupt(token, attribute);
            }
        }
    }

    @Test
    void the_types_of_index_keys_are_held_by_dynamodb_itself() {
        Token token = inserted(SampleTokens.full());

        for (String key : Set.of("kind", "createdKey", "owner", "project")) {
            assertThatThrownBy(() -> table.set(token.id(), key, n("1"))).hasMessageContaining("ype");
        }
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void an_attribute_out_of_range_is_corrupt(String attribute, AttributeValue value) {
        Token token = inserted(SampleTokens.full());
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
                // Before its expiry; in milliseconds.
                Arguments.of("purgeAt", n(Long.toString(NOW.getEpochSecond()))),
                Arguments.of("purgeAt", n(Long.toString(NOW.plus(RETENTION).toEpochMilli()))));
        return Stream.concat(times, others);
    }

    @Test
    void a_token_without_expiry_that_would_be_purged_is_corrupt() {
        Token token = inserted(SampleTokens.bare());
        table.set(token.id(), "purgeAt", n(Long.toString(NOW.getEpochSecond())));

        assertCorrupt(token, "purgeAt");
    }

    @Test
    void a_corrupt_record_is_not_read_with_others_and_not_passed_over() {
        Token token = inserted(SampleTokens.full());
        table.set(token.id(), "digest", s("x"));

        assertThatThrownBy(() -> table.catalogue().tokens(List.of(token.id())))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record " + token.id() + " is corrupt: digest");
    }

    @Test
    void a_row_that_stands_in_the_wrong_place_of_an_index_is_corrupt() {
        Token token = inserted(SampleTokens.full());
        table.set(token.id(), "createdKey", s("1700000000000#" + SampleTokens.newId()));

        assertThatThrownBy(() -> table.catalogue().rows(new TokenRange.All(), null, 10))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record " + token.id() + " is corrupt: createdKey");
    }

    @Test
    void what_could_not_be_read_again_is_not_written() {
        Token token = SampleTokens.full();
        TokenSettings never = expiring(token.settings(), Instant.parse("+10000-01-01T00:00:00Z"));

        assertThatThrownBy(() -> store.insert(token.withSettings(never))).isInstanceOf(IllegalArgumentException.class);
        assertThat(table.item(token.id())).isEmpty();
    }

    /** The whole message: it names the record and the attribute, and no value. */
    private void assertCorrupt(Token token, String attribute) {
        assertThatThrownBy(() -> store.find(token.id()))
                .isInstanceOf(ServiceUnavailableException.class)
                .hasMessage("The record " + token.id() + " is corrupt: " + attribute)
                .hasNoCause();
    }

    private Token inserted(Token token) {
        assertThat(store.insert(token)).isTrue();
        return token;
    }

    private static Token done(Replacement answer) {
        assertThat(answer).isInstanceOf(Replacement.Done.class);
        return ((Replacement.Done) answer).token();
    }

    private static TokenSettings expiring(TokenSettings settings, Instant at) {
        return new TokenSettings(
                settings.name(),
                settings.description(),
                settings.enabled(),
                settings.scopes(),
                at,
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
