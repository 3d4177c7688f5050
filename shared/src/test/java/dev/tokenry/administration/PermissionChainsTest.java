package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.User;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Searches chains of calls that gain, stop or revive what no call alone permits: random users and tokens, a random
 * caller, and up to four random calls by it and by the tokens whose secrets it has learned on the way.
 */
class PermissionChainsTest {

    private static final int CHAINS = Integer.getInteger("tokenry.permission.chains", 1_000);

    @Test
    void a_caller_brings_to_life_only_what_it_could_have_created() {
        int gained = 0;
        int succeeded = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            PermissionChain chain = run(seed);
            for (Token token : chain.gained()) {
                assertThat(chain.couldCreate(token))
                        .as("(a) seed %d, caller %s, token %s", seed, chain.principal, token)
                        .isTrue();
                gained++;
            }
            succeeded += chain.succeeded;
        }
        System.out.printf(
                "Cases tried: permission chains (a, e): %d chains, %d successful calls, %d tokens gained%n",
                CHAINS, succeeded, gained);
        assertThat(gained).isGreaterThan(CHAINS / 20);
    }

    @Test
    void only_managers_of_all_tokens_stop_their_like_and_users_beyond_their_scopes() {
        int watched = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            PermissionChain chain = run(seed);
            if (chain.principal.hasScope(Scope.MANAGE_ALL_TOKENS)) {
                continue;
            }
            for (Token token : chain.before.values()) {
                boolean managed = chain.effectiveBefore
                        .get(token.id())
                        .filter(scopes -> scopes.contains(Scope.MANAGE_ALL_TOKENS))
                        .isPresent();
                if (managed) {
                    watched++;
                    assertThat(chain.world.works(chain.original.get(token.id())))
                            .as("(b) seed %d, caller %s, token %s", seed, chain.principal, token)
                            .isTrue();
                    AllowedIps now = chain.world
                            .tokens
                            .find(token.id())
                            .orElseThrow()
                            .settings()
                            .allowedIps();
                    assertThat(token.settings().allowedIps().isWithin(now))
                            .as("(b) seed %d, caller %s, token %s", seed, chain.principal, token)
                            .isTrue();
                }
            }
            for (User user : chain.usersBefore.values()) {
                if (!chain.principal.scopes().containsAll(user.scopes().values())) {
                    watched++;
                    assertThat(chain.world.users.find(user.name()))
                            .as("(b) seed %d, caller %s", seed, chain.principal)
                            .hasValue(user);
                }
            }
        }
        System.out.printf(
                "Cases tried: permission chains (b): %d chains, %d tokens and users watched%n", CHAINS, watched);
        assertThat(watched).isGreaterThan(CHAINS / 2);
    }

    @Test
    void a_caller_whose_user_is_disabled_keeps_only_tokens_that_it_created() {
        int working = 0;
        int cases = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            PermissionChain chain = new PermissionChain(seed);
            User user = chain.usersBefore.get(chain.principal.owner());
            if (chain.principal.managesAllTokens() || user == null || chain.principal.bootstrap()) {
                continue;
            }
            chain.run(2);
            Optional<User> now = chain.world.users.find(user.name());
            if (now.isEmpty()) {
                continue;
            }
            chain.world.users.replace(now.get(), now.get().withEnabled(false), STAMP);
            chain.run(2);
            cases++;
            // Who manages a project can also have learned the secret of a technical token of it, or created one, and
            // created others with it.
            Set<TokenId> learned = new HashSet<>(chain.regenerated);
            learned.retainAll(chain.before.keySet());
            Set<OwnerName> creators = learned.stream()
                    .map(id -> chain.before.get(id).origin().owner())
                    .collect(Collectors.toSet());
            creators.add(user.name());
            for (PresentedToken token : chain.known) {
                // In the order of creation.
                chain.world
                        .tokens
                        .find(token.id())
                        .map(Token::origin)
                        .filter(origin -> creators.contains(origin.createdBy()))
                        .ifPresent(origin -> creators.add(origin.owner()));
            }
            for (PresentedToken token : chain.known) {
                if (chain.world.works(token) && !learned.contains(token.id())) {
                    TokenOrigin origin =
                            chain.world.tokens.find(token.id()).orElseThrow().origin();
                    working++;
                    assertThat(origin.createdBy())
                            .as("(c) seed %d, caller %s, token %s", seed, chain.principal, origin)
                            .isIn(creators);
                }
            }
        }
        System.out.printf(
                "Cases tried: permission chains (c): %d callers disabled, %d of their tokens still work%n",
                cases, working);
        assertThat(cases).isGreaterThan(CHAINS / 20);
    }

    @Test
    void a_caller_that_lost_scopes_gains_no_more_than_one_that_never_had_them() {
        int cases = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            PermissionChain whole = new PermissionChain(seed);
            Token token = whole.before.get(whole.caller.id());
            if (token == null || token.origin().bootstrap()) {
                continue;
            }
            Scopes fewer = token.settings().scopes().intersect(whole.scopes());
            whole.world.tokens.replace(
                    token, token.withSettings(token.settings().withScopes(fewer)), STAMP);
            Principal reduced = whole.world.principal(whole.caller).orElseThrow();
            whole.run(4);
            cases++;
            for (Token gained : whole.gained()) {
                Scopes effective = whole.world.effective(gained).orElseThrow();
                assertThat(reduced.managesAllTokens() || reduced.scopes().containsAll(effective.values()))
                        .as("(c) seed %d, caller %s, token %s", seed, reduced, gained)
                        .isTrue();
            }
        }
        System.out.printf("Cases tried: permission chains (c): %d callers reduced%n", cases);
        assertThat(cases).isGreaterThan(CHAINS / 2);
    }

    @Test
    void what_was_stopped_returns_only_by_enabling_or_regenerating() {
        int stopped = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            PermissionChain chain = run(seed);
            for (PresentedToken token : chain.known) {
                if (chain.deleted.contains(token.id())) {
                    stopped++;
                    assertThat(chain.world.works(token)).as("(d) seed %d", seed).isFalse();
                }
            }
            for (Token token : chain.before.values()) {
                PresentedToken original = chain.original.get(token.id());
                if (original == null || !chain.world.works(original)) {
                    continue;
                }
                assertThat(chain.deleted).as("(d) seed %d", seed).doesNotContain(token.id());
                if (!token.settings().enabled()) {
                    stopped++;
                    assertThat(chain.enabled).as("(d) seed %d", seed).contains(token.id());
                }
            }
        }
        System.out.printf(
                "Cases tried: permission chains (d): %d chains, %d stopped tokens watched%n", CHAINS, stopped);
        assertThat(stopped).isGreaterThan(CHAINS / 200);
    }

    @Test
    void only_managers_of_all_tokens_change_who_leads_a_project() {
        int watched = 0;
        int used = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            PermissionChain chain = run(seed);
            used += chain.byLeadAlone();
            if (chain.principal.managesAllTokens()) {
                continue;
            }
            for (User user : chain.usersBefore.values()) {
                watched += chain.leadsCurrently(user) ? 1 : 0;
                if (chain.leadsCurrently(user)) {
                    assertThat(chain.world.users.find(user.name()))
                            .as("(f) seed %d, caller %s", seed, chain.principal)
                            .hasValue(user);
                }
            }
            for (OwnerName owner : chain.owners()) {
                boolean led = Optional.ofNullable(chain.usersBefore.get(owner))
                        .filter(chain::leadsCurrently)
                        .isPresent();
                assertThat(chain.world
                                .users
                                .find(owner)
                                .filter(chain::leadsCurrently)
                                .isPresent())
                        .as("(f) seed %d, caller %s", seed, chain.principal)
                        .isEqualTo(led);
            }
        }
        System.out.printf(
                "Cases tried: permission chains (f): %d leads watched, %d tokens gained by a lead alone%n",
                watched, used);
        assertThat(watched).isGreaterThan(CHAINS / 10);
        assertThat(used).isGreaterThan(CHAINS / 200);
    }

    @Test
    void a_token_is_used_from_no_address_from_which_neither_it_nor_the_caller_was_used() {
        int watched = 0;
        int loosened = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            PermissionChain chain = run(seed);
            if (chain.principal.managesAllTokens()) {
                continue;
            }
            for (Token token : chain.world.tokens.all()) {
                for (String address : PermissionChain.ADDRESSES) {
                    boolean isNew = token.settings().allowedIps().contain(address)
                            && !chain.couldBeUsedFrom(address, token.id());
                    loosened += isNew && chain.before.containsKey(token.id()) ? 1 : 0;
                    watched += chain.callerAddresses.contain(address) ? 0 : 1;
                    assertThat(isNew && !chain.callerAddresses.contain(address))
                            .as("(g) seed %d, caller %s, token %s from %s", seed, chain.principal, token, address)
                            .isFalse();
                }
            }
        }
        System.out.printf(
                "Cases tried: permission chains (g): %d tokens and addresses watched, %d loosened%n",
                watched, loosened);
        assertThat(watched).isGreaterThan(CHAINS / 2);
        assertThat(loosened).isGreaterThan(CHAINS / 500);
    }

    private static PermissionChain run(long seed) {
        PermissionChain chain = new PermissionChain(seed);
        chain.run();
        return chain;
    }
}
