package dev.tokenry.authorization;

import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.administration.TestDependencies;
import dev.tokenry.administration.TokenReader;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.store.TokenFilter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which owners may manage tokens, and which tokens are visible to them. */
class TokenVisibilityTest {

    private static final String DENIAL_MESSAGE = "Token management is not allowed for this user";

    private final TestDependencies dependencies = new TestDependencies();
    private final TokenVisibility visibility = dependencies.visibility;
    private final TokenReader reader = new TokenReader(dependencies.store, visibility, ScopeCatalogue.builtIn());
    private final Token ownToken = insert("anna");
    private final Token otherOwnToken = insert("anna");
    private final Token otherToken = insert("bert");

    @Test
    void owner_without_user_record_manages_its_own_tokens() {
        assertThat(visibility.visibleTo(anna(), Optional.empty()))
                .isEqualTo(new TokenFilter.ByOwner(OwnerName.of("anna"), null));
        assertThat(visibility.requireVisible(ownToken, anna())).isSameAs(ownToken);
        assertThat(reader.get(asking(anna(Scope.READ_TOKENS)), otherOwnToken.id()))
                .isEqualTo(otherOwnToken);
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, false", "false, false, false"})
    void owner_with_user_record_must_be_enabled_and_permitted(
            boolean enabled, boolean manageOwnTokens, boolean allowed) {
        dependencies.users.put("anna", enabled, manageOwnTokens, Scope.MANAGE_ALL_TOKENS);

        if (allowed) {
            assertThatCode(() -> visibility.requireMayManageTokens(anna())).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> visibility.requireMayManageTokens(anna()))
                    .withMessage(DENIAL_MESSAGE);
        }
    }

    @Test
    void caller_without_permission_gets_the_same_error_for_every_token() {
        dependencies.users.put("anna", true, false);

        for (TokenId id : new TokenId[] {
            otherOwnToken.id(), otherToken.id(), dependencies.format.mint().id()
        }) {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> reader.get(asking(anna(Scope.READ_TOKENS)), id))
                    .withMessage(DENIAL_MESSAGE);
        }
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> visibility.visibleTo(anna(), Optional.empty()));
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> visibility.requireVisible(ownToken, anna()));
        assertThat(dependencies.store.finds).isZero();
    }

    @Test
    void token_can_always_read_itself() {
        dependencies.users.put("anna", false, false);

        assertThat(reader.getSelf(asking(anna()))).isEqualTo(ownToken);
    }

    @Test
    void managing_all_tokens_does_not_read_the_user() {
        dependencies.users.put("anna", false, false);
        Principal admin = anna(Scope.MANAGE_ALL_TOKENS, Scope.READ_TOKENS);

        assertThat(visibility.visibleTo(admin, Optional.empty())).isEqualTo(new TokenFilter.All());
        assertThat(reader.get(asking(admin), otherToken.id())).isEqualTo(otherToken);
        assertThat(dependencies.users.finds).isZero();
    }

    @Test
    void token_of_another_owner_is_not_found() {
        dependencies.users.put("anna", true, true);

        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> reader.get(asking(anna(Scope.READ_TOKENS)), otherToken.id()));
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> visibility.requireVisible(otherToken, anna()));
    }

    @Test
    void unavailable_user_store_yields_no_decision() {
        dependencies.users.fault = new ServiceUnavailableException("unavailable");

        assertThatThrownBy(() -> visibility.visibleTo(anna(), Optional.empty())).isSameAs(dependencies.users.fault);
        assertThatThrownBy(() -> reader.get(asking(anna(Scope.READ_TOKENS)), otherOwnToken.id()))
                .isSameAs(dependencies.users.fault);
    }

    private Token insert(String owner) {
        return dependencies.stored(dependencies.insert(
                new TokenOrigin(owner, owner, null, false, TestDependencies.NOW), settings(Scope.READ_TOKENS)));
    }

    private static TokenActor asking(Principal principal) {
        return TestDependencies.actor(principal);
    }

    private Principal anna(Scope... scopes) {
        return new Principal(
                ownToken.id(), OwnerName.of("anna"), null, Scopes.of(scopes), false, SecretGeneration.CURRENT, null);
    }
}
