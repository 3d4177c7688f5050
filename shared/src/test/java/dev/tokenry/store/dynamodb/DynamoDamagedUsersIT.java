package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static dev.tokenry.store.SampleTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.CredentialFinder.Credential;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.NamePage;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.UserRow;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.dynamodb.DamagedItems.Damage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A damaged user: it blocks no other, its tokens are rejected, and it can be deleted. */
@RequiresBackend
class DynamoDamagedUsersIT {

    /** The attributes without which a user is complete: it is another one, and not damaged. */
    private static final Set<String> OPTIONAL =
            Set.of("userId", "name", "firstName", "lastName", "requestedScopes", "confirmed");

    private final TestTable table = new TestTable();
    private final UserStore store = store(table);
    private final DynamoUserQueryStore queryStore =
            new DynamoUserQueryStore(table.client(), table.name(), new SecureRandom());
    private final CredentialFinder credentials =
            new DynamoCredentialFinder(new DynamoTable(table.client(), table.name(), new SecureRandom()));

    static Stream<Damage> damages() {
        TestTable table = new TestTable();
        User full = SampleUsers.full("bert");
        store(table)
                .insert(
                        new User(
                                OwnerName.of("bert"),
                                "0123456789abcdef01234567",
                                full.firstName(),
                                full.lastName(),
                                true,
                                full.scopes(),
                                true,
                                List.of(),
                                1),
                        STAMP);
        return DamagedItems.of(table.item("user#bert"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void damaged_user_blocks_no_other_stops_its_tokens_and_can_be_deleted(Damage damage) {
        User anna = insert("anna");
        User bert = insert("bert");
        User carl = insert("carl");
        Token token = SampleTokens.of("bert", "apollo", NOW);
        assertThat(table.store().insert(token, STAMP)).isTrue();
        damage.apply(table, "user#bert");

        boolean listed =
                !damage.attribute().equals("kind") && !(damage.attribute().equals("createdKey") && damage.removes());
        for (int limit = 1; limit <= 4; limit++) {
            assertThat(pagedNames(limit))
                    .as("pages of " + limit)
                    .containsExactlyInAnyOrderElementsOf(
                            listed ? List.of("anna", "bert", "carl") : List.of("anna", "carl"));
        }
        List<OwnerName> unreadable = new ArrayList<>();
        Map<OwnerName, User> read = queryStore.findAll(Set.of(anna.name(), bert.name(), carl.name()), unreadable::add);
        if (OPTIONAL.contains(damage.attribute()) && damage.removes()
                || damage.attribute().equals("lastChange")) {
            assertThat(read).containsOnlyKeys(anna.name(), bert.name(), carl.name());
            assertThat(store.deleteDamaged(bert.name(), STAMP)).isFalse();
            return;
        }
        assertThat(read).isEqualTo(Map.of(anna.name(), anna, carl.name(), carl));
        assertThat(unreadable).containsExactly(bert.name());
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> store.find(bert.name()));
        for (int read2 = 0; read2 < 2; read2++) {
            Credential credential = credentials.find(token.id()).orElseThrow();
            assertThatExceptionOfType(CorruptRecordException.class)
                    .isThrownBy(() -> credential.owner().get());
        }

        assertThat(store.deleteDamaged(bert.name(), STAMP)).isTrue();
        assertThat(table.item("user#bert")).containsKey("deletedAt").doesNotContainKeys("kind", "createdKey", "scopes");
        assertThat(store.find(bert.name())).isEmpty();
        assertThat(pagedNames(10)).containsExactly("anna", "carl");
        assertThat(store.deleteDamaged(bert.name(), STAMP)).isFalse();
        assertThat(store.insert(bert, STAMP)).isTrue();
        assertThat(store.deleteDamaged(bert.name(), STAMP)).isFalse();
        assertThat(store.find(bert.name())).hasValue(bert);
    }

    @Test
    void list_shows_the_name_of_a_damaged_user_and_nothing_else() {
        insert("bert");
        table.set("user#bert", "scopes", AttributeValue.fromS("logs.read"));

        assertThat(queryStore.listByName(null, 10))
                .isEqualTo(new NamePage<>(
                        List.of(new UserRow(new IndexPosition("bert", "bert"), Optional.empty())), null));
    }

    @Test
    void rows_with_the_same_or_a_malformed_sort_key_are_each_listed_once() {
        List<String> names = List.of("anna", "bert", "carl", "dora", "emil");
        names.forEach(this::insert);
        table.set("user#bert", "createdKey", AttributeValue.fromS("anna"));
        table.set("user#carl", "createdKey", AttributeValue.fromS("anna"));
        table.set("user#dora", "createdKey", AttributeValue.fromS("~ not a name"));

        for (int limit = 1; limit <= 6; limit++) {
            assertThat(pagedNames(limit)).as("pages of " + limit).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void item_of_another_kind_among_the_users_is_skipped() {
        insert("anna");
        Token token = SampleTokens.full();
        table.store().insert(token, STAMP);
        table.set(token.id(), "kind", AttributeValue.fromS("U"));
        insert("zoe");

        for (int limit = 1; limit <= 4; limit++) {
            assertThat(pagedNames(limit)).containsExactly("anna", "zoe");
        }
    }

    private List<String> pagedNames(int limit) {
        List<String> names = new ArrayList<>();
        IndexPosition after = null;
        do {
            NamePage<UserRow> page = queryStore.listByName(after, limit);
            page.rows().forEach(row -> names.add(row.name().key()));
            after = page.nextAfter();
        } while (after != null);
        return names;
    }

    private User insert(String name) {
        User user = SampleUsers.full(name);
        assertThat(store.insert(user, STAMP)).isTrue();
        return user;
    }

    private static UserStore store(TestTable table) {
        return new DynamoUserStore(table.client(), table.name(), TestTable.CLOCK, new SecureRandom());
    }
}
