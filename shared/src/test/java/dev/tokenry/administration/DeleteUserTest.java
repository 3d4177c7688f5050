package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.DeleteUser.Command;
import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.trust.InMemoryTrustStore;
import dev.tokenry.model.Contact;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.User;
import dev.tokenry.store.InMemoryProjectStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.InMemoryUserStore;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading a user and deleting it. */
class DeleteUserTest {

    private static final Precondition NONE = new Precondition.None();

    private final TestDependencies dependencies = new TestDependencies();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore();
    private final InMemoryUserStore store = new InMemoryUserStore(tokens);
    private final DeleteUser deleteUser = new DeleteUser(
            store, new InMemoryProjectStore(), new ConcurrentChange(), new InMemoryTrustStore(), () -> NOW);
    private final UserReader reader = new UserReader(store, store, new InMemoryProjectStore());
    private final TokenActor admin = dependencies.actor(Scope.READ_USERS, Scope.WRITE_USERS, Scope.MANAGE_ALL_TOKENS);
    private Runnable whileCounting = () -> {};

    @Test
    void user_is_deleted_and_returned() {
        store.insert(SampleUsers.full("bert"), STAMP);

        assertThat(delete(admin, "bert", NONE)).isEqualTo(SampleUsers.full("bert"));
        assertThat(store.find(OwnerName.of("bert"))).isEmpty();
    }

    @Test
    void user_is_read() {
        store.insert(SampleUsers.full("bert"), STAMP);

        // Only administrators and the user see how to reach the user.
        assertThat(reader.get(dependencies.actor(Scope.READ_USERS), OwnerName.of("bert")))
                .isEqualTo(SampleUsers.full("bert").withContact(Contact.NONE));
    }

    @Test
    void user_is_found_by_any_spelling() {
        store.insert(SampleUsers.full("bert"), STAMP);

        assertThat(reader.get(admin, OwnerName.of("BERT"))).isEqualTo(SampleUsers.full("bert"));
        assertThat(delete(admin, "Bert", NONE).name().spelling()).isEqualTo("bert");
        assertThat(store.find(OwnerName.of("bert"))).isEmpty();
    }

