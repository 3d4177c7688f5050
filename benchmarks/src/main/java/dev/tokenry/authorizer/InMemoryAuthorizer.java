package dev.tokenry.authorizer;

import dev.tokenry.aws.Environment;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperCheckValues;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.CredentialFinder.Credential;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.RejectedUseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The authorizer without I/O, for measuring its own CPU time. It is in this package because the dependencies of the
 * authorizer are.
 *
 * @param token the only token, in use and with the scope to create tokens
 */
public record InMemoryAuthorizer(Token token, Pepper pepper) implements AuthorizerDependencies {

    private static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    /** @param environment the variables of the authorizer */
    public static AuthorizeHandler create(Map<String, String> environment, PresentedToken presented, Pepper pepper) {
        Token token = new Token(
                presented.id(),
                new TokenOrigin("benchmark", "benchmark", null, false, NOW),
                new TokenSettings(
                        "Benchmark", null, true, Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS), null, null),
                new SecretDigests(pepper.digest(presented.id(), presented.secret()), null, null, NOW),
                new LastUse(NOW, null, new ScopeUse(NOW, Map.of(Scope.WRITE_TOKENS, ScopeUse.dayOf(NOW)))),
                Token.FIRST_VERSION);
        return new AuthorizeHandler(
                new AuthorizerWiring(new Environment(environment), new InMemoryAuthorizer(token, pepper)));
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(NOW);
    }

    @Override
    public RandomGenerator random() {
        return RandomGenerator.getDefault();
    }

    @Override
    public CredentialFinder credentials() {
        Optional<Credential> found = Optional.of(new Credential(token, Optional::empty));
        return id -> found;
    }

    @Override
    public ApiRulesFinder apiRules() {
        return apiId -> Optional.empty();
    }

    @Override
    public LastUseStore lastUses() {
        return new LastUseStore() {
            @Override
            public boolean replaceLastUse(Token used, SecretGeneration generation, LastUse lastUse, Duration interval) {
                throw new AssertionError("The last use is recent");
            }

            @Override
            public boolean addScopeUse(Token used, ScopeUse use) {
                throw new AssertionError("The use of the scope is recent");
            }
        };
    }

    @Override
    public RejectedUseStore rejectedUses() {
        return new RejectedUseStore() {
            @Override
            public boolean replaceRejectedUse(Token rejected, RejectedUse use, Duration interval) {
                throw new AssertionError("The token is active");
            }

            @Override
            public boolean replaceRetiredUse(Token rejected, RetiredUse use, Duration interval) {
                throw new AssertionError("The token has no retired secret");
            }
        };
    }

    @Override
    public DigestStore digests() {
        return (id, generation, expected, updated) -> {
            throw new AssertionError("The digest has the current pepper");
        };
    }

    @Override
    public PepperSource pepperSource() {
        return version -> pepper;
    }

    @Override
    public PepperCheckValues pepperCheckValues() {
        return version -> Optional.of(pepper.checkValue());
    }
}
