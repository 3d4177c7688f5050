package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.administration.RegenerateToken.Command;
import dev.tokenry.administration.RegenerateToken.Result;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.InMemoryIdempotencyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegenerateTokenTest {

    private static final Precondition NONE = new Precondition.None();
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestDependencies dependencies = new TestDependencies();
    private final RegenerateToken regenerateToken = new RegenerateToken(
            dependencies.issuer,
            new InMemoryIdempotencyStore(dependencies.store),
            dependencies.store,
            dependencies.users,
            dependencies.visibility,
            ScopeCatalogue.builtIn(),
            dependencies.creationRule,
            () -> dependencies.now);
    private final PresentedToken original = dependencies.insert(TestDependencies.origin(), settings(Scope.READ_TOKENS));
    private final Token current = dependencies.stored(original);
    private final TokenActor anna = dependencies.actor(Scope.WRITE_TOKENS, Scope.READ_TOKENS);

    @Test
    void new_secret_is_stored_and_returned() {
        IssuedToken issued = regenerate(anna, new Command(current.id(), Duration.ZERO, NONE));

        assertThat(issued.token()).isEqualTo(dependencies.stored(original));
        assertThat(issued.token().version()).isEqualTo(current.version() + 1);
        assertThat(isAccepted(issued.value())).isTrue();
        assertThat(isAccepted(original)).isFalse();
    }

    @Test
    void previous_secret_is_accepted_during_the_overlap() {
        IssuedToken issued = regenerate(anna, new Command(current.id(), HOUR, NONE));

        assertThat(isAccepted(original)).isTrue();
        dependencies.now = NOW.plus(HOUR);
        assertThat(isAccepted(original)).isFalse();
        assertThat(isAccepted(issued.value())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT-1H", "PT168H0.001S", "PT169H"})
    void overlap_out_of_range_is_a_programming_error(Duration overlap) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Command(current.id(), overlap, NONE));
    }

    @ParameterizedTest
    @CsvSource({
        // the caller: scopes, whether it is personal, the hours until it expires; the token: scopes, personal, hours
        "apiTokens.write apiTokens.read,      false, ,  apiTokens.read, false, ,  true",
        "apiTokens.write,                     false, ,  apiTokens.read, false, ,  false",
        "apiTokens.read,                      false, ,  apiTokens.read, false, ,  false",
        "apiTokens.rotateSelf apiTokens.read, false, ,  apiTokens.read, false, ,  false",
        "TenantTokenManagement,               false, ,  '',             false, ,  false",
        "TenantTokenManagement apiTokens.write, true, 1, users.read,    false, ,  true",
        "apiTokens.write,                     false, 1, '',             false, 1, true",
        "apiTokens.write,                     false, 1, '',             false, 2, false",
        "apiTokens.write,                     false, 1, '',             false, ,  false",
        "apiTokens.write,                     true,  ,  '',             false, ,  false",
        "apiTokens.write,                     true,  ,  '',             true,  ,  true",
    })
    void only_permitted_tokens_are_regenerated(
            String held,
            boolean callerIsPersonal,
            Integer callerHours,
            String scopes,
            boolean personal,
            Integer hours,
            boolean allowed) {
        dependencies.users.put("anna", true, true, Scope.READ_TOKENS);
        Token token = dependencies.stored(dependencies.insert(
                new TokenOrigin("anna", "anna", null, personal, NOW),
                new TokenSettings("ci", null, true, Scopes.parse(scopes), after(hours), null)));
        TokenActor actor = TestDependencies.actor(new Principal(
                anna.principal().tokenId(),
                OwnerName.of("anna"),
                null,
                Scopes.parse(held),
                callerIsPersonal,
                SecretGeneration.CURRENT,
                after(callerHours)));

        if (allowed) {
            assertThat(regenerate(actor, new Command(token.id(), HOUR, NONE))
                            .token()
                            .version())
                    .isEqualTo(token.version() + 1);
        } else {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> regenerate(actor, new Command(token.id(), HOUR, versionIn(99))));
            assertThat(dependencies.store.all()).contains(token);
        }
    }

    @Test
    void token_with_rotate_self_regenerates_itself() {
        TokenActor self = TestDependencies.actor(new Principal(
                current.id(),
                OwnerName.of("anna"),
                null,
                Scopes.of(Scope.READ_TOKENS),
                false,
                SecretGeneration.CURRENT,
                null));

        assertThat(isAccepted(
                        regenerate(self, new Command(current.id(), HOUR, NONE)).value()))
                .isTrue();
    }

    @Test
    void previous_secret_cannot_regenerate() {
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

        for (TokenId id : List.of(foreign.id(), dependencies.format.mint().id())) {
            assertThatExceptionOfType(ApiException.NotFoundException.class)
                    .isThrownBy(() -> regenerate(anna, new Command(id, HOUR, versionIn(99))));
        }
    }

    @Test
    void concurrent_change_is_a_conflict_and_keeps_the_secret() {
        dependencies.store.beforeWrite = () -> dependencies.store.put(current.withVersion(current.version() + 1));

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> regenerate(anna, new Command(current.id(), HOUR, NONE)))
                .withMessage("The token was modified concurrently. Its secret was not changed.");
        assertThat(dependencies.store.replaceAttempts).hasSize(1);
        assertThat(isAccepted(original)).isTrue();
    }

    @Test
    void regeneration_with_precondition_succeeds_once() {
        Command command = new Command(current.id(), Duration.ZERO, versionIn(current.version()));
        IssuedToken regenerated = regenerate(anna, command);
        int attempts = dependencies.store.replaceAttempts.size();

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .as("for an outdated version")
                .isThrownBy(() -> regenerate(anna, command));
        assertThat(dependencies.store.replaceAttempts).hasSize(attempts);
        assertThat(dependencies.stored(original)).isEqualTo(regenerated.token());
    }

    @Test
    void lost_race_with_precondition_is_a_failed_precondition() {
        for (Precondition precondition : List.of(versionIn(current.version()), new Precondition.Exists())) {
            dependencies.store.put(current);
            dependencies.store.beforeWrite = () -> dependencies.store.put(current.withVersion(current.version() + 1));

            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> regenerate(anna, new Command(current.id(), HOUR, precondition)));
        }
        assertThat(isAccepted(original)).isTrue();
    }

    @Test
    void token_that_is_deleted_concurrently_is_not_found_and_not_recreated() {
        dependencies.store.beforeWrite = dependencies.store::clear;

        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> regenerate(anna, new Command(current.id(), HOUR, NONE)));
        assertThat(dependencies.store.all()).isEmpty();
    }

    @Test
    void unavailable_pepper_stores_nothing() {
        dependencies.pepperFault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> regenerate(anna, new Command(current.id(), HOUR, NONE)))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(dependencies.store.replaceAttempts).isEmpty();
    }

    private void assertForbiddenWithoutRead(TokenActor actor, String message) {
        for (TokenId id : List.of(current.id(), dependencies.format.mint().id())) {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> regenerate(actor, new Command(id, HOUR, NONE)))
                    .withMessage(message);
        }
        assertThat(dependencies.store.finds).isZero();
    }

    private IssuedToken regenerate(TokenActor actor, Command command) {
        return ((Result.Regenerated) regenerateToken.execute(actor, command)).issued();
    }

    private boolean isAccepted(PresentedToken token) {
        return dependencies.authenticator.authenticate(token.reveal()) instanceof Authenticated;
    }

    private static Instant after(Integer hours) {
        return hours == null ? null : NOW.plus(Duration.ofHours(hours));
    }

    private static Precondition versionIn(long version) {
        return new Precondition.VersionIn(Set.of(Long.toString(version)));
    }
}
