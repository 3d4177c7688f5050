package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.NOW;
import static dev.tokenry.access.SmallStack.disabled;
import static dev.tokenry.access.SmallStack.settings;
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

class ChangesTest {

    private final SmallStack stack = new SmallStack();
    private final Changes changes = new Changes(stack.store, new Reach(stack.users));
    private final Token read = stack.kept(stack.keep(UnaryOperator.identity()));
    private final Principal anna = new Principal(read.id(), "anna", null, Scopes.NONE, false, SecretGeneration.CURRENT, null);

    @Test
    void a_foreign_token_and_one_that_never_was_are_not_found() {
        Token foreign =
                stack.kept(stack.keep(new TokenOrigin("bert", "bert", null, false, NOW), settings(Scope.READ_TOKENS)));

        assertThat(changes.find(read.id(), anna)).isEqualTo(read);
        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> changes.find(foreign.id(), anna));
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> changes.find(stack.format.mint().id(), anna));
    }

    @Test
    void a_change_is_kept_and_answered_as_it_is_now() {
        Token changed = changes.change(read, ChangesTest::disable);

        assertThat(changed.settings().enabled()).isFalse();
        assertThat(changed.version()).isEqualTo(read.version() + 1);
        assertThat(changed).isEqualTo(stack.store.tokens.get(read.id()));
    }

    @Test
    void a_change_that_changes_nothing_writes_nothing() {
        assertThat(changes.change(read, token -> token.withSettings(token.settings()))).isEqualTo(read);
        assertThat(stack.store.replaceTries).isEmpty();
    }

    @Test
    void a_change_that_comes_second_is_made_upon_the_first() {
        stack.store.beforeWriting =
                once(() -> stack.store.put(read.withSettings(settings(Scope.READ_USERS)).withVersion(read.version() + 1)));
        Token changed = changes.change(read, ChangesTest::disable);

        assertThat(changed.settings()).isEqualTo(disabled(settings(Scope.READ_USERS)));
    }

    @Test
    void a_change_that_comes_second_is_judged_again() {
        stack.store.beforeWriting = once(() ->
                stack.store.put(read.withSettings(settings(Scope.MANAGE_ALL_TOKENS)).withVersion(read.version() + 1)));

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> changes.change(read, token -> {
                    if (token.settings().scopes().contains(Scope.MANAGE_ALL_TOKENS)) {
                        throw new ApiException.ForbiddenException("Widened meanwhile");
                    }
                    return disable(token);
                }));
        assertThat(stack.store.tokens.get(read.id()).settings().enabled()).isTrue();
    }

    @Test
    void a_change_that_always_comes_second_is_a_conflict() {
        stack.store.beforeWriting = () ->
                stack.store.tokens.computeIfPresent(read.id(), (id, token) -> token.withVersion(token.version() + 1));

        assertThatExceptionOfType(ApiException.ConflictException.class).isThrownBy(() -> changes.change(read, ChangesTest::disable));
        assertThatExceptionOfType(ApiException.ConflictException.class).isThrownBy(() -> changes.delete(read));
        assertThat(stack.store.tokens.get(read.id()).settings().enabled()).isTrue();
    }

    @Test
    void a_token_that_is_gone_is_not_found_and_does_not_come_back() {
        stack.store.beforeWriting = stack.store.tokens::clear;

        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> changes.change(read, ChangesTest::disable));
        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> changes.delete(read));
        assertThat(stack.store.tokens).isEmpty();
    }

    @Test
    void a_token_is_deleted_though_it_was_changed_meanwhile() {
        stack.store.beforeWriting = once(() -> stack.store.put(read.withVersion(read.version() + 1)));

        assertThat(changes.delete(read)).isEqualTo(read.withVersion(read.version() + 1));
        assertThat(stack.store.tokens).isEmpty();
    }

    @Test
    void what_names_its_version_is_done() {
        assertThat(changes.change(read, version(read.version()), ChangesTest::disable)
                        .version())
                .isEqualTo(read.version() + 1);
        changes.delete(stack.store.tokens.get(read.id()), version(read.version() + 1));
        assertThat(stack.store.tokens).isEmpty();
    }

    @Test
    void what_names_another_version_is_not_even_tried() {
        Precondition other = version(read.version() + 1);

        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .isThrownBy(() -> changes.change(read, other, ChangesTest::disable));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                .as("though it would change nothing")
                .isThrownBy(() -> changes.change(read, other, UnaryOperator.identity()));
        assertThatExceptionOfType(ApiException.PreconditionFailedException.class).isThrownBy(() -> changes.delete(read, other));
        assertThat(stack.store.replaceTries).isEmpty();
        assertThat(stack.store.tokens).containsValue(read);
    }

    @Test
    void whether_a_change_is_allowed_comes_before_what_it_expects() {
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> changes.change(read, version(99), token -> {
                    throw new ApiException.ForbiddenException("no");
                }));
    }

    @Test
    void what_names_a_version_and_comes_second_is_tried_once() {
        for (Precondition expected : List.of(version(read.version()), new Precondition.Exists())) {
            stack.store.put(read);
            stack.store.replaceTries.clear();
            stack.store.beforeWriting = () -> stack.store.put(read.withVersion(read.version() + 1));

            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> changes.change(read, expected, ChangesTest::disable));
            stack.store.put(read);
            assertThatExceptionOfType(ApiException.PreconditionFailedException.class)
                    .isThrownBy(() -> changes.delete(read, expected));
            assertThat(stack.store.replaceTries).hasSize(1);
            assertThat(stack.store.tokens).containsValue(read.withVersion(read.version() + 1));
        }
    }

    @Test
    void a_store_that_is_away_changes_nothing() {
        stack.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> changes.find(read.id(), anna)).isSameAs(stack.store.fault);
        assertThatThrownBy(() -> changes.change(read, ChangesTest::disable)).isSameAs(stack.store.fault);
        assertThatThrownBy(() -> changes.delete(read)).isSameAs(stack.store.fault);
        assertThat(stack.store.tokens).containsValue(read);
    }

    private static Precondition version(long version) {
        return new Precondition.VersionIn(Set.of(Long.toString(version)));
    }

    private static Token disable(Token token) {
        return token.withSettings(disabled(token.settings()));
    }

    private Runnable once(Runnable change) {
        return () -> {
            stack.store.beforeWriting = () -> {};
            change.run();
        };
    }
}
