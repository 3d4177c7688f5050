package dev.tokenry.access;

import static dev.tokenry.access.SmallStack.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.store.TokenFilter;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 2 of "Who may do what": whose tokens may manage anything at all. */
class ReachTest {

    private static final String REFUSAL = "Token management is not allowed for this user";

    private final SmallStack stack = new SmallStack();
    private final Reach reach = new Reach(stack.users);
    private final Changes changes = new Changes(stack.store, reach);
    private final Token mine = keep("anna");
    private final Token others = keep("bert");

    @Test
    void an_owner_without_a_record_manages_its_own_tokens() {
        assertThat(reach.of(anna())).isEqualTo(new TokenFilter.ByOwner("anna", null));
        assertThat(reach.require(mine, anna())).isSameAs(mine);
        assertThat(changes.find(mine.id(), anna())).isEqualTo(mine);
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, false", "false, false, false"})
    void an_owner_on_record_manages_its_own_tokens_if_it_is_enabled_and_may(
            boolean enabled, boolean manageOwnTokens, boolean allowed) {
        stack.users.put("anna", enabled, manageOwnTokens, Scope.MANAGE_ALL_TOKENS);

        if (allowed) {
            assertThatCode(() -> reach.requireMayManage(anna())).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> reach.requireMayManage(anna()))
                    .withMessage(REFUSAL);
        }
    }

    @Test
    void who_may_manage_none_hears_the_same_of_every_token() {
        stack.users.put("anna", true, false);

        for (TokenId id :
                new TokenId[] {mine.id(), others.id(), stack.format.mint().id()}) {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> changes.find(id, anna()))
                    .withMessage(REFUSAL);
        }
        assertThatExceptionOfType(ApiException.ForbiddenException.class).isThrownBy(() -> reach.of(anna()));
        assertThatExceptionOfType(ApiException.ForbiddenException.class).isThrownBy(() -> reach.require(mine, anna()));
        assertThat(stack.store.finds).isZero();
    }

    @Test
    void a_token_may_look_at_itself_whatever_its_user_may() {
        stack.users.put("anna", false, false);

        assertThat(changes.findItself(anna())).isEqualTo(mine);
    }

    @Test
    void who_manages_all_tokens_needs_nobodys_leave_and_reads_no_user() {
        stack.users.put("anna", false, false);
        Principal admin = anna(Scope.MANAGE_ALL_TOKENS);

        assertThat(reach.of(admin)).isEqualTo(new TokenFilter.All());
        assertThat(changes.find(others.id(), admin)).isEqualTo(others);
        assertThat(stack.users.finds).isZero();
    }

    @Test
    void a_foreign_token_stays_unknown_to_who_may_manage_its_own() {
        stack.users.put("anna", true, true);

        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> changes.find(others.id(), anna()));
        assertThatExceptionOfType(ApiException.NotFoundException.class).isThrownBy(() -> reach.require(others, anna()));
    }

    @Test
    void users_that_are_away_are_neither_a_yes_nor_a_no() {
        stack.users.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> reach.of(anna())).isSameAs(stack.users.fault);
        assertThatThrownBy(() -> changes.find(mine.id(), anna())).isSameAs(stack.users.fault);
    }

    private Token keep(String owner) {
        return stack.kept(
                stack.keep(new TokenOrigin(owner, owner, null, false, SmallStack.NOW), settings(Scope.READ_TOKENS)));
    }

    private Principal anna(Scope... scopes) {
        return new Principal(mine.id(), "anna", null, Scopes.of(scopes), false, SecretGeneration.CURRENT, null);
    }
}
