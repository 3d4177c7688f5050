package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.dynamodb.DamagedItems.Damage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A damaged token: it blocks no other, is rejected itself, and can be deleted. */
@RequiresBackend
class DynamoDamagedTokensIT {

    /** The attributes without which a token is complete: it is another one, and not damaged. */
    private static final Set<String> OPTIONAL = Set.of(
            "project",
            "description",
            "requestedScopes",
            "modifiedAt",
            "regeneratedAt",
            "currentUsedAt",
            "previousUsedAt",
            "replacedBy",
            "lastUsedIp",
            "flags");

    /** The attributes without which, or with another value of which, a token is in no list of all tokens. */
    private static boolean isListed(Damage damage) {
        return !damage.attribute().equals("kind") && !(damage.attribute().equals("createdKey") && damage.removes());
    }

    private static boolean isReadable(Damage damage) {
        // The name of another project is not recognized as damage.
        return OPTIONAL.contains(damage.attribute()) && damage.removes()
                // The use of scopes and the last change authorize nothing.
                || damage.attribute().startsWith("scopeUse")
                || damage.attribute().equals("lastChange")
                || damage.attribute().equals("project") && !damage.removes();
    }

    private final TestTable table = new TestTable();
    private final DynamoTokenStore store = table.store();
    private final DynamoTokenQueryStore queryStore = table.queryStore();
    private final CredentialFinder credentials =
            new DynamoCredentialFinder(new DynamoTable(table.client(), table.name(), new SecureRandom()));

    static Stream<Damage> damages() {
        TestTable table = new TestTable();
        Token token = full();
        table.store().insert(token, STAMP);
        return DamagedItems.of(table.item(token.id()));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damaged_token_blocks_no_other_and_can_be_deleted(Damage damage) {
        Token before = insert();
        Token damaged = insert();
        Token after = insert();
        damage.apply(table, damaged.id().value());

        for (int limit = 1; limit <= 4; limit++) {
            assertThat(pagedIds(limit))
                    .as("pages of " + limit)
                    .containsOnlyOnce(before.id(), after.id())
                    .hasSize(isListed(damage) ? 3 : 2);
        }
        List<TokenId> unreadable = new ArrayList<>();
        List<Token> read = queryStore.findAll(List.of(before.id(), damaged.id(), after.id()), unreadable::add);
        if (isReadable(damage)) {
            assertThat(read).hasSize(3);
            assertThat(credentials.find(damaged.id())).isPresent();
            return;
        }
        assertThat(read).containsExactly(before, after);
        assertThat(unreadable).containsExactly(damaged.id());
        assertThat(queryStore.findLastUses(List.of(before.id(), damaged.id()))).containsKey(before.id());
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> store.find(damaged.id()));
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> credentials.find(damaged.id()));

        assertThat(store.deleteDamaged(damaged.id(), STAMP)).isTrue();
        assertThat(store.find(damaged.id())).isEmpty();
        assertThat(credentials.find(damaged.id())).isEmpty();
        assertThat(store.insert(damaged, STAMP)).isFalse();
        assertThat(pagedIds(10)).containsExactlyInAnyOrder(before.id(), after.id());
        assertThat(store.deleteDamaged(SampleTokens.newId(), STAMP)).isFalse();
    }

    @Test
    void rows_with_the_same_or_a_malformed_sort_key_are_each_listed_once() {
        List<TokenId> inserted = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            inserted.add(insert().id());
        }
        AttributeValue sortKey = table.item(inserted.getFirst()).get("createdKey");
        table.set(inserted.get(1), "createdKey", sortKey);
        table.set(inserted.get(2), "createdKey", sortKey);
        table.set(inserted.get(3), "createdKey", AttributeValue.fromS("!"));
        table.set(inserted.get(4), "createdKey", AttributeValue.fromS("~"));

        for (int limit = 1; limit <= 7; limit++) {
            assertThat(pagedIds(limit)).as("pages of " + limit).containsExactlyInAnyOrderElementsOf(inserted);
        }
        assertThat(queryStore.listSummaries(new TokenFilter.All(), null, 10))
                .filteredOn(TokenSummary::damaged)
                .extracting(TokenSummary::id)
                .containsExactlyInAnyOrderElementsOf(inserted.subList(1, 5));
    }

    @Test
    void item_of_another_kind_among_the_tokens_is_skipped() {
        Token before = insert();
        table.load(List.of(Map.of(
                "pk", AttributeValue.fromS("user#anna"),
                "kind", AttributeValue.fromS("T"),
                "createdKey", AttributeValue.fromS("2000000000000#tk"))));
        Token after = insert();

        for (int limit = 1; limit <= 4; limit++) {
            assertThat(pagedIds(limit)).containsExactlyInAnyOrder(before.id(), after.id());
        }
    }

    private List<TokenId> pagedIds(int limit) {
        List<TokenId> ids = new ArrayList<>();
        IndexPosition after = null;
        List<TokenSummary> page;
        do {
            page = queryStore.listSummaries(new TokenFilter.All(), after, limit);
            page.forEach(row -> ids.add(row.id()));
            after = page.isEmpty() ? null : page.getLast().position();
        } while (page.size() == limit);
        return ids;
    }

    private Token insert() {
        Token token = full();
        assertThat(store.insert(token, STAMP)).isTrue();
        return token;
    }

    private static Token full() {
        Token token = SampleTokens.full();
        return token.withOrigin(token.origin().withOwner(token.origin().owner(), "0123456789abcdef01234567"));
    }
}
