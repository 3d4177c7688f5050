package dev.tokenry.store;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link UserStore} and of the {@link UserQueryStore} over the same users. */
public abstract class UserStoreContract {

    /** Empty stores over the same table. */
    public record Stores(TokenStore tokens, TokenQueryStore queryStore, UserStore users, UserQueryStore userQueries) {}

    private TokenStore tokens;
    private TokenQueryStore queryStore;
    private UserStore store;
    private UserQueryStore userQueries;

    protected abstract Stores stores();

    @BeforeEach
    void create_stores() {
        Stores fresh = stores();
        tokens = fresh.tokens();
        queryStore = fresh.queryStore();
        store = fresh.users();
        userQueries = fresh.userQueries();
    }

    @Test
    void a_user_is_found_as_it_was_inserted() {
        for (User user : List.of(SampleUsers.full("anna"), SampleUsers.bare("bert@example.com"))) {
            assertThat(store.insert(user, STAMP)).isTrue();
            assertThat(store.find(user.name())).hasValue(user);
        }
    }

    @Test
    void the_id_stays_for_life_and_users_are_found_together() {
        User anna = new User(OwnerName.of("anna"), "0011", null, null, true, Scopes.NONE, true, List.of(), 1);
        store.insert(anna, STAMP);
        store.insert(SampleUsers.bare("bert"), STAMP);

        store.replace(
                anna,
                new User(OwnerName.of("anna"), "0022", "Anna", null, false, Scopes.NONE, true, List.of(), 1),
                STAMP);
        assertThat(store.find(OwnerName.of("anna")).map(User::id)).hasValue("0011");
        assertThat(userQueries.findAll(
                        Set.of(OwnerName.of("ANNA"), OwnerName.of("bert"), OwnerName.of("carl")),
                        name -> fail(name.key())))
                .isEqualTo(Map.of(
                        OwnerName.of("anna"), store.find(OwnerName.of("anna")).orElseThrow(),
                        OwnerName.of("bert"), SampleUsers.bare("bert")));
    }

    @Test
    void missing_user_is_not_found() {
        store.insert(SampleUsers.full("anna"), STAMP);

        assertThat(store.find(OwnerName.of("bert"))).isEmpty();
        assertThat(store.find(OwnerName.of("ann"))).isEmpty();
    }

    @Test
    void spellings_of_a_name_are_one_user_and_the_first_is_kept() {
        User anna = insert(SampleUsers.full("Anna+CI@corp.example"));
        OwnerName other = OwnerName.of("aNNA+ci@CORP.example");

        assertThat(store.insert(SampleUsers.bare(other.spelling()), STAMP)).isFalse();
        User renamed = new User(other, anna.id(), "Other", null, false, Scopes.NONE, false, List.of(), anna.version());
        assertThat(requireWritten(store.replace(anna, renamed, STAMP)).name().spelling())
                .isEqualTo("Anna+CI@corp.example");
        User found = store.find(other).orElseThrow();
        assertThat(found.firstName()).isEqualTo("Other");
        assertThat(found.name().spelling()).isEqualTo("Anna+CI@corp.example");
        assertThat(userQueries
                        .findAll(Set.of(other), name -> fail(name.key()))
                        .get(anna.name())
                        .name()
                        .spelling())
                .isEqualTo("Anna+CI@corp.example");

        requireWritten(store.delete(found, STAMP));
        assertThat(store.find(anna.name())).isEmpty();
        insert(SampleUsers.full(other.spelling()));
        assertThat(store.find(anna.name()).orElseThrow().name().spelling()).isEqualTo(other.spelling());
    }

