package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Random calls in a random installation: users and tokens, a random caller, and calls by it and by the tokens whose
 * secrets it has learned on the way. Requests are such that the HTTP API can express them.
 */
public final class PermissionChain {

    private static final int MAX_CALLS = 4;
    private static final int MAX_ATTEMPTS_PER_CALL = 6;

    private static final List<Scope> SCOPES = List.of(
            Scope.WRITE_TOKENS,
            Scope.WRITE_USERS,
            Scope.MANAGE_ALL_TOKENS,
            new Scope("logs.read"),
            new Scope("apiTokens.rotateSelf"));

    /** One address of each part into which {@link #BLOCKS} divide all addresses; calls come from the first. */
    static final List<String> ADDRESSES =
            List.of(PermissionWorld.SOURCE_IP, "127.0.0.2", "203.0.113.9", "198.51.100.1");

    private static final List<IpBlock> BLOCKS =
            List.of(block(PermissionWorld.SOURCE_IP, 128), block("127.0.0.0", 126), block("203.0.113.9", 128));

    final Random random;
    final PermissionWorld world;
    final List<PresentedToken> known = new ArrayList<>();
    final Map<TokenId, PresentedToken> original = new LinkedHashMap<>();
    final Map<TokenId, Token> before = new HashMap<>();
    final Map<TokenId, Optional<Scopes>> effectiveBefore = new HashMap<>();
    final Map<OwnerName, User> usersBefore = new HashMap<>();
    final Set<TokenId> deleted = new HashSet<>();
    final Set<TokenId> enabled = new HashSet<>();
    final Set<TokenId> regenerated = new HashSet<>();
    final PresentedToken caller;
    final Principal principal;
    final AllowedIps callerAddresses;
    int succeeded;

    private final List<OwnerName> owners;
    private final List<OwnerName> spellings;
    private final List<String> projects;
    private final Set<String> led = new LinkedHashSet<>();
    private final Instant start;
    private PermissionCalls calls;

    PermissionChain(long seed) {
        this(seed, TestDependencies.NOW, "");
    }

    /** @param suffix the end of all owner names */
    public PermissionChain(long seed, Instant start, String suffix) {
        random = new Random(seed);
        world = new PermissionWorld(random, start);
        calls = world;
        this.start = start;
        owners = names(suffix, "anna", "bert", "ci");
        spellings = names(suffix, "anna", "Anna", "bert", "BERT", "ci", "Ci");
        projects = Stream.of("web", "shop").map(name -> name + suffix).toList();
        projects.stream()
                .filter(_ -> chance(80))
                .forEach(name -> world.projects.insert(new Project(name, "0011", null, null, 1), false, STAMP));
        owners.stream()
                .filter(_ -> chance(60))
                .forEach(owner -> world.user(owner, chance(80), chance(70), scopes(), leads()));
        for (int i = 0; i < 6; i++) {
            PresentedToken token = randomToken();
            original.put(token.id(), token);
        }
        world.tokens.all().forEach(token -> before.put(token.id(), token));
        before.values().forEach(token -> effectiveBefore.put(token.id(), world.effective(token)));
        owners.forEach(owner -> world.users.find(owner).ifPresent(user -> usersBefore.put(owner, user)));
        List<PresentedToken> working = original.values().stream()
                .filter(token -> world.principal(token).isPresent())
                .toList();
        caller = working.isEmpty() ? world.token("dora" + suffix, null, false, "apiTokens.write") : any(working);
        known.add(caller);
        principal = world.principal(caller).orElseThrow();
        callerAddresses =
                world.tokens.find(caller.id()).orElseThrow().settings().allowedIps();
        projects.stream().filter(name -> world.leads(principal, name)).forEach(led::add);
    }

    /** Returns projects that a user leads; some are earlier ones of the name. */
    private List<LedProject> leads() {
        return projects.stream()
                .filter(_ -> chance(60))
                .map(name -> new LedProject(name, chance(80) ? "0011" : "0000"))
                .toList();
    }

    /** Returns the names of all projects that may exist. */
    public List<String> projects() {
        return projects;
    }

    /** Returns the installation, on which the use cases run. */
    public PermissionWorld world() {
        return world;
    }

    /**
     * Returns the tokens of the installation whose secrets exist: those of the start, and those that calls returned.
     */
    public Set<PresentedToken> presentedTokens() {
        Set<PresentedToken> all = new LinkedHashSet<>(original.values());
        all.addAll(known);
        return all;
    }

    /** Returns the names of all users that may exist. */
    public List<OwnerName> owners() {
        return owners;
    }

    /** Sends the calls elsewhere. They must reach the installation as well. */
    public void callThrough(PermissionCalls target) {
        calls = target;
    }

