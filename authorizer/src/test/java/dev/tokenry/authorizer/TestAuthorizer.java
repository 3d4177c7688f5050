package dev.tokenry.authorizer;

import dev.tokenry.crypto.PepperCheckValues;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.functions.TestStack;
import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.RejectedUseStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The authorizer of a stack in memory. */
record TestAuthorizer(TestStack stack) implements AuthorizerDependencies {

    /** Creates an authorizer as after a cold start. */
    static AuthorizeHandler of(TestStack stack) {
        return new AuthorizeHandler(new AuthorizerWiring(stack.environment(), new TestAuthorizer(stack)));
    }

    @Override
    public InstantSource clock() {
        return stack.clock();
    }

    @Override
    public RandomGenerator random() {
        return stack.random();
    }

    @Override
    public CredentialFinder credentials() {
        return stack.credentials();
    }

    @Override
    public ApiRulesFinder apiRules() {
        return stack.apiRules();
    }

    @Override
    public LastUseStore lastUses() {
        return stack.lastUseStore();
    }

    @Override
    public RejectedUseStore rejectedUses() {
        return stack.rejectedUses();
    }

    @Override
    public DigestStore digests() {
        return stack.digestStore();
    }

    @Override
    public PepperSource pepperSource() {
        return stack.pepperSource();
    }

    @Override
    public PepperCheckValues pepperCheckValues() {
        return stack.deployments()::findPepperCheckValue;
    }
}
