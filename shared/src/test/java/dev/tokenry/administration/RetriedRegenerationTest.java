package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.settings;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.RegenerateToken.Command;
import dev.tokenry.administration.RegenerateToken.Result;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.LastUseRecorder;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.IdempotencyKey;
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
import dev.tokenry.store.InMemoryIdempotencyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Regenerations that are repeated because their response was lost: none of them ends the secret in use. */
class RetriedRegenerationTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
    private static final Optional<IdempotencyKey> KEY = IdempotencyKey.parse("rotation-7", "{}");

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
    private final LastUseRecorder uses =
            new LastUseRecorder(dependencies.store, () -> dependencies.now, new SplittableRandom(1));
    private final PresentedToken original = dependencies.insert(TestDependencies.origin(), settings(Scope.READ_TOKENS));
    private final TokenId id = original.id();
    private final TokenActor anna = dependencies.actor(Scope.WRITE_TOKENS, Scope.READ_TOKENS);

    @Test
    void repetition_with_an_overlap_replaces_the_unused_secret_and_keeps_the_previous_one() {
        PresentedToken lost = regenerate(anna, HOUR, NO_KEY);
        dependencies.now = NOW.plusSeconds(60);
        PresentedToken second = regenerate(anna, HOUR, NO_KEY);

        assertThat(isAccepted(original)).isTrue();
        assertThat(isAccepted(lost)).isFalse();
        assertThat(isAccepted(second)).isTrue();
        assertThat(stored().secrets().previous().validUntil()).isEqualTo(NOW.plus(HOUR));
        dependencies.now = NOW.plus(HOUR);
        assertThat(isAccepted(original)).isFalse();
    }

    @Test
    void after_the_first_use_of_the_new_secret_a_regeneration_replaces_the_previous_one() {
        PresentedToken second = regenerate(anna, HOUR, NO_KEY);
        use(second);
        PresentedToken third = regenerate(anna, HOUR, NO_KEY);

        assertThat(isAccepted(original)).isFalse();
        assertThat(isAccepted(second)).isTrue();
        assertThat(isAccepted(third)).isTrue();
        assertThat(stored().secrets().previous().lastUsedAt()).isEqualTo(NOW);
        assertThat(stored().secrets().currentLastUsedAt()).isNull();
    }

    @Test
    void use_that_is_recorded_while_the_secret_is_replaced_keeps_it() {
        PresentedToken second = regenerate(anna, HOUR, NO_KEY);
        dependencies.beforeNextWrite(() -> use(second));
        PresentedToken third = regenerate(anna, HOUR, NO_KEY);

        assertThat(isAccepted(original)).isFalse();
        assertThat(isAccepted(second)).isTrue();
        assertThat(isAccepted(third)).isTrue();
    }

    @Test
    void call_with_the_current_secret_counts_as_its_use() {
        PresentedToken second = regenerate(anna, HOUR, NO_KEY);
        PresentedToken third = regenerate(self(SecretGeneration.CURRENT), HOUR, NO_KEY);

        assertThat(isAccepted(original)).isFalse();
        assertThat(isAccepted(second)).isTrue();
        assertThat(isAccepted(third)).isTrue();
    }

    @Test
    void regeneration_without_an_overlap_ends_both_secrets() {
        PresentedToken second = regenerate(anna, HOUR, NO_KEY);
        PresentedToken third = regenerate(anna, Duration.ZERO, NO_KEY);

        assertThat(isAccepted(original)).isFalse();
        assertThat(isAccepted(second)).isFalse();
        assertThat(isAccepted(third)).isTrue();
    }

    @Test
    void repetition_with_a_key_changes_nothing_and_returns_no_secret() {
        PresentedToken second = regenerate(anna, HOUR, KEY);
        Token before = stored();

        assertThat(regenerateToken.execute(anna, command(HOUR, KEY))).isEqualTo(new Result.Replayed(before));
        assertThat(stored()).isEqualTo(before);
        assertThat(isAccepted(second)).isTrue();
    }

    @Test
    void concurrent_request_with_the_same_key_is_a_repetition() {
        dependencies.beforeNextWrite(() -> regenerate(anna, HOUR, KEY));

        assertThat(regenerateToken.execute(anna, command(HOUR, KEY))).isInstanceOf(Result.Replayed.class);
        assertThat(stored().version()).isEqualTo(2);
    }

    @Test
    void key_with_another_body_is_rejected() {
        regenerate(anna, HOUR, KEY);

        assertThatExceptionOfType(ApiException.IdempotencyKeyReusedException.class)
                .isThrownBy(
                        () -> regenerateToken.execute(anna, command(HOUR, IdempotencyKey.parse("rotation-7", "{ }"))));
    }

    @Test
    void repetition_for_a_deleted_token_is_not_found() {
        regenerate(anna, HOUR, KEY);
        dependencies.store.delete(stored(), STAMP);

        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> regenerateToken.execute(anna, command(HOUR, KEY)));
    }

    @Test
    void key_is_valid_for_a_day() {
        regenerate(anna, HOUR, KEY);
        dependencies.now = NOW.plus(Duration.ofHours(24)).minusMillis(1);
        assertThat(regenerateToken.execute(anna, command(HOUR, KEY))).isInstanceOf(Result.Replayed.class);

        dependencies.now = NOW.plus(Duration.ofHours(24));
        assertThat(regenerateToken.execute(anna, command(HOUR, KEY))).isInstanceOf(Result.Regenerated.class);
    }

    @Test
    void keys_of_personal_tokens_belong_to_the_owner() {
        dependencies.users.put("anna", true, true, Scope.READ_TOKENS, Scope.WRITE_TOKENS);
        dependencies.store.put(Token.create(
                id,
                new TokenOrigin("anna", "anna", null, true, NOW.minusSeconds(60)),
                settings(Scope.READ_TOKENS),
                stored().secrets().current()));
        assertThat(regenerateToken.execute(personal(), command(HOUR, KEY))).isInstanceOf(Result.Regenerated.class);

        assertThat(regenerateToken.execute(personal(), command(HOUR, KEY))).isInstanceOf(Result.Replayed.class);
    }

    @Test
    void previous_secret_repeats_the_regeneration_that_replaced_it() {
        PresentedToken lost = regenerate(self(SecretGeneration.CURRENT), HOUR, KEY);
        for (int repetition = 1; repetition <= 3; repetition++) {
            dependencies.now = NOW.plusSeconds(60L * repetition);
            PresentedToken next = regenerate(self(SecretGeneration.PREVIOUS), HOUR, KEY);

            assertThat(isAccepted(lost)).isFalse();
            assertThat(isAccepted(next)).isTrue();
            assertThat(isAccepted(original)).isTrue();
            assertThat(stored().secrets().previous().validUntil()).isEqualTo(NOW.plus(HOUR));
            lost = next;
        }
        use(lost);
        assertPreviousSecretRejected(KEY);
        assertThat(isAccepted(lost)).isTrue();
    }

    @Test
    void previous_secret_can_do_nothing_else() {
        regenerate(self(SecretGeneration.CURRENT), HOUR, KEY);

        assertPreviousSecretRejected(NO_KEY);
        assertPreviousSecretRejected(IdempotencyKey.parse("rotation-8", "{}"));
        assertPreviousSecretRejected(IdempotencyKey.parse("rotation-7", "{ }"));
    }

    @Test
    void previous_secret_repeats_no_other_regeneration() {
        PresentedToken second = regenerate(self(SecretGeneration.CURRENT), HOUR, KEY);
        use(second);
        regenerate(self(SecretGeneration.CURRENT), HOUR, IdempotencyKey.parse("rotation-8", "{}"));

        assertPreviousSecretRejected(KEY);
    }

    @Test
    void previous_secret_repeats_a_regeneration_for_a_day_only() {
        regenerate(self(SecretGeneration.CURRENT), Duration.ofDays(2), KEY);
        dependencies.now = NOW.plus(Duration.ofHours(24));

        assertPreviousSecretRejected(KEY);
    }

    @Test
    void use_that_is_recorded_during_the_repetition_by_the_previous_secret_ends_it() {
        PresentedToken second = regenerate(self(SecretGeneration.CURRENT), HOUR, KEY);
        dependencies.beforeNextWrite(() -> use(second));

        assertThatExceptionOfType(ApiException.ConflictException.class)
                .isThrownBy(() -> regenerateToken.execute(self(SecretGeneration.PREVIOUS), command(HOUR, KEY)));
        assertThat(isAccepted(second)).isTrue();
        assertThat(isAccepted(original)).isTrue();
    }

    private void assertPreviousSecretRejected(Optional<IdempotencyKey> key) {
        Token before = stored();
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> regenerateToken.execute(self(SecretGeneration.PREVIOUS), command(HOUR, key)))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(ErrorReason.PREVIOUS_SECRET));
        assertThat(stored()).isEqualTo(before);
    }

    private PresentedToken regenerate(TokenActor actor, Duration overlap, Optional<IdempotencyKey> key) {
        return ((Result.Regenerated) regenerateToken.execute(actor, command(overlap, key)))
                .issued()
                .value();
    }

    private Command command(Duration overlap, Optional<IdempotencyKey> key) {
        return new Command(id, overlap, new Precondition.None()).withKey(key);
    }

    private void use(PresentedToken secret) {
        Authenticated authenticated = (Authenticated) dependencies.authenticator.authenticate(secret.reveal());
        assertThat(uses.record(authenticated.token(), authenticated.secretGeneration(), null, List.of(), failure -> {
                    throw failure;
                }))
                .isTrue();
    }

    private TokenActor self(SecretGeneration generation) {
        return TestDependencies.actor(
                new Principal(id, OwnerName.of("anna"), null, Scopes.of(Scope.READ_TOKENS), false, generation, null));
    }

    private TokenActor personal() {
        return TestDependencies.actor(new Principal(
                dependencies.format.mint().id(),
                OwnerName.of("anna"),
                null,
                Scopes.of(Scope.READ_TOKENS, Scope.WRITE_TOKENS),
                true,
                SecretGeneration.CURRENT,
                null));
    }

    private boolean isAccepted(PresentedToken token) {
        return dependencies.authenticator.authenticate(token.reveal()) instanceof Authenticated;
    }

    private Token stored() {
        return dependencies.store.get(id);
    }
}
