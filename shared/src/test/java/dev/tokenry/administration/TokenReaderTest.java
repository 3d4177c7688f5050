package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenOrigin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading a token by its id and by its value. */
class TokenReaderTest {

    private final TestDependencies dependencies = new TestDependencies();
    private final TokenVisibility visibility = dependencies.visibility;
    private final TokenReader reader = new TokenReader(dependencies.store, visibility, ScopeCatalogue.builtIn());
    private final LookUpToken lookUpToken = new LookUpToken(dependencies.authenticator, visibility);
    private final PresentedToken value = dependencies.insert(TestDependencies.origin(), settings(Scope.READ_TOKENS));
    private final Token current = dependencies.stored(value);

    @ParameterizedTest
    @CsvSource({
        "apiTokens.read,                       true",
        "apiTokens.write,                      false",
        "TenantTokenManagement,                false",
        "TenantTokenManagement apiTokens.read, true",
        "'',                                   false",
    })
    void reading_another_token_requires_the_scope(String scopes, boolean allowed) {
        TokenActor actor = dependencies.actor(Scopes.parse(scopes).values().toArray(Scope[]::new));

        if (allowed) {
            assertThat(reader.get(actor, current.id())).isEqualTo(current);
        } else {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> reader.get(actor, current.id()))
                    .withMessageStartingWith("Token is missing required scope. Use one of: apiTokens.read");
            assertThat(dependencies.store.finds).isZero();
        }
    }

    @Test
    void token_reads_itself_without_scopes_and_with_its_previous_secret() {
        dependencies.users.put("anna", false, false);
        for (SecretGeneration generation : SecretGeneration.values()) {
            TokenActor self = TestDependencies.actor(
                    new Principal(current.id(), OwnerName.of("anna"), null, Scopes.NONE, false, generation, null));

            assertThat(reader.get(self, current.id())).isEqualTo(current);
            assertThat(reader.getSelf(self)).isEqualTo(current);
        }
    }

    @Test
    void user_without_token_management_reads_no_other_token() {
        dependencies.users.put("anna", true, false);
        TokenActor anna = dependencies.actor(Scope.READ_TOKENS);

        for (var id : List.of(current.id(), dependencies.format.mint().id())) {
            assertThatExceptionOfType(ApiException.ForbiddenException.class)
                    .isThrownBy(() -> reader.get(anna, id))
                    .withMessage("Token management is not allowed for this user");
        }
        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> lookUpToken.execute(anna, value.reveal()));
    }

    @Test
    void invisible_and_unknown_tokens_are_not_found() {
        PresentedToken foreign =
                dependencies.insert(new TokenOrigin("bert", "bert", null, false, NOW), settings(Scope.READ_TOKENS));
        TokenActor anna = dependencies.actor(Scope.READ_TOKENS);

        for (PresentedToken token : List.of(foreign, dependencies.format.mint())) {
            assertThatExceptionOfType(ApiException.NotFoundException.class)
                    .isThrownBy(() -> reader.get(anna, token.id()));
            assertThatExceptionOfType(ApiException.NotFoundException.class)
                    .isThrownBy(() -> lookUpToken.execute(anna, token.reveal()));
        }
    }

    @Test
    void token_is_found_by_its_value_and_not_by_another_secret() {
        TokenActor anna = dependencies.actor();

        assertThat(lookUpToken.execute(anna, value.reveal())).isEqualTo(current);
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> lookUpToken.execute(
                        anna, dependencies.format.mint(value.id()).reveal()));
        assertThatExceptionOfType(ApiException.NotFoundException.class)
                .isThrownBy(() -> lookUpToken.execute(anna, "no token"));
    }

    @Test
    void unavailable_store_yields_no_token() {
        dependencies.store.fault = new ServiceUnavailableException("away");

        assertThatThrownBy(() -> reader.get(dependencies.actor(Scope.READ_TOKENS), current.id()))
                .isSameAs(dependencies.store.fault);
        assertThatThrownBy(() -> lookUpToken.execute(dependencies.actor(), value.reveal()))
                .isSameAs(dependencies.store.fault);
    }
}