    @Test
    void missing_user_is_not_found() {
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> delete(admin, "bert", new Precondition.Exists()));
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> reader.get(admin, OwnerName.of("bert")));
    }

    @ParameterizedTest
    @CsvSource({
        "users.write logs.read,             true",
        "users.write,                       false",
        "users.write TenantTokenManagement, true",
    })
    void scopes_of_the_user_must_be_grantable(String held, boolean allowed) {
        User user = new User("bert", null, null, true, Scopes.of(new Scope("logs.read")), true, 1);
        store.insert(user, STAMP);
        TokenActor actor = dependencies.actor(Scopes.parse(held).values().toArray(Scope[]::new));

        if (allowed) {
            assertThat(delete(actor, "bert", NONE)).isEqualTo(user);
        } else {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> delete(actor, "bert", versionIn(99)));
            assertThat(store.find(OwnerName.of("bert"))).hasValue(user);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // project and secret of the caller, and whether it may read
        "web, CURRENT,  false, A token that is bound to a project cannot access users.",
        ",    PREVIOUS, true,  The previous secret of a regenerated token cannot be used for changes.",
    })
    void forbidden_caller_gets_the_same_error_for_every_name(
            String project, SecretGeneration generation, boolean mayRead, String message) {
        store.insert(SampleUsers.full("bert"), STAMP);
        TokenActor actor = TestDependencies.actor(new Principal(
                dependencies.format.mint().id(),
                OwnerName.of("anna"),
                project,
                admin.principal().scopes(),
                false,
                generation,
                null));

        for (String name : List.of("bert", "carl")) {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> delete(actor, name, NONE))
                    .withMessage(message);
            if (!mayRead) {
                assertThatExceptionOfType(ApiException.ForbiddenException.class)
                        .isThrownBy(() -> reader.get(actor, OwnerName.of(name)))
                        .withMessage(message);
            }
        }
        assertThat(store.find(OwnerName.of("bert"))).isPresent();
        if (mayRead) {
            assertThat(reader.get(actor, OwnerName.of("bert"))).isEqualTo(SampleUsers.full("bert"));
        }
    }

    @Test
    void caller_does_not_delete_its_own_user_but_bootstrap_does() {
        store.insert(SampleUsers.bare("anna"), STAMP);

        for (TokenActor actor : List.of(dependencies.actor(Scope.WRITE_USERS), admin)) {
            for (String name : List.of("anna", "ANNA")) {
                assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                        .isThrownBy(() -> delete(actor, name, NONE))
                        .withMessage("A token cannot delete the user that it belongs to.");
            }
        }
        TokenActor bootstrap = TestDependencies.actor(new Principal(
                dependencies.format.mint().id(),
                OwnerName.of("anna"),
                null,
                null,
                admin.principal().scopes(),
                false,
                SecretGeneration.CURRENT,
                null,
                true,
                null,
                false));
        assertThat(delete(bootstrap, "anna", NONE).name()).isEqualTo(OwnerName.of("anna"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 'The user still has 1 token (1 live). Delete it first, or give it to another owner with PATCH.'",
        "2, 'The user still has 2 tokens (2 live). Delete them first, or give them to another owner with PATCH.'"
    })
    void user_with_tokens_is_not_deleted(int count, String message) {
        store.insert(SampleUsers.bare("bert"), STAMP);
        for (int i = 0; i < count; i++) {
            tokens.insert(
                    Token.create(
                            SampleTokens.newId(),
                            new TokenOrigin("bert", "bert", null, false, NOW),
                            TestDependencies.settings(),
                            SampleTokens.newDigest(1)),
                    STAMP);
        }

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> delete(admin, "bert", NONE))
                .withMessage(message);
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> delete(admin, "bert", versionIn(99)));
        assertThat(store.find(OwnerName.of("bert"))).isPresent();
    }

    @Test
    void precondition_decides_which_version_is_deleted() {
        store.insert(SampleUsers.full("bert"), STAMP);

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> delete(admin, "bert", new Precondition.VersionIn(Set.of("6", "8"))));
        assertThat(store.find(OwnerName.of("bert"))).hasValue(SampleUsers.full("bert"));
        delete(admin, "bert", new Precondition.VersionIn(Set.of("6", "7")));
        assertThat(store.find(OwnerName.of("bert"))).isEmpty();
    }

    @Test
    void concurrently_changed_user_is_not_deleted() {
        store.insert(SampleUsers.bare("bert"), STAMP);
        whileCounting =
                () -> store.replace(store.find(OwnerName.of("bert")).orElseThrow(), SampleUsers.full("bert"), STAMP);

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> delete(admin, "bert", NONE))
                .withMessage("The user was modified concurrently. No changes were made; retry the request.");
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> delete(admin, "bert", new Precondition.Exists()));
        assertThat(store.find(OwnerName.of("bert")).orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void user_that_is_deleted_concurrently_is_not_found() {
        store.insert(SampleUsers.bare("bert"), STAMP);
        whileCounting = () -> store.delete(SampleUsers.bare("bert"), STAMP);

        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> delete(admin, "bert", NONE));
    }

    private User delete(TokenActor actor, String name, Precondition precondition) {
        return deleteUser
                .execute(actor, new Command(OwnerName.of(name), precondition))
                .orElseThrow();
    }

    private static Precondition versionIn(long version) {
        return new Precondition.VersionIn(Set.of(Long.toString(version)));
    }

    /** Runs another write after the user is found and before it is deleted. */
    private final class ConcurrentChange implements TokenQueryStore {

        @Override
        public List<TokenSummary> listSummaries(TokenFilter filter, IndexPosition after, int limit) {
            whileCounting.run();
            return tokens.listSummaries(filter, after, limit);
        }

        @Override
        public int count(TokenFilter filter, IndexPosition after, int limit) {
            return tokens.count(filter, after, limit);
        }

        @Override
        public Map<TokenId, Instant> findLastUses(List<TokenId> ids) {
            return tokens.findLastUses(ids);
        }

        @Override
        public Map<TokenId, LastUse> findScopeUses(List<TokenSummary> summaries) {
            return tokens.findScopeUses(summaries);
        }

        @Override
        public ScopeUse findScopeUse(Token token) {
            return tokens.findScopeUse(token);
        }

        @Override
        public List<Token> findAll(List<TokenId> ids, Consumer<TokenId> onDamaged) {
            return tokens.findAll(ids, onDamaged);
        }
    }
}
