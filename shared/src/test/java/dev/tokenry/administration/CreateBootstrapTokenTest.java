package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static dev.tokenry.administration.TestDependencies.disabled;
import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.administration.CreateBootstrapToken.Command;
import dev.tokenry.administration.CreateBootstrapToken.Result;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.InMemoryDeploymentStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateBootstrapTokenTest {

    private static final IamActor ACTOR = new IamActor("bootstrap", "request-1");

    private final TestDependencies dependencies = new TestDependencies();
    private final InMemoryDeploymentStore deployments = new InMemoryDeploymentStore();
    private final CreateBootstrapToken createBootstrapToken = new CreateBootstrapToken(
            dependencies.issuer,
            dependencies.peppers,
            deployments,
            dependencies.store,
            Limits.NONE,
            () -> dependencies.now);

    @Test
    void administrator_token_is_created() {
        IssuedToken issued = create(1);

        assertThat(issued.token()).isEqualTo(dependencies.stored(issued.value()));
        assertThat(issued.token().origin())
                .isEqualTo(new TokenOrigin(OwnerName.of("admin"), null, OwnerName.of("admin"), null, false, true, NOW));
        assertThat(issued.token().settings())
                .isEqualTo(new TokenSettings(
                        "Bootstrap 1",
                        null,
                        true,
                        Scopes.of(
                                Scope.READ_TOKENS,
                                Scope.WRITE_TOKENS,
                                Scope.READ_USERS,
                                Scope.WRITE_USERS,
                                Scope.WRITE_SCOPES,
                                Scope.READ_PROJECTS,
                                Scope.WRITE_PROJECTS,
                                Scope.READ_AUDIT,
                                Scope.READ_TRUSTS,
                                Scope.WRITE_TRUSTS,
                                Scope.MANAGE_ALL_TOKENS),
                        NOW.plus(Duration.ofHours(24)),
                        null));
        assertThat(dependencies.authenticator.authenticate(issued.value().reveal()))
                .isInstanceOf(Authenticated.class);
    }

    @Test
    void check_values_of_all_pepper_versions_are_stored() {
        create(1);

        for (int version : new int[] {1, 2}) {
            assertThat(deployments.findPepperCheckValue(version))
                    .hasValueSatisfying(value -> assertThat(value)
                            .isEqualTo(TestDependencies.pepper(version).checkValue()));
        }
    }

    @Test
    void each_generation_creates_one_token() {
        IssuedToken first = create(1);

        assertThat(execute(1)).isEqualTo(new Result.AlreadyCreated(first.token().id(), true));
        assertThat(create(2).token().settings().name()).isEqualTo("Bootstrap 2");
        assertThat(dependencies.store.all()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        // seconds later, whether the token is enabled, whether it exists
        "86399, true,  true,  true",
        "86400, true,  true,  false",
        "0,     false, true,  false",
        "0,     true,  false, false",
    })
    void only_an_enabled_and_unexpired_token_is_active(int seconds, boolean enabled, boolean exists, boolean active) {
        Token token = create(1).token();
        dependencies.now = NOW.plusSeconds(seconds);
        if (!enabled) {
            dependencies.store.put(token.withSettings(disabled(token.settings())));
        }
        if (!exists) {
            dependencies.store.delete(token, STAMP);
        }

        assertThat(execute(1)).isEqualTo(new Result.AlreadyCreated(token.id(), active));
    }

    @Test
    void failed_write_uses_up_the_generation_and_creates_no_second_token() {
        dependencies.store.fault = new ServiceUnavailableException("away");
        assertThatThrownBy(() -> execute(1)).isSameAs(dependencies.store.fault);
        dependencies.store.fault = null;

        assertThat(execute(1))
                .isInstanceOfSatisfying(
                        Result.AlreadyCreated.class,
                        existing -> assertThat(existing.active()).isFalse());
        assertThat(dependencies.store.all()).isEmpty();
    }

    @Test
    void unavailable_pepper_does_not_use_up_the_generation() {
        dependencies.pepperFault = new ServiceUnavailableException("away");
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> execute(1));
        dependencies.pepperFault = null;
        dependencies.now = NOW.plus(Duration.ofMinutes(5));

        assertThat(create(1).token().settings().enabled()).isTrue();
    }

    private Result execute(int generation) {
        return createBootstrapToken.execute(ACTOR, new Command(generation, AllowedIps.EVERY));
    }

    private IssuedToken create(int generation) {
        Result result = execute(generation);
        assertThat(result).isInstanceOf(Result.Created.class);
        return ((Result.Created) result).issued();
    }
}