    @Test
    void a_name_is_inserted_once() {
        User user = insert(SampleUsers.full("anna"));

        assertThat(store.insert(SampleUsers.bare("anna"), STAMP)).isFalse();
        assertThat(store.insert(user, STAMP)).isFalse();
        assertThat(store.find(OwnerName.of("anna"))).hasValue(user);
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_inserts_with_the_same_name_succeeds() {
        assertThat(ConcurrentCalls.run(16, () -> store.insert(SampleUsers.full("anna"), STAMP)))
                .containsOnlyOnce(true);
    }

    @Test
    void replacement_sets_and_removes_every_value() {
        User bare = insert(SampleUsers.bare("anna"));

        User full = requireWritten(store.replace(bare, SampleUsers.full("anna"), STAMP));
        assertThat(full).isEqualTo(SampleUsers.full("anna").withVersion(2));
        assertThat(store.find(OwnerName.of("anna"))).hasValue(full);

        User again = requireWritten(store.replace(full, SampleUsers.bare("anna"), STAMP));
        assertThat(again).isEqualTo(bare.withVersion(3));
        assertThat(store.find(OwnerName.of("anna"))).hasValue(again);
    }

    @Test
    void replacing_an_outdated_user_returns_the_current_one() {
        User current = insert(SampleUsers.full("anna"));
        User updated = requireWritten(store.replace(current, SampleUsers.bare("anna"), STAMP));

        assertThat(store.replace(current, SampleUsers.full("anna"), STAMP))
                .isEqualTo(new WriteResult.VersionConflict<>(updated));
        assertThat(store.find(OwnerName.of("anna"))).hasValue(updated);
    }

    @Test
    void missing_user_cannot_be_replaced() {
        User absent = SampleUsers.full("anna");

        assertThat(store.replace(absent, absent, STAMP)).isEqualTo(new WriteResult.NotFound<>());
        assertThat(store.find(OwnerName.of("anna"))).isEmpty();
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void one_of_concurrent_replacements_succeeds() {
        User current = insert(SampleUsers.full("anna"));

        List<WriteResult<User>> results =
                ConcurrentCalls.run(16, () -> store.replace(current, SampleUsers.bare("anna"), STAMP));

        assertThat(results).filteredOn(WriteResult.Written.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(WriteResult.VersionConflict.class::isInstance)
                .hasSize(15);
    }

    @Test
    void deleted_user_is_not_found_and_its_name_is_available() {
        User user = insert(SampleUsers.full("anna"));

        assertThat(store.delete(user, STAMP)).isEqualTo(new WriteResult.Written<>(user));
        assertThat(store.find(OwnerName.of("anna"))).isEmpty();
        assertThat(userQueries.listByName(null, 10).rows()).isEmpty();

        User other = insert(SampleUsers.bare("anna").withVersion(8));
        assertThat(store.find(OwnerName.of("anna"))).hasValue(other);
    }

    @Test
    void missing_user_is_not_deleted_again() {
        User user = insert(SampleUsers.full("anna"));
        store.delete(user, STAMP);

        assertThat(store.delete(user, STAMP)).isEqualTo(new WriteResult.NotFound<>());
    }

    @Test
    void outdated_or_recreated_user_cannot_be_deleted() {
        User current = insert(SampleUsers.full("anna"));
        User updated = requireWritten(store.replace(current, SampleUsers.bare("anna"), STAMP));
        assertThat(store.delete(current, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(updated));

        store.delete(updated, STAMP);
        User other = insert(SampleUsers.full("anna").withVersion(99));
        assertThat(store.delete(updated, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(other));
        assertThat(store.find(OwnerName.of("anna"))).hasValue(other);
    }

    @Test
    void users_are_listed_in_the_order_of_their_names_a_page_at_a_time() {
        List<String> names = List.of("9", "Anna", "anna+ci", "anna-2", "Anna-3", "anna.3", "B@x", "zoe");
        // Inserted in another order than that of the list, mixed with tokens.
        for (int i : new int[] {3, 7, 0, 5, 1, 6, 2, 4}) {
            insert(SampleUsers.full(names.get(i)));
            tokens.insert(SampleTokens.full(), STAMP);
        }
        for (int limit : new int[] {1, 2, 3, 7, 8, 9, 1000}) {
            List<String> listed = new ArrayList<>();
            IndexPosition after = null;
            do {
                NamePage<UserRow> page = userQueries.listByName(after, limit);
                assertThat(page.rows()).hasSizeBetween(1, limit);
                page.rows().forEach(row -> listed.add(row.name().spelling()));
                after = page.nextAfter();
            } while (after != null);
            assertThat(listed).as("pages of " + limit).isEqualTo(names);
        }
    }

    @Test
    void list_contains_current_users() {
        User anna = insert(SampleUsers.bare("anna"));
        User updated = requireWritten(store.replace(anna, SampleUsers.full("anna"), STAMP));

        IndexPosition position = new IndexPosition("anna", "anna");
        assertThat(userQueries.listByName(null, 5))
                .isEqualTo(new NamePage<>(List.of(new UserRow(position, Optional.of(updated))), null));
        assertThat(userQueries.listByName(position, 5)).isEqualTo(new NamePage<>(List.of(), null));
    }

    @Test
    void page_without_users_is_empty() {
        tokens.insert(SampleTokens.full(), STAMP);

        assertThat(userQueries.listByName(null, 5)).isEqualTo(new NamePage<>(List.of(), null));
    }

    @Test
    void tokens_are_counted_by_owner_with_the_personal_ones_among_them() {
        insert(SampleUsers.full("anna"));
        insertToken("anna", null, false);
        insertToken("anna", "apollo", false);
        insertToken("anna", null, true);
        Token deleted = insertToken("anna", null, true);
        tokens.delete(deleted, STAMP);
        insertToken("Anna", null, true);
        insertToken("bert", null, false);

        assertThat(userQueries.countTokens(OwnerName.of("anna"), 10)).isEqualTo(new TokenCounts(4, 2));
        assertThat(userQueries.countTokens(OwnerName.of("bert"), 10)).isEqualTo(new TokenCounts(1, 0));
        assertThat(userQueries.countTokens(OwnerName.of("eve"), 10)).isEqualTo(new TokenCounts(0, 0));
        assertThat(userQueries.countTokens(OwnerName.of("anna"), 2).total()).isEqualTo(2);
    }

    @Test
    void users_are_not_counted_or_listed_as_tokens() {
        insert(SampleUsers.full("anna"));

        for (TokenFilter filter : List.of(new TokenFilter.All(), new TokenFilter.ByOwner(OwnerName.of("anna"), null))) {
            assertThat(queryStore.count(filter, null, 10)).isZero();
            assertThat(queryStore.listSummaries(filter, null, 10)).isEmpty();
        }
    }

    private Token insertToken(String owner, String project, boolean personal) {
        Token token = Token.create(
                SampleTokens.newId(),
                new TokenOrigin(owner, "admin", project, personal, SampleTokens.NOW),
                SampleTokens.full().settings(),
                SampleTokens.newDigest(1));
        assertThat(tokens.insert(token, STAMP)).isTrue();
        return token;
    }

    private User insert(User user) {
        assertThat(store.insert(user, STAMP)).isTrue();
        return user;
    }

    private static User requireWritten(WriteResult<User> result) {
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written<User>) result).value();
    }
}
