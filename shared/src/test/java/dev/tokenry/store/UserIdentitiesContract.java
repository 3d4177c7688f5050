package dev.tokenry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.IdentityLink;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SampleIssuers;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link UserStore} and of the {@link IdentityFinder} over the same users. */
public abstract class UserIdentitiesContract {

    /** Empty stores over the same table. */
    public record Stores(UserStore users, IdentityFinder identities) {}

    protected static final Issuer PEOPLE = SampleIssuers.people("people");
    protected static final ChangeStamp STAMP =
            new ChangeStamp(Operation.PUT_USER, new IamActor("test", "test-request"), SampleTokens.NOW);

    /** As long as a subject can be, and not in ASCII. */
    private static final String LONG_SUBJECT = "ä".repeat(1024);

    private UserStore users;
    private IdentityFinder identities;

    protected abstract Stores stores();

    @BeforeEach
    void create_stores() {
        Stores fresh = stores();
        users = fresh.users();
        identities = fresh.identities();
    }

    @Test
    void identities_of_a_new_user_are_linked() {
        User anna = insert(user("Anna", identity("1"), identity(LONG_SUBJECT)));

        assertThat(users.find(anna.name())).hasValue(anna);
        for (String subject : List.of("1", LONG_SUBJECT)) {
            IdentityLink link = identities.find(PEOPLE, subject).orElseThrow();
            assertThat(link)
                    .isEqualTo(new IdentityLink(identity(subject), OwnerName.of("anna"), anna.id(), SampleTokens.NOW));
            assertThat(link.isOf(anna)).isTrue();
        }
        assertThat(identities.find(PEOPLE, "2")).isEmpty();
        assertThat(identities.find(SampleIssuers.people("other"), "1")).isEmpty();
    }

    @Test
    void replacement_links_what_is_new_and_releases_what_is_gone() {
        User before = insert(user("anna", identity("1"), identity("2")));

        User after = replace(before, before.withIdentities(List.of(identity("2"), identity("3"))));

        assertThat(after)
                .isEqualTo(before.withIdentities(List.of(identity("2"), identity("3")))
                        .withVersion(before.version() + 1));
        assertThat(users.find(before.name())).hasValue(after);
        assertThat(identities.find(PEOPLE, "1")).isEmpty();
        assertThat(identities.find(PEOPLE, "2").orElseThrow().isOf(after)).isTrue();
        assertThat(identities.find(PEOPLE, "3").orElseThrow().isOf(after)).isTrue();
        assertThat(replace(after, after.withIdentities(List.of())).identities()).isEmpty();
        assertThat(identities.find(PEOPLE, "2")).isEmpty();
    }

