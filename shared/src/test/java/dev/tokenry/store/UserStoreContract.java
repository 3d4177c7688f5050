package dev.tokenry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenCounts;
import dev.tokenry.model.User;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link UserStore} promises. */
public abstract class UserStoreContract {

    /** A store of tokens and one of users that know the same, without anything in them. */
    public record Stores(TokenStore tokens, TokenCatalogue catalogue, UserStore users) {}

    private TokenStore tokens;
    private TokenCatalogue catalogue;
    private UserStore store;

    protected abstract Stores stores();

    @BeforeEach
    void take_fresh_stores() {
        Stores fresh = stores();
        tokens = fresh.tokens();
        catalogue = fresh.catalogue();
        store = fresh.users();
    }

    @Test
    void a_user_is_found_as_it_was_inserted() {
        for (User user : List.of(SampleUsers.full("anna"), SampleUsers.bare("bert@example.com"))) {
            assertThat(store.insert(user)).isTrue();
            assertThat(store.find(user.name())).hasValue(user);
        }
    }

    @Test
    void a_user_that_never_was_is_not_found_and_case_counts() {
        store.insert(SampleUsers.full("anna"));

        assertThat(store.find("bert")).isEmpty();
        assertThat(store.find("Anna")).isEmpty();
        assertThat(store.find("ann")).isEmpty();
    }

    @Test
    void a_name_is_inserted_once() {
        User user = inserted(SampleUsers.full("anna"));

        assertThat(store.insert(SampleUsers.bare("anna"))).isFalse();
        assertThat(store.insert(user)).isFalse();
        assertThat(store.find("anna")).hasValue(user);
    }

    @Test
    void of_parallel_inserts_of_a_name_one_succeeds() {
        assertThat(Parallel.run(16, () -> store.insert(SampleUsers.full("anna"))))
                .containsOnlyOnce(true);
    }

    @Test
    void a_replacement_gives_and_takes_away_every_value() {
        User bare = inserted(SampleUsers.bare("anna"));

        User full = done(store.replace(bare, SampleUsers.full("anna")));
        assertThat(full).isEqualTo(SampleUsers.full("anna").withVersion(2));
        assertThat(store.find("anna")).hasValue(full);

        User again = done(store.replace(full, SampleUsers.bare("anna")));
        assertThat(again).isEqualTo(bare.withVersion(3));
        assertThat(store.find("anna")).hasValue(again);
    }

    @Test
    void a_replacement_of_an_outdated_user_answers_the_present_one_and_changes_nothing() {
        User read = inserted(SampleUsers.full("anna"));
        User now = done(store.replace(read, SampleUsers.bare("anna")));

        assertThat(store.replace(read, SampleUsers.full("anna"))).isEqualTo(new UserReplacement.Outdated(now));
        assertThat(store.find("anna")).hasValue(now);
    }

    @Test
    void a_user_that_is_not_there_cannot_be_replaced() {
        User never = SampleUsers.full("anna");

        assertThat(store.replace(never, never)).isEqualTo(new UserReplacement.Gone());
        assertThat(store.find("anna")).isEmpty();
    }

