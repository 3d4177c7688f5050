package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Searches chains of calls that gain, stop or revive what no call alone permits: random users and tokens, a random
 * caller, and up to four random calls by it and by the tokens whose secrets it has learned on the way.
 */
class PermissionChainsTest {

    private static final int CHAINS = Integer.getInteger("tokenry.permission.chains", 2_000);
    private static final int MAX_CALLS = 4;
    private static final int MAX_ATTEMPTS_PER_CALL = 6;

    private static final List<OwnerName> OWNERS =
            Stream.of("anna", "bert", "ci").map(OwnerName::of).toList();
    private static final List<OwnerName> SPELLINGS = Stream.of("anna", "Anna", "bert", "BERT", "ci", "Ci")
            .map(OwnerName::of)
            .toList();
    private static final List<Scope> SCOPES = List.of(
            Scope.WRITE_TOKENS,
            Scope.WRITE_USERS,
            Scope.MANAGE_ALL_TOKENS,
            new Scope("logs.read"),
            new Scope("apiTokens.rotateSelf"));

    /** A random installation, its caller, and what it knows. */
    private static final class Chain {

        private final Random random;
        private final PermissionWorld world;
        private final List<PresentedToken> known = new ArrayList<>();
        private final Map<TokenId, PresentedToken> original = new LinkedHashMap<>();
        private final Map<TokenId, Token> before = new HashMap<>();
        private final Map<TokenId, Optional<Scopes>> effectiveBefore = new HashMap<>();
        private final Map<OwnerName, User> usersBefore = new HashMap<>();
        private final Set<TokenId> deleted = new HashSet<>();
        private final Set<TokenId> enabled = new HashSet<>();
        private final Set<TokenId> regenerated = new HashSet<>();
        private final PresentedToken caller;
        private final Principal principal;
        private int succeeded;

        private Chain(long seed) {
            random = new Random(seed);
            world = new PermissionWorld(random);
            OWNERS.stream()
                    .filter(_ -> chance(60))
                    .forEach(owner -> world.user(owner, chance(80), chance(80), scopes()));
            for (int i = 0; i < 6; i++) {
                PresentedToken token = randomToken();
                original.put(token.id(), token);
            }
            world.tokens.all().forEach(token -> before.put(token.id(), token));
            before.values().forEach(token -> effectiveBefore.put(token.id(), world.effective(token)));
            OWNERS.forEach(owner -> world.users.find(owner).ifPresent(user -> usersBefore.put(owner, user)));
            List<PresentedToken> working =
                    original.values().stream().filter(world::works).toList();
            caller = working.isEmpty() ? world.token("dora", null, false, "apiTokens.write") : any(working);
            known.add(caller);
            principal = world.principal(caller).orElseThrow();
        }

        private PresentedToken randomToken() {
            OwnerName owner = any(SPELLINGS);
            Optional<User> user = world.users.find(owner);
            boolean personal = user.isPresent() && chance(40);
            // Some tokens are older than the record, or than user ids.
            String userId = chance(80) ? user.map(User::id).orElse(null) : null;
            TokenOrigin origin = new TokenOrigin(owner, userId, any(SPELLINGS), project(), personal, chance(5), NOW);
            return world.token(origin, new TokenSettings("ci", null, chance(80), scopes(), expiry(), null));
        }

        private Instant expiry() {
            return chance(50) ? null : NOW.plus(Duration.ofHours(chance(10) ? -1 : random.nextInt(1, 4)));
        }

        private String project() {
            return chance(70) ? null : chance(80) ? "web" : "shop";
        }

        private Scopes scopes() {
            return new Scopes(SCOPES.stream().filter(_ -> chance(50)).toList());
        }

