package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.PutUser.Command;
import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.trust.InMemoryIssuerStore;
import dev.tokenry.exchange.trust.InMemoryTrustStore;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.store.InMemoryProjectStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.InMemoryUserStore;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.WriteResult;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PutUserTest {

    private static final String ID = "00112233445566778899aabb";
    private static final RandomGenerator RANDOM = new RandomGenerator() {
        @Override
        public void nextBytes(byte[] bytes) {
            byte[] id = HexFormat.of().parseHex(ID);
            System.arraycopy(id, 0, bytes, 0, bytes.length);
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }
    };

    private static final Precondition NONE = new Precondition.None();
    private static final UserDetails FULL = new UserDetails(
            OwnerName.of("bert"),
            "Bert",
            "Ørsted",
            true,
            Scopes.of(Scope.READ_TOKENS, Scope.WRITE_TOKENS),
            true,
            false);
    private static final UserDetails BARE =
            new UserDetails(OwnerName.of("bert"), null, null, false, Scopes.NONE, false, false);

    private final TestDependencies dependencies = new TestDependencies();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final RacingStore store = new RacingStore();
    private final InMemoryProjectStore projects = new InMemoryProjectStore();
    private final InMemoryIssuerStore issuers = new InMemoryIssuerStore();
    private final PutUser putUser =
            new PutUser(store, projects, tokens, new InMemoryTrustStore(), issuers, () -> NOW, RANDOM);
    private final TokenActor admin = dependencies.actor(Scope.WRITE_USERS, Scope.MANAGE_ALL_TOKENS);

    @Test
    void another_spelling_is_the_same_user_in_the_spelling_of_its_record() {
        put(admin, FULL, NONE);
        UserDetails disabled =
                new UserDetails(OwnerName.of("BERT"), "Bert", "Ørsted", false, FULL.scopes(), true, false);

        PutResult<User> result = put(admin, disabled, NONE);
        assertThat(result).isInstanceOf(PutResult.Replaced.class);
        assertThat(result.value().name().spelling()).isEqualTo("bert");
        assertThat(result.value().enabled()).isFalse();
        assertThat(put(admin, disabled, NONE)).isInstanceOf(PutResult.Unchanged.class);
    }

    @Test
    void user_is_created() {
        PutResult<User> result = put(admin, FULL, NONE);

        assertThat(result).isInstanceOf(PutResult.Created.class);
        assertThat(result.value())
                .isEqualTo(new User(
                                OwnerName.of("bert"),
                                ID,
                                "Bert",
                                "Ørsted",
                                true,
                                FULL.scopes(),
                                true,
                                List.of(),
                                User.initialVersion(NOW))
                        .withConfirmed(true));
        assertThat(store.find(OwnerName.of("bert"))).hasValue(result.value());
    }

    @Test
    void user_is_replaced() {
        User created = put(admin, FULL, NONE).value();
        PutResult<User> result = put(admin, BARE, NONE);

        assertThat(result).isInstanceOf(PutResult.Replaced.class);
        assertThat(result.value())
                .isEqualTo(new User(
                                OwnerName.of("bert"),
                                ID,
                                null,
                                null,
                                false,
                                Scopes.NONE,
                                false,
                                List.of(),
                                created.version() + 1)
                        .withConfirmed(true));
        assertThat(store.find(OwnerName.of("bert"))).hasValue(result.value());
    }

    @Test
    void put_without_changes_writes_nothing() {
        User created = put(admin, FULL, NONE).value();
        UserDetails otherOrder = new UserDetails(
                OwnerName.of("bert"),
                "Bert",
                "Ørsted",
                true,
                Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS),
                true,
                false);

        assertThat(put(admin, FULL, NONE)).isEqualTo(new PutResult.Unchanged<>(created));
        assertThat(put(admin, otherOrder, NONE)).isEqualTo(new PutResult.Unchanged<>(created));
        assertThat(store.find(OwnerName.of("bert"))).hasValue(created);
    }

    @ParameterizedTest
    @CsvSource({
        // scopes of the caller; enabled and scopes of the user before (empty: a new user) and after
        "users.write logs.read, ,      '',        true,  logs.read,              true",
        "users.write,           ,      '',        true,  logs.read,              false",
        "users.write,           ,      '',        true,  '',                     true",
        "users.write,           true,  logs.read, true,  logs.read,              false",
        "users.write,           true,  logs.read, true,  '',                     false",
        "users.write,           true,  logs.read, false, logs.read,              false",
        "users.write,           true,  logs.read, true,  logs.read metrics.read, false",
        "users.write,           false, logs.read, true,  logs.read,              false",
        "users.write,           false, logs.read, true,  '',                     false",
        "users.write,           false, logs.read, false, logs.read,              false",
        "users.write logs.read, false, logs.read, true,  logs.read,              true",
        "users.write logs.read, false, logs.read, true,  logs.read metrics.read, false",
        "users.write logs.read, false, '',        true,  metrics.read,           false",
        "TenantTokenManagement, false, logs.read, true,  logs.read metrics.read, true",
    })
    void caller_changes_only_users_whose_scopes_it_holds(
            String held, Boolean wasEnabled, String before, boolean enabled, String after, boolean allowed) {
        if (wasEnabled != null) {
            store.insert(new User("bert", null, null, wasEnabled, Scopes.parse(before), true, 1), STAMP);
        }
        Optional<User> existing = store.find(OwnerName.of("bert"));
        TokenActor actor = dependencies.actor(Scopes.parse(held).values().toArray(Scope[]::new));
        UserDetails details =
                new UserDetails(OwnerName.of("bert"), "new", null, enabled, Scopes.parse(after), true, false);

        if (allowed) {
            assertThat(put(actor, details, NONE).value().scopes()).isEqualTo(Scopes.parse(after));
        } else {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> put(actor, details, versionIn(99)));
            assertThat(store.find(OwnerName.of("bert"))).isEqualTo(existing);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // project and secret of the caller
        "web, CURRENT,  A token that is bound to a project cannot access users.",
        ",    PREVIOUS, The previous secret of a regenerated token cannot be used for changes.",
    })
    void forbidden_caller_is_rejected_before_the_fields_are_read(
            String project, SecretGeneration generation, String message) {
        TokenActor actor = TestDependencies.actor(new Principal(
                dependencies.format.mint().id(),
                OwnerName.of("anna"),
                project,
                admin.principal().scopes(),
                false,
                generation,
                null));

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> putUser.execute(
                        actor,
                        new Command(
                                () -> {
                                    throw new AssertionError("The fields were read");
                                },
                                NONE)))
                .withMessage(message);
    }

    @Test
    void caller_changes_its_own_user_but_does_not_disable_it() {
        UserDetails anna = new UserDetails(OwnerName.of("anna"), null, null, true, Scopes.NONE, true, false);
        UserDetails disabled = new UserDetails(OwnerName.of("anna"), null, null, false, Scopes.NONE, true, false);

        for (TokenActor actor : List.of(dependencies.actor(Scope.WRITE_USERS), admin)) {
            assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                    .isThrownBy(() -> put(actor, disabled, NONE))
                    .withMessage("A token cannot disable the user that it belongs to.");
            put(actor, anna, NONE);
        }
        assertThat(store.find(OwnerName.of("anna")).map(User::enabled)).hasValue(true);
    }

    @Test
    void caller_does_not_allow_its_own_user_to_manage_tokens() {
        UserDetails closed = new UserDetails(OwnerName.of("anna"), null, null, true, Scopes.NONE, false, false);
        UserDetails open = new UserDetails(OwnerName.of("anna"), null, null, true, Scopes.NONE, true, false);
        TokenActor actor = dependencies.actor(Scope.WRITE_USERS);
        store.insert(user(closed), STAMP);

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> put(actor, open, NONE))
                .withMessage("Token management is not allowed for this user");
        assertThat(put(actor, closed, NONE)).isInstanceOf(PutResult.Unchanged.class);
        assertThat(put(admin, open, NONE)).isInstanceOf(PutResult.Replaced.class);
    }

    @Test
    void user_over_an_owner_with_tokens_is_created_only_on_request() {
        tokens.insert(SampleTokens.of("bert", null, NOW), STAMP);

        assertThatExceptionOfType(ApiException.ConflictException.class).isThrownBy(() -> put(admin, FULL, NONE));
        assertThat(store.find(OwnerName.of("bert"))).isEmpty();
        UserDetails adopting = new UserDetails(OwnerName.of("bert"), "Bert", "Ørsted", true, FULL.scopes(), true, true);
        assertThat(put(admin, adopting, NONE)).isInstanceOf(PutResult.Created.class);
        assertThat(put(admin, BARE, NONE)).isInstanceOf(PutResult.Replaced.class);
    }

    /** Their seals need a pepper. */
    @Test
    void issuers_are_read_only_for_requested_identities() {
        PutUser withoutIssuers = new PutUser(
                store,
                projects,
                tokens,
                new InMemoryTrustStore(),
                new IssuerFinder() {
                    @Override
                    public Optional<Issuer> find(String name) {
                        throw new AssertionError("An issuer is read");
                    }

                    @Override
                    public List<Issuer> list(Consumer<String> onDamaged) {
                        throw new AssertionError("Issuers are read");
                    }
                },
                () -> NOW,
                RANDOM);
        UserIdentity identity = new UserIdentity("people", "0011", "1");
        store.insert(user(BARE).withIdentities(List.of(identity)), STAMP);

        User renamed = withoutIssuers
                .execute(admin, new Command(() -> withIdentities(null), NONE))
                .value();
        assertThat(renamed.identities()).containsExactly(identity);
        User removed = withoutIssuers
                .execute(admin, new Command(() -> withIdentities(List.of()), NONE))
                .value();
        assertThat(removed.identities()).isEmpty();
    }

    private static UserDetails withIdentities(@Nullable List<UserDetails.Identity> identities) {
        return new UserDetails(
                OwnerName.of("bert"),
                "Bert",
                null,
                true,
                Scopes.NONE,
                true,
                null,
                ContactUpdate.NONE,
                identities,
                false);
    }

    @Test
    void concurrent_put_is_evaluated_against_the_latest_version() {
        store.insert(user(new UserDetails(OwnerName.of("bert"), "Bert", null, true, Scopes.NONE, true, false)), STAMP);
        store.beforeNextWrite(() -> store.replaceConcurrently(user(FULL)));

        PutResult<User> result = put(admin, BARE, NONE);
        assertThat(result).isInstanceOf(PutResult.Replaced.class);
        assertThat(result.value()).isEqualTo(user(BARE).withVersion(3));
    }

    @Test
    void concurrent_put_is_authorized_again() {
        store.insert(user(BARE), STAMP);
        store.beforeNextWrite(() -> store.replaceConcurrently(
                new User("bert", null, null, false, Scopes.of(Scope.MANAGE_ALL_TOKENS), true, 1)));
        UserDetails enabled = new UserDetails(OwnerName.of("bert"), null, null, true, Scopes.NONE, true, false);

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> put(dependencies.actor(Scope.WRITE_USERS), enabled, NONE));
        assertThat(store.find(OwnerName.of("bert")).orElseThrow().enabled()).isFalse();
    }

    @Test
    void concurrent_creation_is_evaluated_as_a_replacement() {
        store.beforeNextWrite(() -> store.insert(user(BARE), STAMP));

        PutResult<User> result = put(admin, FULL, NONE);
        assertThat(result).isInstanceOf(PutResult.Replaced.class);
        assertThat(result.value().version()).isEqualTo(2);
    }

    @Test
    void user_that_is_deleted_concurrently_is_created() {
        store.insert(user(BARE), STAMP);
        store.beforeNextWrite(
                () -> store.delete(store.find(OwnerName.of("bert")).orElseThrow(), STAMP));

        assertThat(put(admin, FULL, NONE)).isInstanceOf(PutResult.Created.class);
    }

    @Test
    void put_with_precondition_does_not_recreate_a_user_that_is_deleted_concurrently() {
        store.insert(user(BARE), STAMP);
        store.beforeNextWrite(
                () -> store.delete(store.find(OwnerName.of("bert")).orElseThrow(), STAMP));

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> put(admin, FULL, new Precondition.Exists()));
        assertThat(store.find(OwnerName.of("bert"))).isEmpty();
    }

    @Test
    void put_that_always_loses_the_race_is_a_conflict() {
        store.insert(user(BARE), STAMP);
        store.beforeEveryWrite(() -> store.replaceConcurrently(user(BARE)));

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> put(admin, FULL, NONE))
                .withMessage("The user was modified concurrently. No changes were made; retry the request.");
        assertThat(store.find(OwnerName.of("bert")).orElseThrow().enabled()).isFalse();
        assertThat(store.find(OwnerName.of("bert")).orElseThrow().version()).isEqualTo(6);
    }

    @Test
    void failed_precondition_changes_nothing() {
        for (Precondition precondition : List.of(new Precondition.Exists(), versionIn(1))) {
            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> put(admin, FULL, precondition));
            assertThat(store.find(OwnerName.of("bert"))).isEmpty();
        }

        store.insert(user(BARE), STAMP);
        for (UserDetails details : List.of(FULL, BARE)) {
            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> put(admin, details, new Precondition.VersionIn(Set.of("0", "2"))));
        }
        assertThat(store.find(OwnerName.of("bert"))).hasValue(user(BARE));
    }

    @Test
    void matching_precondition_is_accepted() {
        store.insert(user(BARE), STAMP);

        assertThat(put(admin, FULL, new Precondition.VersionIn(Set.of("1", "7")))
                        .value()
                        .version())
                .isEqualTo(2);
        assertThat(put(admin, BARE, new Precondition.Exists()).value().version())
                .isEqualTo(3);
    }

    @Test
    void put_with_precondition_is_not_retried() {
        store.insert(user(BARE), STAMP);
        store.beforeNextWrite(() -> store.replaceConcurrently(user(BARE)));

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> put(admin, FULL, new Precondition.Exists()));
        assertThat(store.find(OwnerName.of("bert")).orElseThrow().version()).isEqualTo(2);
    }

    private PutResult<User> put(TokenActor actor, UserDetails details, Precondition precondition) {
        return putUser.execute(actor, new Command(() -> details, precondition));
    }

    private static User user(UserDetails details) {
        return details.toUser(Optional.empty(), List.of(), List.of(), false, ID, NOW)
                .withVersion(1);
    }

    private static Precondition versionIn(long version) {
        return new Precondition.VersionIn(Set.of(Long.toString(version)));
    }

    /** A store that runs another write before its own. */
    private static final class RacingStore implements UserStore {

        private final InMemoryUserStore store = new InMemoryUserStore(new InMemoryTokenStore());
        private Runnable beforeWrite = () -> {};

        void beforeNextWrite(Runnable write) {
            beforeWrite = write;
        }

        void beforeEveryWrite(Runnable write) {
            beforeWrite = () -> {
                write.run();
                beforeEveryWrite(write);
            };
        }

        void replaceConcurrently(User user) {
            store.replace(store.find(user.name()).orElseThrow(), user, STAMP);
        }

        @Override
        public Optional<User> find(OwnerName name) {
            return store.find(name);
        }

        @Override
        public boolean insert(User user, ChangeStamp stamp) {
            runBeforeWrite();
            return store.insert(user, stamp);
        }

        @Override
        public WriteResult<User> replace(User current, User updated, ChangeStamp stamp) {
            runBeforeWrite();
            return store.replace(current, updated, stamp);
        }

        @Override
        public WriteResult<User> delete(User current, ChangeStamp stamp) {
            return store.delete(current, stamp);
        }

        @Override
        public boolean deleteDamaged(OwnerName name, ChangeStamp stamp) {
            return store.deleteDamaged(name, stamp);
        }

        private void runBeforeWrite() {
            Runnable write = beforeWrite;
            beforeWrite = () -> {};
            write.run();
        }
    }
}