    @Test
    void of_parallel_replacements_of_one_version_one_succeeds() {
        User read = inserted(SampleUsers.full("anna"));

        List<UserReplacement> answers = Parallel.run(16, () -> store.replace(read, SampleUsers.bare("anna")));

        assertThat(answers).filteredOn(UserReplacement.Done.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(UserReplacement.Outdated.class::isInstance)
                .hasSize(15);
    }

    @Test
    void a_deleted_user_is_not_found_and_its_name_is_free() {
        User user = inserted(SampleUsers.full("anna"));

        assertThat(store.delete(user)).isEqualTo(new UserReplacement.Done(user));
        assertThat(store.find("anna")).isEmpty();
        assertThat(store.listByName(null, 10).users()).isEmpty();

        User other = inserted(SampleUsers.bare("anna").withVersion(8));
        assertThat(store.find("anna")).hasValue(other);
    }

    @Test
    void a_user_that_is_not_there_is_deleted_already() {
        User user = inserted(SampleUsers.full("anna"));
        store.delete(user);

        assertThat(store.delete(user)).isEqualTo(new UserReplacement.Done(user));
    }

    @Test
    void an_outdated_user_and_another_of_its_name_cannot_be_deleted() {
        User read = inserted(SampleUsers.full("anna"));
        User now = done(store.replace(read, SampleUsers.bare("anna")));
        assertThat(store.delete(read)).isEqualTo(new UserReplacement.Outdated(now));

        store.delete(now);
        User other = inserted(SampleUsers.full("anna").withVersion(99));
        assertThat(store.delete(now)).isEqualTo(new UserReplacement.Outdated(other));
        assertThat(store.find("anna")).hasValue(other);
    }

    @Test
    void users_are_listed_in_the_order_of_their_names_a_page_at_a_time() {
        List<String> names = List.of("9", "Anna", "Zoe", "anna", "anna-2", "anna.3", "b@x", "zoe");
        // Not in the order of the list, and among tokens.
        for (int i : new int[] {3, 7, 0, 5, 1, 6, 2, 4}) {
            inserted(SampleUsers.full(names.get(i)));
            tokens.insert(SampleTokens.full());
        }
        List<String> sorted = names.stream().sorted().toList();

        for (int limit : new int[] {1, 2, 3, 7, 8, 9, 1000}) {
            List<String> listed = new ArrayList<>();
            String after = null;
            do {
                UserPage page = store.listByName(after, limit);
                assertThat(page.users()).hasSizeBetween(1, limit);
                page.users().forEach(user -> listed.add(user.name()));
                after = page.next();
            } while (after != null);
            assertThat(listed).as("pages of " + limit).isEqualTo(sorted);
        }
    }

    @Test
    void a_list_shows_users_as_they_are_now() {
        User anna = inserted(SampleUsers.bare("anna"));
        User now = done(store.replace(anna, SampleUsers.full("anna")));

        assertThat(store.listByName(null, 5)).isEqualTo(new UserPage(List.of(now), null));
        assertThat(store.listByName("anna", 5)).isEqualTo(new UserPage(List.of(), null));
    }

    @Test
    void no_users_are_an_empty_page() {
        tokens.insert(SampleTokens.full());

        assertThat(store.listByName(null, 5)).isEqualTo(new UserPage(List.of(), null));
    }

    @Test
    void tokens_are_counted_by_owner_with_the_personal_ones_among_them() {
        inserted(SampleUsers.full("anna"));
        keep("anna", null, false);
        keep("anna", "apollo", false);
        keep("anna", null, true);
        Token deleted = keep("anna", null, true);
        tokens.delete(deleted);
        keep("Anna", null, true);
        keep("bert", null, false);

        assertThat(store.countTokens("anna", 10)).isEqualTo(new TokenCounts(3, 1));
        assertThat(store.countTokens("bert", 10)).isEqualTo(new TokenCounts(1, 0));
        assertThat(store.countTokens("eve", 10)).isEqualTo(new TokenCounts(0, 0));
        assertThat(store.countTokens("anna", 2).total()).isEqualTo(2);
    }

    @Test
    void a_user_is_no_token_of_anybody() {
        inserted(SampleUsers.full("anna"));

        for (TokenRange range : List.of(new TokenRange.All(), new TokenRange.OfOwner("anna", null))) {
            assertThat(catalogue.count(range, 10)).isZero();
            assertThat(catalogue.rows(range, null, 10)).isEmpty();
        }
    }

    private Token keep(String owner, String project, boolean personal) {
        Token token = Token.create(
                SampleTokens.newId(),
                new TokenOrigin(owner, "admin", project, personal, SampleTokens.NOW),
                SampleTokens.full().settings(),
                SampleTokens.newDigest(1));
        assertThat(tokens.insert(token)).isTrue();
        return token;
    }

    private User inserted(User user) {
        assertThat(store.insert(user)).isTrue();
        return user;
    }

    private static User done(UserReplacement answer) {
        assertThat(answer).isInstanceOf(UserReplacement.Done.class);
        return ((UserReplacement.Done) answer).user();
    }
}
