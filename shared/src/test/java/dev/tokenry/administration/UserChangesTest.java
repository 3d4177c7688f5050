package dev.tokenry.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.tokenry.administration.UserChanges.PutResult;
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

    private static final Precondition NO_PRECONDITION = new Precondition.None();

    private final UserStore store = new InMemoryUserStore(new InMemoryTokenStore());
    private final UserChanges users = new UserChanges(store);

    @Test
    void put_creates_or_replaces_a_user() {
        User bare = SampleUsers.bare("anna");
        assertThat(users.put("anna", NO_PRECONDITION, current -> bare)).isEqualTo(new PutResult(bare, true));

        PutResult replaced = users.put("anna", NO_PRECONDITION, current -> SampleUsers.full("anna"));
        assertThat(replaced).isEqualTo(new PutResult(SampleUsers.full("anna").withVersion(2), false));
        assertThat(users.find("anna")).isEqualTo(replaced.user());
    }

    @Test
    void put_without_changes_writes_nothing() {
        store.insert(SampleUsers.full("anna"));

        assertThat(users.put("anna", NO_PRECONDITION, Optional::orElseThrow))
                .isEqualTo(new PutResult(SampleUsers.full("anna"), false));
    }

    @Test
    void concurrent_put_is_evaluated_against_the_latest_version() {
        store.insert(SampleUsers.bare("anna"));
        List<User> evaluated = new ArrayList<>();

        users.put("anna", NO_PRECONDITION, current -> {
            evaluated.add(current.orElseThrow());
            if (evaluated.size() == 1) {
                store.replace(current.orElseThrow(), SampleUsers.full("anna"));
            }
            return current.orElseThrow().enabled() ? SampleUsers.bare("anna") : SampleUsers.full("anna");
        });

        assertThat(evaluated).extracting(User::enabled).containsExactly(false, true);
        assertThat(users.find("anna").enabled()).isFalse();
    }

    @Test
    void concurrent_creation_is_evaluated_as_a_replacement() {
        PutResult result = users.put("anna", NO_PRECONDITION, current -> {
            if (current.isEmpty()) {
                store.insert(SampleUsers.bare("anna"));
            }
            return SampleUsers.full("anna");
        });

        assertThat(result.created()).isFalse();
        assertThat(result.user().version()).isEqualTo(2);
    }

    @Test
    void put_recreates_a_user_that_is_deleted_concurrently() {
        store.insert(SampleUsers.bare("anna"));
        List<Optional<User>> evaluated = new ArrayList<>();

        PutResult result = users.put("anna", NO_PRECONDITION, current -> {
            evaluated.add(current);
            current.ifPresent(store::delete);
            return SampleUsers.full("anna");
        });

        assertThat(evaluated).containsExactly(Optional.of(SampleUsers.bare("anna")), Optional.empty());
        assertThat(result).isEqualTo(new PutResult(SampleUsers.full("anna"), true));
        assertThat(store.find("anna")).hasValue(SampleUsers.full("anna"));
    }

    @Test
    void put_with_precondition_does_not_recreate_a_user_that_is_deleted_concurrently() {
        store.insert(SampleUsers.bare("anna"));

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> users.put("anna", new Precondition.Exists(), current -> {
                    current.ifPresent(store::delete);
                    return SampleUsers.full("anna");
                }));
        assertThat(store.find("anna")).isEmpty();
    }

    @Test
    void put_that_always_loses_the_race_is_a_conflict() {
        store.insert(SampleUsers.bare("anna"));
        List<User> evaluated = new ArrayList<>();

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> users.put("anna", NO_PRECONDITION, current -> {
                    evaluated.add(current.orElseThrow());
                    store.replace(current.orElseThrow(), current.orElseThrow());
                    return SampleUsers.full("anna");
                }));
        assertThat(evaluated).hasSize(5);
        assertThat(users.find("anna").enabled()).isFalse();
    }

    @Test
    void failed_precondition_changes_nothing() {
        for (Precondition precondition : List.of(new Precondition.Exists(), new Precondition.VersionIn(Set.of("1")))) {
            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> users.put("anna", precondition, current -> SampleUsers.full("anna")));
            assertThat(store.find("anna")).isEmpty();
        }

        store.insert(SampleUsers.full("anna"));
        Precondition otherVersions = new Precondition.VersionIn(Set.of("6", "8"));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> users.put("anna", otherVersions, current -> SampleUsers.bare("anna")));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> users.delete("anna", otherVersions, user -> {}));
        assertThat(store.find("anna")).hasValue(SampleUsers.full("anna"));
    }

    @Test
    void matching_precondition_is_accepted() {
        store.insert(SampleUsers.full("anna"));

        Precondition sixthOrSeventh = new Precondition.VersionIn(Set.of("6", "7"));
        assertThat(users.put("anna", sixthOrSeventh, current -> SampleUsers.bare("anna"))
                        .user()
                        .version())
                .isEqualTo(8);
        assertThatNoException().isThrownBy(() -> users.delete("anna", new Precondition.Exists(), user -> {}));
        assertThat(store.find("anna")).isEmpty();
    }

    @Test
    void put_with_precondition_is_not_retried() {
        store.insert(SampleUsers.bare("anna"));
        List<User> evaluated = new ArrayList<>();

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> users.put("anna", new Precondition.Exists(), current -> {
                    evaluated.add(current.orElseThrow());
                    store.replace(current.orElseThrow(), current.orElseThrow());
                    return SampleUsers.full("anna");
                }));
        assertThat(evaluated).hasSize(1);
        assertThat(users.find("anna").enabled()).isFalse();
    }

    @Test
    void concurrently_changed_user_is_not_deleted() {
        store.insert(SampleUsers.bare("anna"));

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> users.delete("anna", NO_PRECONDITION, current -> store.replace(current, current)));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> users.delete("anna", new Precondition.Exists(), current -> store.replace(current, current)));
        assertThat(store.find("anna")).isPresent();
    }

    @Test
    void missing_user_is_not_found() {
        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> users.find("anna"));
        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> users.delete("anna", NO_PRECONDITION, user -> {}));
    }
}