    private static List<OwnerName> names(String suffix, String... names) {
        return Stream.of(names).map(name -> OwnerName.of(name + suffix)).toList();
    }

    private PresentedToken randomToken() {
        OwnerName owner = any(spellings);
        Optional<User> user = world.users.find(owner);
        boolean personal = user.isPresent() && chance(40);
        // Some tokens are older than the record, or than user ids.
        String userId = chance(80) ? user.map(User::id).orElse(null) : null;
        TokenOrigin origin = new TokenOrigin(owner, userId, any(spellings), project(), personal, chance(5), start);
        return world.token(
                origin, new TokenSettings("ci", null, chance(80), scopes(), expiry(), startAddresses(), null));
    }

    private Instant expiry() {
        return chance(10) ? start.minus(Duration.ofHours(1)) : futureExpiry();
    }

    private Instant futureExpiry() {
        return chance(50) ? null : start.plus(Duration.ofHours(random.nextInt(1, 4)));
    }

    private String project() {
        return chance(50) ? null : chance(80) ? projects.getFirst() : projects.getLast();
    }

    Scopes scopes() {
        return new Scopes(SCOPES.stream().filter(_ -> chance(50)).toList());
    }

    /** Returns scopes of a token that the caller may be able to grant. */
    private Scopes tokenScopes(PresentedToken by) {
        Scopes scopes = scopesFor(by);
        return scopes.values().isEmpty() ? Scopes.of(any(SCOPES)) : scopes;
    }

    /** Returns scopes that the token may be able to grant. */
    private Scopes scopesFor(PresentedToken by) {
        return chance(20)
                ? scopes()
                : scopes().intersect(world.principal(by).map(Principal::scopes).orElse(Scopes.NONE));
    }

    private static IpBlock block(String first, int prefixLength) {
        IpBlock address = IpBlock.ofAddress(first).orElseThrow();
        return new IpBlock(address.high(), address.low(), prefixLength);
    }

    private AllowedIps startAddresses() {
        return chance(50) ? AllowedIps.EVERY : addresses();
    }

    private AllowedIps addresses() {
        return new AllowedIps(BLOCKS.stream().filter(_ -> chance(40)).toList());
    }

