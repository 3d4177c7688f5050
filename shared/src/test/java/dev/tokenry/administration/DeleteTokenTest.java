package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.administration.DeleteToken.Command;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteTokenTest {

    private static final Precondition NONE = new Precondition.None();

    private final TestDependencies dependencies = new TestDependencies();
    private final DeleteToken deleteToken = new DeleteToken(
            dependencies.store,
            dependencies.users,
            dependencies.visibility,
            ScopeCatalogue.builtIn(),
            () -> dependencies.now);
    private final Token current = dependencies.stored(dependencies.insert(UnaryOperator.identity()));
    private final TokenActor anna = dependencies.actor(Scope.WRITE_TOKENS);

    @Test
    void damaged_token_is_deleted_only_by_callers_that_manage_all_tokens() {
        dependencies.store.fault = new CorruptRecordException("key", "digest");
        TokenActor admin = dependencies.actor(Scope.WRITE_TOKENS, Scope.MANAGE_ALL_TOKENS);

        assertThatThrownBy(() -> deleteToken.execute(anna, new Command(current.id(), NONE)))
                .isSameAs(dependencies.store.fault);
        assertThatThrownBy(() -> deleteToken.execute(admin, new Command(current.id(), versionIn(1))))
                .isSameAs(dependencies.store.fault);
        assertThat(dependencies.store.all()).contains(current);

        assertThat(deleteToken.execute(admin, new Command(current.id(), NONE))).isEmpty();
        assertThat(dependencies.store.all()).isEmpty();
    }

    @Test
    void token_is_deleted_and_returned() {
        assertThat(deleteToken.execute(anna, new Command(current.id(), NONE))).hasValue(current);
        assertThat(dependencies.store.all()).isEmpty();
    }

    @Test
    void scopes_of_the_deleted_token_need_not_be_held_but_that_for_all_tokens() {
        Token other = dependencies.stored(dependencies.insert(TestDependencies.origin(), settings(Scope.READ_USERS)));
        Token admin =
                dependencies.stored(dependencies.insert(TestDependencies.origin(), settings(Scope.MANAGE_ALL_TOKENS)));

        assertThat(deleteToken.execute(anna, new Command(other.id(), NONE))).hasValue(other);
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> deleteToken.execute(anna, new Command(admin.id(), NONE)));
    }

    @ParameterizedTest
    @CsvSource({
        // the caller: scopes and project; the token: owner and project
        "apiTokens.write,       ,    anna, ,     true",
        "apiTokens.write,       ,    bert, ,     false",
        "apiTokens.write,       web, anna, web,  true",
        "apiTokens.write,       web, anna, shop, false",
        "TenantTokenManagement apiTokens.write, ,    bert, web,  true",
        "TenantTokenManagement apiTokens.write, web, bert, ,     false",
    })
    void invisible_tokens_are_not_found(
            String scopes, String callerProject, String owner, String project, boolean visible) {
        Token token = dependencies.stored(
                dependencies.insert(new TokenOrigin(owner, owner, project, false, NOW), settings(Scope.READ_TOKENS)));
        TokenActor actor = TestDependencies.actor(new Principal(
                anna.principal().tokenId(),
                OwnerName.of("anna"),
                callerProject,
                Scopes.parse(scopes),
                false,
                SecretGeneration.CURRENT,
                null));

        if (visible) {
            assertThat(deleteToken.execute(actor, new Command(token.id(), NONE)))
                    .hasValue(token);
        } else {
            assertThatExceptionOfType(ApiException.NotFoundException.class)
                    .isThrownBy(() -> deleteToken.execute(actor, new Command(token.id(), NONE)));
            assertThat(dependencies.store.all()).contains(token);
        }
    }

    @Test
    void unknown_token_is_not_found() {
        TokenId unknown = dependencies.format.mint().id();

        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> deleteToken.execute(anna, new Command(unknown, versionIn(1))));
    }

    @Test
    void token_cannot_delete_itself() {
        for (Precondition precondition : List.of(NONE, versionIn(99))) {
            TokenActor self = TestDependencies.actor(new Principal(
                    current.id(),
                    OwnerName.of("anna"),
                    null,
                    Scopes.of(Scope.MANAGE_ALL_TOKENS, Scope.WRITE_TOKENS),
                    false,
                    SecretGeneration.CURRENT,
                    null));

            assertThatThrownBy(() -> deleteToken.execute(self, new Command(current.id(), precondition)))
                    .isInstanceOfSatisfying(
                            ApiException.InvalidRequestException.class,
                            e -> assertThat(e.violations())
                                    .containsExactly(new ConstraintViolation(
                                            "id", ViolationReason.OWN_TOKEN, "A token cannot delete itself.", null)));
        }
        assertThat(dependencies.store.all()).contains(current);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void token_from_an_exchange_deletes_itself_without_any_scope(boolean personal) {
        dependencies.users.put("anna", true, false);
        Token token = exchanged(personal);

        assertThat(deleteToken.execute(actorOf(token, Scopes.NONE), new Command(token.id(), versionIn(1))))
                .hasValue(token);
        assertThat(dependencies.store.all()).doesNotContain(token);
    }

    @Test
    void token_of_a_job_deletes_no_other() {
        Token job = exchanged(false);
        Scopes scopes = Scopes.of(Scope.MANAGE_ALL_TOKENS, Scope.WRITE_TOKENS);

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> deleteToken.execute(actorOf(job, scopes), new Command(current.id(), NONE)))
                .withMessage("A token that an exchange gave to a job cannot make changes. It can only delete itself.");
        assertForbiddenWithoutRead(
                actorOf(job, Scopes.NONE),
                "Token is missing required scope. Use one of: apiTokens.write (Write API tokens)");
    }

    private Token exchanged(boolean personal) {
        TokenOrigin origin = new TokenOrigin(
                OwnerName.of("anna"),
                null,
                OwnerName.of("anna"),
                "web",
                personal,
                false,
                new ExchangeOrigin("ci-web", "repo:acme/web"),
                NOW);
        return dependencies.stored(dependencies.insert(origin, settings(Scope.READ_TOKENS)));
    }

    private static TokenActor actorOf(Token token, Scopes scopes) {
        return TestDependencies.actor(new Principal(
                token.id(),
                token.origin().owner(),
                null,
                token.origin().project(),
                scopes,
                token.origin().personal(),
                SecretGeneration.CURRENT,
                null,
                false,
                null,
                false,
                true));
    }

    @Test
    void previous_secret_cannot_delete_anything() {
        assertForbiddenWithoutRead(
                dependencies.actorWithPreviousSecret(),
                "The previous secret of a regenerated token cannot be used for changes.");
    }

    @Test
    void user_without_token_management_gets_the_same_error_for_every_token() {
        dependencies.users.put("anna", true, false);

        assertForbiddenWithoutRead(anna, "Token management is not allowed for this user");
    }

    @Test
    void token_is_deleted_despite_a_concurrent_update() {
        Token changed = current.withVersion(current.version() + 1);
        dependencies.beforeNextWrite(() -> dependencies.store.put(changed));

        assertThat(deleteToken.execute(anna, new Command(current.id(), NONE))).hasValue(changed);
        assertThat(dependencies.store.all()).isEmpty();
    }

    @Test
    void deletion_that_always_loses_the_race_is_a_conflict() {
        dependencies.store.beforeWrite = () -> {
            Token token = dependencies.store.get(current.id());
            dependencies.store.put(token.withVersion(token.version() + 1));
        };

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> deleteToken.execute(anna, new Command(current.id(), NONE)));
        assertThat(dependencies.store.all()).extracting(Token::id).contains(current.id());
    }

    @Test
    void token_that_is_deleted_concurrently_is_not_found() {
        dependencies.store.beforeWrite = dependencies.store::clear;

        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> deleteToken.execute(anna, new Command(current.id(), NONE)));
    }

    @Test
    void precondition_decides_which_version_is_deleted() {
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> deleteToken.execute(anna, new Command(current.id(), versionIn(99))));
        assertThat(dependencies.store.all()).contains(current);

        deleteToken.execute(anna, new Command(current.id(), versionIn(current.version())));
        assertThat(dependencies.store.all()).isEmpty();
    }

    @Test
    void deletion_with_precondition_is_not_retried() {
        for (Precondition precondition : List.of(versionIn(current.version()), new Precondition.Exists())) {
            dependencies.store.put(current);
            dependencies.store.beforeWrite = () -> dependencies.store.put(current.withVersion(current.version() + 1));

            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> deleteToken.execute(anna, new Command(current.id(), precondition)));
            assertThat(dependencies.store.all()).contains(current.withVersion(current.version() + 1));
        }
    }

    @Test
    void unavailable_store_deletes_nothing() {
        dependencies.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> deleteToken.execute(anna, new Command(current.id(), NONE)))
                .isSameAs(dependencies.store.fault);
        assertThat(dependencies.store.all()).contains(current);
    }

    private void assertForbiddenWithoutRead(TokenActor actor, String message) {
        for (TokenId id : List.of(current.id(), dependencies.format.mint().id())) {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> deleteToken.execute(actor, new Command(id, NONE)))
                    .withMessage(message);
        }
        assertThat(dependencies.store.finds).isZero();
        assertThat(dependencies.store.all()).contains(current);
    }

    private static Precondition versionIn(long version) {
        return new Precondition.VersionIn(Set.of(Long.toString(version)));
    }
}