        /** Returns scopes that the token may be able to grant. */
        private Scopes scopesFor(PresentedToken by) {
            return chance(20)
                    ? scopes()
                    : scopes().intersect(
                                    world.principal(by).map(Principal::scopes).orElse(Scopes.NONE));
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        /** Makes calls until so many succeed, or too many are denied. */
        private void run(int calls) {
            int enough = succeeded + calls;
            for (int i = 0; i < calls * MAX_ATTEMPTS_PER_CALL && succeeded < enough; i++) {
                call(any(known));
            }
        }

        /** Makes a random call; a call that is denied changes nothing. */
        private void call(PresentedToken by) {
            List<Token> all = world.tokens.all();
            TokenId id = chance(30) ? by.id() : all.isEmpty() ? by.id() : any(all).id();
            Map<String, BooleanSupplier> calls = Map.of(
                    "create", () -> create(by),
                    "change", () -> change(by, id),
                    "regenerate", () -> regenerate(by, id),
                    "delete", () -> delete(by, id),
                    "putUser", () -> putUser(by),
                    "deleteUser",
                            () -> {
                                world.deleteUser(by, any(SPELLINGS));
                                return true;
                            });
            boolean seen = isSeen(by, id);
            Optional<Token> target = world.tokens.find(id);
            String name = any(calls.keySet().stream().sorted().toList());
            try {
                calls.get(name).getAsBoolean();
                succeeded++;
            } catch (ApiException denied) {
                assertThat(world.tokens.find(id))
                        .as("a denied call changes nothing")
                        .isEqualTo(target);
                return;
            }
            if (Set.of("change", "regenerate", "delete").contains(name)) {
                assertThat(seen).as("(e) an id alone gives no effect").isTrue();
            }
        }

        private boolean isSeen(PresentedToken by, TokenId id) {
            return world.principal(by)
                    .flatMap(seer -> world.tokens
                            .find(id)
                            .map(token -> id.equals(seer.tokenId())
                                    || seer.managesAllTokens()
                                    || seer.administersProject(token.origin().project())
                                    || (token.origin().owner().equals(seer.owner())
                                            && (seer.project() == null
                                                    || seer.project()
                                                            .equals(token.origin()
                                                                    .project())))))
                    .orElse(false);
        }

        private boolean create(PresentedToken by) {
            NewToken token = new NewToken(
                    chance(30) ? any(SPELLINGS) : null,
                    chance(70) ? null : project(),
                    chance(40),
                    new TokenSettings("new", null, chance(90), scopesFor(by), expiry(), null));
            known.add(world.create(by, token).value());
            return true;
        }

        private boolean change(PresentedToken by, TokenId id) {
            boolean enables = chance(50);
            world.update(
                    by,
                    id,
                    token -> new UpdateToken.Change(
                            chance(20) ? any(SPELLINGS) : token.origin().owner(),
                            new TokenSettings(
                                    token.settings().name(),
                                    null,
                                    enables,
                                    chance(50) ? token.settings().scopes() : scopesFor(by),
                                    chance(50) ? token.settings().expiresAt() : expiry(),
                                    null),
                            chance(20)));
            if (enables) {
                enabled.add(id);
            }
            return true;
        }

        private boolean regenerate(PresentedToken by, TokenId id) {
            known.add(world.regenerate(
                            by, id, chance(50) ? Duration.ZERO : Duration.ofHours(1), chance(70) ? null : expiry())
                    .value());
            regenerated.add(id);
            return true;
        }

        private boolean delete(PresentedToken by, TokenId id) {
            world.delete(by, id);
            deleted.add(id);
            return true;
        }

        private boolean putUser(PresentedToken by) {
            world.putUser(
                    by, new UserDetails(any(SPELLINGS), null, null, chance(50), scopesFor(by), chance(50), chance(50)));
            return true;
        }

        /** Returns the tokens that work now and did not work, did less or worked for others before. */
        private List<Token> gained() {
            return world.tokens.all().stream()
                    .filter(token -> world.effective(token).isPresent())
                    .filter(token -> {
                        Token old = before.get(token.id());
                        Optional<Scopes> did = effectiveBefore.getOrDefault(token.id(), Optional.empty());
                        return old == null
                                || did.isEmpty()
                                || !did.get()
                                        .containsAll(world.effective(token)
                                                .orElseThrow()
                                                .values())
                                || !old.origin().owner().equals(token.origin().owner())
                                || isLater(
                                        token.settings().expiresAt(),
                                        old.settings().expiresAt())
                                || (regenerated.contains(token.id())
                                        && !token.id().equals(caller.id()));
                    })
                    .toList();
        }

        /** Returns whether the caller could have created the token at first, given the users that it may write. */
        private boolean couldCreate(Token token) {
            if (principal.managesAllTokens()) {
                return true;
            }
            Scopes effective = world.effective(token).orElseThrow();
            if (!principal.scopes().containsAll(effective.values())) {
                return false;
            }
            // A caller that writes a user decides over its tokens by their scopes alone.
            boolean byItsUser = principal.project() == null && principal.hasScope(Scope.WRITE_USERS);
            boolean sameProject =
                    Objects.equals(principal.project(), token.origin().project());
            boolean mayOwn = token.origin().owner().equals(principal.owner())
                    || principal.administersProject(token.origin().project());
            boolean existed = before.containsKey(token.id());
            return (existed && byItsUser)
                    || (sameProject && mayOwn && !isLater(token.settings().expiresAt(), principal.expiresAt()));
        }

        private static boolean isLater(Instant first, Instant second) {
            return second != null && (first == null || first.isAfter(second));
        }
    }

    @Test
    void a_caller_brings_to_life_only_what_it_could_have_created() {
        int gained = 0;
        int succeeded = 0;
        for (long seed = 0; seed < CHAINS; seed++) {
            Chain chain = run(seed);
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
            Chain chain = run(seed);
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
            Chain chain = new Chain(seed);
            User user = chain.usersBefore.get(chain.principal.owner());
            if (chain.principal.managesAllTokens() || user == null || chain.principal.bootstrap()) {
                continue;
            }
            chain.run(2);
            Optional<User> now = chain.world.users.find(user.name());
            if (now.isEmpty()) {
                continue;
            }
            chain.world.users.replace(now.get(), now.get().withEnabled(false));
            chain.run(2);
            cases++;
            for (PresentedToken token : chain.known) {
                // An administrator of a project can also have learned the secret of a technical token of the project.
                boolean learned = chain.regenerated.contains(token.id()) && chain.before.containsKey(token.id());
                if (chain.world.works(token) && !learned) {
                    TokenOrigin origin =
                            chain.world.tokens.find(token.id()).orElseThrow().origin();
                    working++;
                    assertThat(origin.createdBy())
                            .as("(c) seed %d, caller %s, token %s", seed, chain.principal, origin)
                            .isEqualTo(user.name());
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
            Chain whole = new Chain(seed);
            Token token = whole.before.get(whole.caller.id());
            if (token == null || token.origin().bootstrap()) {
                continue;
            }
            Scopes fewer = token.settings().scopes().intersect(whole.scopes());
            whole.world.tokens.replace(
                    token, token.withSettings(token.settings().withScopes(fewer)));
            Principal reduced = whole.world.principal(whole.caller).orElseThrow();
            whole.run(MAX_CALLS);
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
            Chain chain = run(seed);
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

    private static Chain run(long seed) {
        Chain chain = new Chain(seed);
        chain.run(1 + chain.random.nextInt(MAX_CALLS));
        return chain;
    }
}