    /** Returns addresses of a token that the caller may be able to give, or others. */
    private AllowedIps addressesFor(PresentedToken by) {
        return chance(60)
                ? world.tokens
                        .find(by.id())
                        .map(token -> token.settings().allowedIps())
                        .orElse(AllowedIps.EVERY)
                : addresses();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Makes a random number of calls. */
    public void run() {
        run(1 + random.nextInt(MAX_CALLS));
    }

    /** Makes calls until so many succeed, or too many are denied. */
    void run(int count) {
        int enough = succeeded + count;
        for (int i = 0; i < count * MAX_ATTEMPTS_PER_CALL && succeeded < enough; i++) {
            call(any(known));
        }
    }

    /** Makes a random call; a call that is denied changes nothing. */
    private void call(PresentedToken by) {
        List<Token> all = world.tokens.all();
        TokenId id = chance(30) ? by.id() : all.isEmpty() ? by.id() : any(all).id();
        Map<String, Runnable> operations = Map.of(
                "create", () -> create(by),
                "change", () -> change(by, id, anyChange(by)),
                "changeAddresses",
                        () -> change(by, id, new TokenChange(null, true, null, addressesFor(by), false, null, false)),
                "regenerate", () -> regenerate(by, id),
                "delete", () -> delete(by, id),
                "putUser", () -> putUser(by),
                "deleteUser", () -> calls.deleteUser(by, any(spellings)));
        boolean seen = isSeen(by, id);
        Optional<Token> target = findWithoutUses(id);
        String name = any(operations.keySet().stream().sorted().toList());
        try {
            operations.get(name).run();
            succeeded++;
        } catch (ApiException denied) {
            assertThat(findWithoutUses(id)).as("a denied call changes nothing").isEqualTo(target);
            return;
        }
        if (Set.of("change", "changeAddresses", "regenerate", "delete").contains(name)) {
            assertThat(seen).as("(e) an id alone gives no effect").isTrue();
        }
    }

    private Optional<Token> findWithoutUses(TokenId id) {
        return world.tokens
                .find(id)
                .map(token -> new Token(
                        id, token.origin(), token.settings(), token.secrets().withoutUses(), null, token.version()));
    }

    private boolean isSeen(PresentedToken by, TokenId id) {
        return world.principal(by)
                .flatMap(seer -> world.tokens
                        .find(id)
                        .map(token -> id.equals(seer.tokenId())
                                || seer.managesAllTokens()
                                || seer.administersProject(token.origin().project())
                                || world.leads(seer, token.origin().project())
                                || (token.origin().owner().equals(seer.owner())
                                        && (seer.project() == null
                                                || seer.project()
                                                        .equals(token.origin().project())))))
                .orElse(false);
    }

    private void create(PresentedToken by) {
        NewToken token = new NewToken(
                chance(30) ? any(spellings) : null,
                led.isEmpty() ? (chance(70) ? null : project()) : any(List.copyOf(led)),
                chance(40),
                new TokenSettings("new", null, chance(90), tokenScopes(by), futureExpiry(), addressesFor(by), null));
        known.add(calls.create(by, token).value());
    }

    private TokenChange anyChange(PresentedToken by) {
        return new TokenChange(
                chance(20) ? any(spellings) : null,
                chance(50),
                chance(50) ? null : tokenScopes(by),
                chance(60) ? null : addressesFor(by),
                chance(50),
                futureExpiry(),
                chance(20));
    }

    private void change(PresentedToken by, TokenId id, TokenChange change) {
        calls.update(by, id, change);
        if (change.enabled()) {
            enabled.add(id);
        }
    }

    private void regenerate(PresentedToken by, TokenId id) {
        known.add(calls.regenerate(
                        by, id, chance(50) ? Duration.ZERO : Duration.ofHours(1), chance(70) ? null : futureExpiry())
                .value());
        regenerated.add(id);
    }

    private void delete(PresentedToken by, TokenId id) {
        calls.delete(by, id);
        deleted.add(id);
    }

    private void putUser(PresentedToken by) {
        List<String> leads = projects.stream().filter(_ -> chance(30)).toList();
        calls.putUser(
                by,
                new UserDetails(
                        any(spellings),
                        null,
                        null,
                        chance(50),
                        scopesFor(by),
                        chance(50),
                        chance(70) ? null : leads,
                        ContactUpdate.NONE,
                        null,
                        chance(50)));
    }

    /**
     * Returns the tokens that work now and did not work, did less or worked for others or from fewer addresses before.
     */
    List<Token> gained() {
        return world.tokens.all().stream()
                .filter(token -> world.effective(token).isPresent())
                .filter(token -> {
                    Token old = before.get(token.id());
                    Optional<Scopes> did = effectiveBefore.getOrDefault(token.id(), Optional.empty());
                    return old == null
                            || did.isEmpty()
                            || !did.get()
                                    .containsAll(
                                            world.effective(token).orElseThrow().values())
                            || !old.origin().owner().equals(token.origin().owner())
                            || isLater(
                                    token.settings().expiresAt(), old.settings().expiresAt())
                            || !token.settings()
                                    .allowedIps()
                                    .isWithin(old.settings().allowedIps())
                            || (regenerated.contains(token.id()) && !token.id().equals(caller.id()));
                })
                .toList();
    }

    /** Returns whether a token could be used from an address before the calls, if it had been enabled. */
    boolean couldBeUsedFrom(String address, TokenId id) {
        return before.containsKey(id) && before.get(id).settings().allowedIps().contain(address);
    }

    /** Returns whether a user leads a project that exists. */
    boolean leadsCurrently(User user) {
        return user.leads().stream()
                .anyMatch(lead -> world.projects
                        .find(lead.name())
                        .map(LedProject::of)
                        .filter(lead::equals)
                        .isPresent());
    }

    /** Returns how many tokens the caller gained only because its user leads their project. */
    int byLeadAlone() {
        return (int) gained().stream()
                .filter(token -> !principal.managesAllTokens()
                        && led.contains(token.origin().project()))
                .count();
    }

    /** Returns whether the caller could have created the token at first, given the users that it may write. */
    boolean couldCreate(Token token) {
        if (principal.managesAllTokens()) {
            return true;
        }
        Scopes effective = world.effective(token).orElseThrow();
        if (!principal.scopes().containsAll(effective.values())) {
            return false;
        }
        // A caller that writes a user decides over its tokens by their scopes alone.
        boolean byItsUser = principal.project() == null && principal.hasScope(Scope.WRITE_USERS);
        boolean isLed = led.contains(token.origin().project());
        boolean sameProject =
                isLed || Objects.equals(principal.project(), token.origin().project());
        boolean mayOwn = token.origin().owner().equals(principal.owner())
                || isLed
                || principal.administersProject(token.origin().project());
        boolean existed = before.containsKey(token.id());
        return (existed && byItsUser)
                || (sameProject
                        && mayOwn
                        && !isLater(token.settings().expiresAt(), principal.expiresAt())
                        && token.settings().allowedIps().isWithin(callerAddresses));
    }

    private static boolean isLater(Instant first, Instant second) {
        return second != null && (first == null || first.isAfter(second));
    }
}