    @Test
    void other_changes_keep_the_links() {
        User before = insert(user("anna", identity("1"), identity("2")));

        User disabled = replace(before, before.withEnabled(false));
        User reordered = replace(disabled, disabled.withIdentities(List.of(identity("2"), identity("1"))));

        assertThat(users.find(before.name())).hasValue(reordered);
        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(reordered)).isTrue();
    }

    @Test
    void identity_of_another_user_is_taken() {
        insert(user("anna", identity("1")));
        User bert = insert(user("bert", identity("2")));

        assertTaken("anna", () -> users.insert(user("carl", identity("3"), identity("1")), STAMP));
        assertTaken("anna", () -> users.replace(bert, bert.withIdentities(List.of(identity("1"))), STAMP));

        assertThat(users.find(OwnerName.of("carl"))).isEmpty();
        assertThat(users.find(bert.name())).hasValue(bert);
        assertThat(identities.find(PEOPLE, "3")).isEmpty();
        assertThat(identities.find(PEOPLE, "2").orElseThrow().isOf(bert)).isTrue();
    }

    @Test
    void released_identity_can_be_of_another_user() {
        User anna = insert(user("anna", identity("1")));
        User bert = insert(user("bert"));

        replace(anna, anna.withIdentities(List.of()));
        User linked = replace(bert, bert.withIdentities(List.of(identity("1"))));
        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(linked)).isTrue();

        assertThat(users.delete(linked, STAMP)).isEqualTo(new WriteResult.Written<>(linked));
        assertThat(identities.find(PEOPLE, "1")).isEmpty();
        insert(user("carl", identity("1")));
        assertThat(identities.find(PEOPLE, "1").map(IdentityLink::user)).hasValue(OwnerName.of("carl"));
    }

    @Test
    void another_record_of_the_name_has_no_identity_of_the_earlier_one() {
        User anna = insert(user("anna", identity("1")));
        users.delete(anna, STAMP);

        User reborn = insert(withId("0099", user("anna")));

        assertThat(identities.find(PEOPLE, "1").filter(link -> link.isOf(reborn)))
                .isEmpty();
        User linked = replace(reborn, reborn.withIdentities(List.of(identity("1"))));
        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(linked)).isTrue();
        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(anna)).isFalse();
    }

    @Test
    void deleted_user_can_be_created_again_with_the_identity() {
        users.delete(insert(user("anna", identity("1"))), STAMP);

        User reborn = insert(withId("0099", user("anna", identity("1"))));

        assertThat(users.insert(withId("0088", user("anna", identity("2"))), STAMP))
                .isFalse();
        assertThat(users.find(reborn.name())).hasValue(reborn);
        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(reborn)).isTrue();
        assertThat(identities.find(PEOPLE, "2")).isEmpty();
    }

    @Test
    void identity_of_an_earlier_issuer_of_the_name_does_not_count() {
        UserIdentity earlier = new UserIdentity("people", "00ff", "1");
        User anna = insert(user("anna", earlier));

        assertThat(identities.find(PEOPLE, "1")).isEmpty();
        User bert = insert(user("bert", identity("1")));
        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(bert)).isTrue();

        // Releasing the earlier one leaves the link of the other user.
        User released = replace(anna, anna.withIdentities(List.of()));
        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(bert)).isTrue();
        assertTaken("bert", () -> users.replace(released, released.withIdentities(List.of(identity("1"))), STAMP));
    }

    @Test
    void identity_moves_to_the_present_issuer_of_the_name() {
        User before = insert(user("anna", new UserIdentity("people", "00ff", "1")));

        User after = replace(before, before.withIdentities(List.of(identity("1"))));

        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(after)).isTrue();
    }

    @Test
    void outdated_user_is_not_written_and_nothing_is_linked() {
        User before = insert(user("anna", identity("1")));
        User current = replace(before, before.withEnabled(false));

        assertThat(users.replace(before, before.withIdentities(List.of(identity("2"))), STAMP))
                .isEqualTo(new WriteResult.VersionConflict<>(current));
        assertThat(users.delete(before, STAMP)).isEqualTo(new WriteResult.VersionConflict<>(current));
        assertThat(users.insert(user("anna", identity("3")), STAMP)).isFalse();
        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(current)).isTrue();
        assertThat(identities.find(PEOPLE, "2")).isEmpty();
        assertThat(identities.find(PEOPLE, "3")).isEmpty();
        User absent = user("carl");
        assertThat(users.replace(absent, absent.withIdentities(List.of(identity("4"))), STAMP))
                .isEqualTo(new WriteResult.NotFound<>());
        assertThat(identities.find(PEOPLE, "4")).isEmpty();
    }

    @Test
    @RequiresBackend(Capability.ATOMIC_WRITES)
    void of_users_that_race_for_a_subject_one_gets_it() {
        List<User> created = IntStream.range(0, 8)
                .mapToObj(i -> insert(user("user" + i, identity("own" + i))))
                .toList();
        AtomicInteger turns = new AtomicInteger();

        List<Boolean> linked = ConcurrentCalls.run(8, () -> {
            User user = created.get(turns.getAndIncrement());
            try {
                return users.replace(user, user.withIdentities(List.of(identity("1"))), STAMP)
                        instanceof WriteResult.Written;
            } catch (ApiException.ConflictException e) {
                return false;
            }
        });

        assertThat(linked).containsOnlyOnce(true);
        User winner = created.stream()
                .map(user -> users.find(user.name()).orElseThrow())
                .filter(user -> user.identities().contains(identity("1")))
                .toList()
                .getFirst();
        assertThat(identities.find(PEOPLE, "1").orElseThrow().isOf(winner)).isTrue();
        for (int i = 0; i < 8; i++) {
            boolean isWinner = created.get(i).name().equals(winner.name());
            assertThat(identities.find(PEOPLE, "own" + i).isPresent()).isEqualTo(!isWinner);
        }
    }

    protected final User insert(User user) {
        assertThat(users.insert(user, STAMP)).isTrue();
        return user;
    }

    protected final User replace(User current, User updated) {
        WriteResult<User> result = users.replace(current, updated, STAMP);
        assertThat(result).isInstanceOf(WriteResult.Written.class);
        return ((WriteResult.Written<User>) result).value();
    }

    protected static void assertTaken(String holder, ThrowingCallable call) {
        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ErrorReason.IDENTITY_TAKEN))
                .withMessage("The subject \"1\" of the issuer people is an identity of the user " + holder
                        + ". Remove it there first.");
    }

    protected static UserIdentity identity(String subject) {
        return new UserIdentity(PEOPLE.name(), PEOPLE.id(), subject);
    }

    protected static User user(String name, UserIdentity... identities) {
        return SampleUsers.full(name).withIdentities(List.of(identities));
    }

    protected static User withId(String id, User user) {
        return new User(
                user.name(),
                id,
                user.firstName(),
                user.lastName(),
                user.enabled(),
                user.scopes(),
                user.manageOwnTokens(),
                user.leads(),
                user.contact(),
                user.identities(),
                user.confirmed(),
                user.version());
    }
}
