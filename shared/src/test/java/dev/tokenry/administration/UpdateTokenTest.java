package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.disabled;
import static dev.tokenry.administration.TestDependencies.expiringAt;
import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.administration.UpdateToken.Change;
import dev.tokenry.administration.UpdateToken.Command;
import dev.tokenry.administration.UpdateToken.Result;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ConstraintViolation;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateTokenTest {

    private static final Precondition NONE = new Precondition.None();
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestDependencies dependencies = new TestDependencies();
    private final UpdateToken updateToken = new UpdateToken(
            dependencies.store,
            dependencies.users,
            dependencies.visibility,
            ScopeCatalogue.builtIn(),
            dependencies.creationRule,
            () -> dependencies.now);
    private final Token current = dependencies.stored(dependencies.insert(UnaryOperator.identity()));
    private final TokenActor anna = dependencies.actor(Scope.WRITE_TOKENS);

    @Test
    void update_is_stored_and_returned() {
        Result result = disable(NONE);

        assertThat(result).isInstanceOf(Result.Updated.class);
        Token updated = dependencies.store.get(current.id());
        assertThat(result.token()).isEqualTo(updated);
        assertThat(updated.settings()).isEqualTo(disabled(current.settings()));
        assertThat(updated.version()).isEqualTo(current.version() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "ANNA"})
    void update_without_changes_writes_nothing(String owner) {
        assertThat(execute(anna, NONE, token -> new Change(OwnerName.of(owner), token.settings(), false)))
                .isEqualTo(new Result.Unchanged(current));
        assertThat(dependencies.store.replaceAttempts).isEmpty();
    }

    /** Who may change which setting of a token that holds apiTokens.read and expires in an hour. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "never",
            value = {
                // held scopes, hours until the caller expires; enabled, name, scopes and hours of the update; allowed
                "apiTokens.write, never, true,  other, apiTokens.read, 1,     true",
                "apiTokens.write, never, false, ci,    apiTokens.read, 1,     true",
                "apiTokens.write, never, true,  ci,    '',             1,     true",
                "apiTokens.write, never, true,  ci,    users.read,     1,     false",
                "apiTokens.write, never, true,  ci,    apiTokens.read apiTokens.write, 1, false",
                "apiTokens.write, never, true,  ci,    apiTokens.read, 2,     false",
                "apiTokens.write, never, true,  ci,    apiTokens.read, never, false",
                "apiTokens.write, never, true,  ci,    apiTokens.read, 0,     true",
                "apiTokens.write apiTokens.read, never, true, ci, apiTokens.read, 2,     true",
                "apiTokens.write apiTokens.read, 2,     true, ci, apiTokens.read, 2,     true",
                "apiTokens.write apiTokens.read, 2,     true, ci, apiTokens.read, 3,     false",
                "apiTokens.write apiTokens.read, 2,     true, ci, apiTokens.read, never, false",
                "apiTokens.write apiTokens.read, 2,     true, ci, apiTokens.read apiTokens.write, 1, true",
                "TenantTokenManagement,          2,     true, ci, users.read,     never, true",
            })
    void only_grantable_changes_are_allowed(
            String held,
            Integer ownHours,
            boolean enabled,
            String name,
            String scopes,
            Integer hours,
            boolean allowed) {
        Token token = dependencies.stored(dependencies.insert(TestDependencies.origin(), expiringAt(NOW.plus(HOUR))));
        TokenActor actor = TestDependencies.actor(new Principal(
                anna.principal().tokenId(),
                OwnerName.of("anna"),
                null,
                Scopes.parse(held),
                false,
                SecretGeneration.CURRENT,
                after(ownHours)));
        Command command =
                command(token, NONE, new TokenSettings(name, null, enabled, Scopes.parse(scopes), after(hours), null));

        assertAllowed(allowed, token, () -> updateToken.execute(actor, command));
    }

    /** Enabling a token gives its scopes to its users. */
    @ParameterizedTest
    @CsvSource({
        "apiTokens.write,                       false",
        "apiTokens.write apiTokens.read,        true",
        "apiTokens.write TenantTokenManagement, true"
    })
    void enabling_requires_grantable_scopes(String held, boolean allowed) {
        Token token = dependencies.stored(
                dependencies.insert(TestDependencies.origin(), disabled(settings(Scope.READ_TOKENS))));
        TokenActor actor = dependencies.actor(Scopes.parse(held).values().toArray(Scope[]::new));

        assertAllowed(
                allowed, token, () -> updateToken.execute(actor, command(token, NONE, settings(Scope.READ_TOKENS))));
    }

    @ParameterizedTest
    @CsvSource({
        "true,  ci,    apiTokens.read, 1, ''",
        "true,  other, apiTokens.read, 1, ''",
        "false, ci,    apiTokens.read, 1, A token cannot disable itself.",
        "false, ci,    '',             1, A token cannot disable itself.",
        "true,  ci,    '',             1, A token cannot change its own scopes.",
        "true,  ci,    apiTokens.read apiTokens.write, 1, A token cannot change its own scopes.",
        "true,  ci,    apiTokens.read, 2, A token cannot change its own expirationDate.",
        "true,  ci,    apiTokens.read, 0, A token cannot change its own expirationDate.",
    })
    void token_changes_only_its_own_name_and_description(
            boolean enabled, String name, String scopes, int hours, String message) {
        Token token = dependencies.stored(dependencies.insert(TestDependencies.origin(), expiringAt(NOW.plus(HOUR))));
        TokenActor self = TestDependencies.actor(new Principal(
                token.id(),
                OwnerName.of("anna"),
                null,
                Scopes.of(Scope.MANAGE_ALL_TOKENS),
                false,
                SecretGeneration.CURRENT,
                NOW.plus(HOUR)));
        Command command =
                command(token, NONE, new TokenSettings(name, null, enabled, Scopes.parse(scopes), after(hours), null));

        if (message.isEmpty()) {
            assertThat(updateToken.execute(self, command).token().settings().name())
                    .isEqualTo(name);
        } else {
            assertThatThrownBy(() -> updateToken.execute(self, command))
                    .isInstanceOf(ApiException.class)
                    .hasMessage(message);
            assertThat(dependencies.store.all()).contains(token);
        }
    }

    @Test
    void violation_names_the_field_and_no_location() {
        TokenActor self = TestDependencies.actor(new Principal(
                current.id(), OwnerName.of("anna"), null, Scopes.NONE, false, SecretGeneration.CURRENT, null));

        assertThatThrownBy(() -> updateToken.execute(self, command(current, NONE, disabled(current.settings()))))
                .isInstanceOfSatisfying(
                        ApiException.InvalidRequestException.class,
                        e -> assertThat(e.violations())
                                .containsExactly(new ConstraintViolation(
                                        "enabled", ViolationReason.OWN_TOKEN, "A token cannot disable itself.", null)));
    }

    @Test
    void previous_secret_cannot_change_anything() {
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
    void invisible_and_unknown_tokens_are_not_found() {
        Token foreign = dependencies.stored(
                dependencies.insert(new TokenOrigin("bert", "bert", null, false, NOW), settings(Scope.READ_TOKENS)));
        List<Token> computed = new ArrayList<>();

        for (var id : List.of(foreign.id(), dependencies.format.mint().id())) {
            assertThatExceptionOfType(ApiException.NotFoundException.class)
                    .isThrownBy(() -> updateToken.execute(anna, new Command(id, versionIn(99), token -> {
                        computed.add(token);
                        return new Change(OwnerName.of("anna"), token.settings(), false);
                    })));
        }
        assertThat(computed).isEmpty();
    }

    @Test
    void concurrent_update_is_applied_to_the_latest_version() {
        dependencies.beforeNextWrite(() -> dependencies.store.put(
                current.withSettings(settings(Scope.READ_USERS)).withVersion(current.version() + 1)));
        Token updated = disable(NONE).token();

        assertThat(updated.settings()).isEqualTo(disabled(settings(Scope.READ_USERS)));
        assertThat(updated.version()).isEqualTo(current.version() + 2);
    }

    @Test
    void concurrent_update_is_authorized_again() {
        dependencies.beforeNextWrite(
                () -> dependencies.store.put(current.withSettings(disabled(settings(Scope.MANAGE_ALL_TOKENS)))
                        .withVersion(current.version() + 1)));

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> execute(
                        anna,
                        NONE,
                        token -> new Change(
                                OwnerName.of("anna"),
                                token.settings().withName("n").withEnabled(true),
                                false)));
        assertThat(dependencies.store.get(current.id()).settings().enabled()).isFalse();
    }

    @Test
    void change_is_validated_again_after_a_concurrent_update() {
        dependencies.beforeNextWrite(() -> dependencies.store.put(
                current.withSettings(current.settings().withDescription("new")).withVersion(current.version() + 1)));

        assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                .isThrownBy(() -> execute(anna, NONE, token -> {
                    if (token.settings().description() != null) {
                        throw new ApiException.InvalidRequestException(
                                "description", ViolationReason.READ_ONLY, "description cannot be changed");
                    }
                    return new Change(OwnerName.of("anna"), disabled(token.settings()), false);
                }));
    }

    @Test
    void update_that_always_loses_the_race_is_a_conflict() {
        alwaysChangeFirst();

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> disable(NONE))
                .withMessage("The token was modified concurrently. No changes were made; retry the request.");
        assertThat(dependencies.store.replaceAttempts).hasSize(5);
        assertThat(dependencies.store.get(current.id()).settings().enabled()).isTrue();
    }

    @Test
    void deleted_token_is_not_found_and_not_recreated() {
        dependencies.store.beforeWrite = dependencies.store::clear;

        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> disable(NONE));
        assertThat(dependencies.store.all()).isEmpty();
    }

    @Test
    void matching_precondition_is_accepted() {
        assertThat(disable(versionIn(current.version())).token().version()).isEqualTo(current.version() + 1);
    }

    @Test
    void failed_precondition_causes_no_write() {
        Precondition otherVersion = versionIn(current.version() + 1);

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> disable(otherVersion));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .as("though nothing would be changed")
                .isThrownBy(() -> execute(
                        anna, otherVersion, token -> new Change(OwnerName.of("anna"), token.settings(), false)));
        assertThat(dependencies.store.replaceAttempts).isEmpty();
        assertThat(dependencies.store.all()).contains(current);
    }

    @Test
    void authorization_is_checked_before_the_precondition() {
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> execute(
                        anna,
                        versionIn(99),
                        token -> new Change(
                                OwnerName.of("anna"), settings(Scope.READ_TOKENS, Scope.READ_USERS), false)));
    }

    @Test
    void update_with_precondition_is_not_retried() {
        for (Precondition precondition : List.of(versionIn(current.version()), new Precondition.Exists())) {
            dependencies.store.put(current);
            dependencies.store.replaceAttempts.clear();
            dependencies.store.beforeWrite = () -> dependencies.store.put(current.withVersion(current.version() + 1));

            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> disable(precondition));
            assertThat(dependencies.store.replaceAttempts).hasSize(1);
            assertThat(dependencies.store.all()).contains(current.withVersion(current.version() + 1));
        }
    }

    @Test
    void overlap_is_ended_once() {
        Token regenerated = dependencies.regenerate(current, HOUR).token();
        Result ended = execute(anna, NONE, token -> new Change(OwnerName.of("anna"), token.settings(), true));

        assertThat(ended).isInstanceOf(Result.Updated.class);
        assertThat(ended.token().secrets()).isEqualTo(regenerated.secrets().endOverlap(NOW));
        assertThat(execute(anna, NONE, token -> new Change(OwnerName.of("anna"), token.settings(), true)))
                .isEqualTo(new Result.Unchanged(ended.token()));
    }

    @Test
    void ending_an_overlap_that_is_over_changes_nothing() {
        Token regenerated = dependencies.regenerate(current, HOUR).token();
        dependencies.now = NOW.plus(HOUR);

        assertThat(execute(anna, NONE, token -> new Change(OwnerName.of("anna"), token.settings(), true)))
                .isEqualTo(new Result.Unchanged(regenerated));
    }

    @Test
    void unavailable_store_changes_nothing() {
        dependencies.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> disable(NONE)).isSameAs(dependencies.store.fault);
        assertThat(dependencies.store.all()).contains(current);
    }

    private Result disable(Precondition precondition) {
        return execute(
                anna, precondition, token -> new Change(OwnerName.of("anna"), disabled(token.settings()), false));
    }

    private Result execute(TokenActor actor, Precondition precondition, Function<Token, Change> change) {
        return updateToken.execute(actor, new Command(current.id(), precondition, change));
    }

    private static Command command(Token token, Precondition precondition, TokenSettings settings) {
        return new Command(token.id(), precondition, any -> new Change(OwnerName.of("anna"), settings, false));
    }

    private void assertForbiddenWithoutRead(TokenActor actor, String message) {
        for (var id : List.of(current.id(), dependencies.format.mint().id())) {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> updateToken.execute(
                            actor,
                            new Command(id, NONE, token -> new Change(OwnerName.of("anna"), token.settings(), false))))
                    .withMessage(message);
        }
        assertThat(dependencies.store.finds).isZero();
    }

    private void assertAllowed(boolean allowed, Token token, Runnable operation) {
        if (allowed) {
            operation.run();
            assertThat(dependencies.store.get(token.id()).version()).isEqualTo(token.version() + 1);
        } else {
            assertThatExceptionOfType(ApiException.ForbiddenException.class).isThrownBy(operation::run);
            assertThat(dependencies.store.all()).contains(token);
        }
    }

    private void alwaysChangeFirst() {
        dependencies.store.beforeWrite = () -> {
            Token token = dependencies.store.get(current.id());
            dependencies.store.put(token.withVersion(token.version() + 1));
        };
    }

    private static Instant after(Integer hours) {
        return hours == null ? null : NOW.plus(Duration.ofHours(hours));
    }

    private static Precondition versionIn(long version) {
        return new Precondition.VersionIn(Set.of(Long.toString(version)));
    }
}
