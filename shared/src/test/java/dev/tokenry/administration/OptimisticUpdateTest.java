package dev.tokenry.administration;

import dev.tokenry.error.ErrorReason;
import dev.tokenry.authorization.TokenVisibility;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.disabled;
import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.model.Precondition;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OptimisticUpdateTest {

    private final TestDependencies dependencies = new TestDependencies();
    private final OptimisticUpdate updates = new OptimisticUpdate(dependencies.store, new TokenVisibility(dependencies.users));
    private final Token current = dependencies.stored(dependencies.insert(UnaryOperator.identity()));
    private final Principal anna = new Principal(current.id(), "anna", null, Scopes.NONE, false, SecretGeneration.CURRENT, null);

    @Test
    void invisible_and_unknown_tokens_are_not_found() {
        Token foreign =
                dependencies.stored(dependencies.insert(new TokenOrigin("bert", "bert", null, false, NOW), settings(Scope.READ_TOKENS)));

        assertThat(updates.get(current.id(), anna)).isEqualTo(current);
        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> updates.get(foreign.id(), anna));
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> updates.get(dependencies.format.mint().id(), anna));
    }

    @Test
    void update_is_stored_and_returned() {
        Token updated = updates.update(current, OptimisticUpdateTest::disable);

        assertThat(updated.settings().enabled()).isFalse();
        assertThat(updated.version()).isEqualTo(current.version() + 1);
        assertThat(updated).isEqualTo(dependencies.store.tokens.get(current.id()));
    }

    @Test
    void update_without_changes_writes_nothing() {
        assertThat(updates.update(current, token -> token.withSettings(token.settings()))).isEqualTo(current);
        assertThat(dependencies.store.replaceTries).isEmpty();
    }

    @Test
    void concurrent_update_is_applied_to_the_latest_version() {
        dependencies.store.beforeWriting =
                once(() -> dependencies.store.put(current.withSettings(settings(Scope.READ_USERS)).withVersion(current.version() + 1)));
        Token updated = updates.update(current, OptimisticUpdateTest::disable);

        assertThat(updated.settings()).isEqualTo(disabled(settings(Scope.READ_USERS)));
    }

    @Test
    void concurrent_update_is_authorized_again() {
        dependencies.store.beforeWriting = once(() ->
                dependencies.store.put(current.withSettings(settings(Scope.MANAGE_ALL_TOKENS)).withVersion(current.version() + 1)));

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> updates.update(current, token -> {
                    if (token.settings().scopes().contains(Scope.MANAGE_ALL_TOKENS)) {
                        throw new ApiException.ForbiddenException(ErrorReason.ACCESS_DENIED, "Widened meanwhile");
                    }
                    return disable(token);
                }));
        assertThat(dependencies.store.tokens.get(current.id()).settings().enabled()).isTrue();
    }

    @Test
    void update_that_always_loses_the_race_is_a_conflict() {
        dependencies.store.beforeWriting = () ->
                dependencies.store.tokens.computeIfPresent(current.id(), (id, token) -> token.withVersion(token.version() + 1));

        assertThatExceptionOfType(ApiException.ConflictException.class).isThrownBy(() -> updates.update(current, OptimisticUpdateTest::disable));
        assertThat(dependencies.store.replaceTries).hasSize(5);
        assertThatExceptionOfType(ApiException.ConflictException.class).isThrownBy(() -> updates.delete(current));
        assertThat(dependencies.store.tokens.get(current.id()).settings().enabled()).isTrue();
    }

    @Test
    void deleted_token_is_not_found_and_not_recreated() {
        dependencies.store.beforeWriting = dependencies.store.tokens::clear;

        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> updates.update(current, OptimisticUpdateTest::disable));
        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> updates.delete(current));
        assertThat(dependencies.store.tokens).isEmpty();
    }

    @Test
    void token_is_deleted_despite_a_concurrent_update() {
        dependencies.store.beforeWriting = once(() -> dependencies.store.put(current.withVersion(current.version() + 1)));

        assertThat(updates.delete(current)).isEqualTo(current.withVersion(current.version() + 1));
        assertThat(dependencies.store.tokens).isEmpty();
    }

    @Test
    void matching_precondition_is_accepted() {
        assertThat(updates.update(current, versionIn(current.version()), OptimisticUpdateTest::disable)
                        .version())
                .isEqualTo(current.version() + 1);
        updates.delete(dependencies.store.tokens.get(current.id()), versionIn(current.version() + 1));
        assertThat(dependencies.store.tokens).isEmpty();
    }

    @Test
    void failed_precondition_causes_no_write() {
        Precondition otherVersion = versionIn(current.version() + 1);

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> updates.update(current, otherVersion, OptimisticUpdateTest::disable));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .as("though it would change nothing")
                .isThrownBy(() -> updates.update(current, otherVersion, UnaryOperator.identity()));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class).isThrownBy(() -> updates.delete(current, otherVersion));
        assertThat(dependencies.store.replaceTries).isEmpty();
        assertThat(dependencies.store.tokens).containsValue(current);
    }

    @Test
    void authorization_is_checked_before_the_precondition() {
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> updates.update(current, versionIn(99), token -> {
                    throw new ApiException.ForbiddenException(ErrorReason.ACCESS_DENIED, "no");
                }));
    }

    @Test
    void update_with_precondition_is_not_retried() {
        for (Precondition precondition : List.of(versionIn(current.version()), new Precondition.Exists())) {
            dependencies.store.put(current);
            dependencies.store.replaceTries.clear();
            dependencies.store.beforeWriting = () -> dependencies.store.put(current.withVersion(current.version() + 1));

            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> updates.update(current, precondition, OptimisticUpdateTest::disable));
            dependencies.store.put(current);
            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> updates.delete(current, precondition));
            assertThat(dependencies.store.replaceTries).hasSize(1);
            assertThat(dependencies.store.tokens).containsValue(current.withVersion(current.version() + 1));
        }
    }

    @Test
    void unavailable_store_changes_nothing() {
        dependencies.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> updates.get(current.id(), anna)).isSameAs(dependencies.store.fault);
        assertThatThrownBy(() -> updates.update(current, OptimisticUpdateTest::disable)).isSameAs(dependencies.store.fault);
        assertThatThrownBy(() -> updates.delete(current)).isSameAs(dependencies.store.fault);
        assertThat(dependencies.store.tokens).containsValue(current);
    }

    private static Precondition versionIn(long version) {
        return new Precondition.VersionIn(Set.of(Long.toString(version)));
    }

    private static Token disable(Token token) {
        return token.withSettings(disabled(token.settings()));
    }

    private Runnable once(Runnable update) {
        return () -> {
            dependencies.store.beforeWriting = () -> {};
            update.run();
        };
    }
}
