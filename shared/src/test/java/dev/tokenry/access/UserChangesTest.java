package dev.tokenry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.tokenry.access.UserChanges.Put;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.InMemoryUserStore;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.UserStore;
import dev.tokenry.model.Precondition;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserChangesTest {

    private static final Precondition ANYTHING = new Precondition.None();

    private final UserStore store = new InMemoryUserStore(new InMemoryTokenStore());
    private final UserChanges users = new UserChanges(store);

    @Test
    void what_is_not_there_is_created_and_what_is_there_is_replaced() {
        User bare = SampleUsers.bare("anna");
        assertThat(users.put("anna", ANYTHING, old -> bare)).isEqualTo(new Put(bare, true));

        Put replaced = users.put("anna", ANYTHING, old -> SampleUsers.full("anna"));
        assertThat(replaced).isEqualTo(new Put(SampleUsers.full("anna").withVersion(2), false));
        assertThat(users.find("anna")).isEqualTo(replaced.user());
    }

    @Test
    void a_change_that_changes_nothing_writes_nothing() {
        store.insert(SampleUsers.full("anna"));

        assertThat(users.put("anna", ANYTHING, Optional::orElseThrow))
                .isEqualTo(new Put(SampleUsers.full("anna"), false));
    }

    @Test
    void a_change_that_comes_second_is_judged_again_by_what_came_first() {
        store.insert(SampleUsers.bare("anna"));
        List<User> judged = new ArrayList<>();

        users.put("anna", ANYTHING, old -> {
            judged.add(old.orElseThrow());
            if (judged.size() == 1) {
                store.replace(old.orElseThrow(), SampleUsers.full("anna"));
            }
            return old.orElseThrow().enabled() ? SampleUsers.bare("anna") : SampleUsers.full("anna");
        });

        assertThat(judged).extracting(User::enabled).containsExactly(false, true);
        assertThat(users.find("anna").enabled()).isFalse();
    }

    @Test
    void a_creation_that_comes_second_is_judged_as_a_change() {
        Put put = users.put("anna", ANYTHING, old -> {
            if (old.isEmpty()) {
                store.insert(SampleUsers.bare("anna"));
            }
            return SampleUsers.full("anna");
        });

        assertThat(put.created()).isFalse();
        assertThat(put.user().version()).isEqualTo(2);
    }

    @Test
    void a_change_that_always_comes_second_is_a_conflict() {
        store.insert(SampleUsers.bare("anna"));

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> users.put("anna", ANYTHING, old -> {
                    store.replace(old.orElseThrow(), old.orElseThrow());
                    return SampleUsers.full("anna");
                }));
        assertThat(users.find("anna").enabled()).isFalse();
    }

    @Test
    void a_user_that_is_not_what_was_expected_is_neither_made_nor_changed_nor_deleted() {
        for (Precondition expected : List.of(new Precondition.Exists(), new Precondition.VersionIn(Set.of("1")))) {
            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> users.put("anna", expected, old -> SampleUsers.full("anna")));
            assertThat(store.find("anna")).isEmpty();
        }

        store.insert(SampleUsers.full("anna"));
        Precondition other = new Precondition.VersionIn(Set.of("6", "8"));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> users.put("anna", other, old -> SampleUsers.bare("anna")));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> users.delete("anna", other, user -> {}));
        assertThat(store.find("anna")).hasValue(SampleUsers.full("anna"));
    }

    @Test
    void a_user_that_is_what_was_expected_is_changed_and_deleted() {
        store.insert(SampleUsers.full("anna"));

        Precondition seventh = new Precondition.VersionIn(Set.of("6", "7"));
        assertThat(users.put("anna", seventh, old -> SampleUsers.bare("anna"))
                        .user()
                        .version())
                .isEqualTo(8);
        assertThatNoException().isThrownBy(() -> users.delete("anna", new Precondition.Exists(), user -> {}));
        assertThat(store.find("anna")).isEmpty();
    }

    @Test
    void a_change_of_any_version_that_comes_second_is_not_thought_over_again() {
        store.insert(SampleUsers.bare("anna"));
        List<User> judged = new ArrayList<>();

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> users.put("anna", new Precondition.Exists(), old -> {
                    judged.add(old.orElseThrow());
                    store.replace(old.orElseThrow(), old.orElseThrow());
                    return SampleUsers.full("anna");
                }));
        assertThat(judged).hasSize(1);
        assertThat(users.find("anna").enabled()).isFalse();
    }

    @Test
    void a_user_that_was_changed_meanwhile_is_not_deleted() {
        store.insert(SampleUsers.bare("anna"));

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> users.delete("anna", ANYTHING, read -> store.replace(read, read)));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> users.delete("anna", new Precondition.Exists(), read -> store.replace(read, read)));
        assertThat(store.find("anna")).isPresent();
    }

    @Test
    void a_user_that_is_not_there_is_not_found() {
        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> users.find("anna"));
        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> users.delete("anna", ANYTHING, user -> {}));
    }
}
