package dev.tokenry.functions;

import dev.tokenry.crypto.PepperSource;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.Digests;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.LastUses;
import dev.tokenry.store.StackStore;
import dev.tokenry.store.TokenCatalogue;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What lies outside the process and its memory. */
interface Surroundings {

    InstantSource clock();

    RandomGenerator random();

    TokenStore tokens();

    UserStore users();

    LastUses lastUses();

    Digests digests();

    IdempotencyStore idempotency();

    TokenCatalogue catalogue();

    StackStore stack();

    ApiRulesStore apiRules();

    PepperSource peppers();
}
