package dev.tokenry.authorizer;

import dev.tokenry.crypto.PepperCheckValues;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.RejectedUseStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** External dependencies of the authorizer: clock, randomness, what it reads and writes, and the pepper source. */
interface AuthorizerDependencies {

    InstantSource clock();

    RandomGenerator random();

    CredentialFinder credentials();

    ApiRulesFinder apiRules();

    LastUseStore lastUses();

    RejectedUseStore rejectedUses();

    DigestStore digests();

    PepperSource pepperSource();

    PepperCheckValues pepperCheckValues();
}
