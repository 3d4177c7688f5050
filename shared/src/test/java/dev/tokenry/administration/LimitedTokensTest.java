package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What creates or strengthens a token must be within the limits of today; tokens that are older go on. */
class LimitedTokensTest {

    private static final Duration MAX = Duration.ofDays(90);
    private static final Limits LIMITS = new Limits(MAX, Duration.ofDays(30), false, null, true, null);
    private static final AllowedIps OFFICE =
            new AllowedIps(List.of(IpBlock.ofAddress(PermissionWorld.SOURCE_IP).orElseThrow()));
    private static final AllowedIps ELSEWHERE =
            new AllowedIps(List.of(IpBlock.ofAddress("203.0.113.9").orElseThrow()));
    private static final String ADMIN = "TenantTokenManagement apiTokens.write users.write logs.read";

    private PermissionWorld world = new PermissionWorld(new Random(1), NOW, LIMITS);
    private PresentedToken admin = world.token("admin", null, false, ADMIN);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // the days until the token expires, and its address; the reasons
                "90, 192.0.2.1, ''",
                "90, -,         addresses-required",
                "91, 192.0.2.1, max-lifetime",
                "91, -,         max-lifetime addresses-required",
            })
    void a_new_token_is_within_the_limits(int days, String address, String reasons) {
        assertThat(reasons(() -> world.create(admin, newToken("ci", days(days), addresses(address)))))
                .isEqualTo(reasons);
    }

    @Test
    void the_message_names_the_limit_and_the_latest_date() {
        ApiException.InvalidRequestException e = catchThrowableOfType(
                ApiException.InvalidRequestException.class,
                () -> world.create(admin, newToken("ci", days(91), OFFICE)));

        assertThat(e)
                .hasMessage("expirationDate must not be later than 2026-06-16T10:37:42.518Z"
                        + " (MaxTokenLifetime is 90 days; an administrator of the stack can change this limit)");
    }

    @Test
    void a_token_without_an_expiration_gets_the_default() {
        Token created = world.create(admin, newToken("ci", null, OFFICE)).token();

        assertThat(created.settings().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(created.settings().modifiedAt()).isNull();
    }

    @Test
    void without_a_default_a_missing_expiration_is_reported_once() {
        with(new Limits(MAX, null, true, null, false, null));
        assertThat(reasons(() -> world.create(admin, newToken("ci", null, AllowedIps.EVERY))))
                .isEqualTo("expiration-required");

        with(new Limits(MAX, null, false, null, false, null));
        assertThat(reasons(() -> world.create(admin, newToken("ci", null, AllowedIps.EVERY))))
                .isEqualTo("max-lifetime");
    }

    @Test
    void an_old_token_can_be_weakened_and_renamed_but_not_strengthened() {
        PresentedToken old = old("logs.read apiTokens.read");

        assertThat(reasons(() -> change(old, it -> it.withName("other")))).isEmpty();
        assertThat(reasons(() -> change(old, it -> it.withScopes(Scopes.parse("logs.read")))))
                .isEmpty();
        assertThat(reasons(() -> change(old, it -> it.withEnabled(false)))).isEmpty();
        assertThat(reasons(() -> change(old, it -> it.withEnabled(true)))).isEqualTo("max-lifetime addresses-required");
        assertThat(reasons(() -> change(old, it -> it.withScopes(Scopes.parse("logs.read users.write")))))
                .isEqualTo("max-lifetime addresses-required");
        assertThat(reasons(() -> change(
                        old,
                        it -> it.withEnabled(true).withExpiresAt(NOW.plus(MAX)).withAllowedIps(OFFICE))))
                .isEmpty();
    }

    @Test
    void an_old_token_regenerates_itself_within_the_lifetime() {
        PresentedToken old = old("apiTokens.rotateSelf");

        IssuedToken first = world.regenerate(old, old.id(), Duration.ZERO, null);
        assertThat(first.token().settings().expiresAt()).isEqualTo(NOW.plus(MAX));
        assertThat(first.token().settings().modifiedAt()).isEqualTo(NOW);

        world.now = NOW.plus(Duration.ofDays(1));
        IssuedToken second = world.regenerate(first.value(), old.id(), Duration.ZERO, null);
        assertThat(second.token().settings().expiresAt())
                .as("a rotation never prolongs")
                .isEqualTo(NOW.plus(MAX));
    }

    @Test
    void an_old_token_asks_in_vain_for_a_date_beyond_the_limit() {
        PresentedToken old = old("apiTokens.rotateSelf");

        assertThat(reasons(() -> world.regenerate(old, old.id(), Duration.ZERO, days(91))))
                .isEqualTo("max-lifetime");
        assertThat(world.regenerate(old, old.id(), Duration.ZERO, days(89))
                        .token()
                        .settings()
                        .expiresAt())
                .isEqualTo(days(89));
    }

    @Test
    void another_token_is_regenerated_only_within_the_limits() {
        PresentedToken old = old("logs.read");

        assertThat(reasons(() -> world.regenerate(admin, old.id(), Duration.ZERO, null)))
                .isEqualTo("max-lifetime addresses-required");
    }

    @Test
    void an_owner_at_the_limit_rotates_and_changes_but_gets_no_more_tokens() {
        with(new Limits(null, null, false, 2, false, null));
        PresentedToken expired = expired("ci");
        bootstrapTokenOf("ci");
        PresentedToken first = created("ci");
        PresentedToken second = created("ci");

        ThrowingCallable third = () -> world.create(admin, newToken("CI", null, AllowedIps.EVERY));
        assertThat(reasons(third)).isEqualTo("token-limit");
        assertThat(catchThrowableOfType(ApiException.class, third))
                .hasMessageStartingWith(
                        "The owner CI has 2 tokens (MaxTokensPerOwner is 2; an administrator of the stack can"
                                + " change this limit).");
        assertThat(reasons(() -> change(expired, it -> it.withExpiresAt(days(1)))))
                .isEqualTo("token-limit");
        assertThat(reasons(() -> world.regenerate(admin, expired.id(), Duration.ZERO, days(1))))
                .isEqualTo("token-limit");
        assertThat(reasons(() -> world.update(
                        admin,
                        created("other").id(),
                        token -> new UpdateToken.Change(OwnerName.of("ci"), token.settings(), false))))
                .isEqualTo("token-limit");

        assertThat(reasons(() -> world.regenerate(admin, first.id(), Duration.ZERO, days(2))))
                .isEmpty();
        assertThat(reasons(() -> change(second, it -> it.withEnabled(false)))).isEmpty();
        assertThat(reasons(() -> change(second, it -> it.withEnabled(true)))).isEmpty();
        assertThat(reasons(() -> world.create(admin, newToken("someone", null, AllowedIps.EVERY))))
                .isEmpty();

        world.delete(admin, first.id());
        assertThat(reasons(third)).isEmpty();
    }

    @Test
    void a_repeated_request_needs_no_room() {
        with(new Limits(null, null, false, 1, false, null));
        IdempotencyKey key = IdempotencyKey.parse("once", "{}").orElseThrow();
        NewToken token = newToken("ci", null, AllowedIps.EVERY);

        Token created = world.create(admin, key, token);

        assertThat(world.create(admin, key, token)).isEqualTo(created);
    }

    @Test
    void random_calls_never_make_or_strengthen_a_token_beyond_the_limits() {
        int chains = Integer.getInteger("tokenry.permission.chains", 1_000);
        int evaluated = 0;
        int rotated = 0;
        for (long seed = 0; seed < chains; seed++) {
            LimitedChain chain = new LimitedChain(seed);
            chain.run();
            evaluated += chain.evaluated;
            rotated += chain.rotated;
        }
        System.out.printf(
                "Cases tried: limits: %d chains, %d tokens made or strengthened, %d old tokens rotated%n",
                chains, evaluated, rotated);
        assertThat(evaluated).isGreaterThan(chains);
        assertThat(rotated).isGreaterThan(chains / 20);
    }

    /** Random calls in an installation whose tokens are partly older than the limits. */
    private static final class LimitedChain {

        private final Random random;
        private final PermissionWorld world;
        private final List<PresentedToken> known = new ArrayList<>();
        private final long seed;
        private int generation;
        int evaluated;
        int rotated;

        LimitedChain(long seed) {
            this.seed = seed;
            random = new Random(seed);
            world = new PermissionWorld(
                    random,
                    NOW,
                    new Limits(MAX, chance(50) ? null : Duration.ofDays(30), chance(50), null, true, null));
            if (chance(50)) {
                world.user(OwnerName.of("anna"), true, true, scopes());
            }
            for (int i = 0; i < 5; i++) {
                OwnerName owner = owner();
                TokenOrigin origin = new TokenOrigin(
                        owner,
                        world.users.find(owner).map(user -> user.id()).orElse(null),
                        owner,
                        null,
                        false,
                        chance(5),
                        NOW);
                known.add(world.token(origin, settings()));
            }
        }

        void run() {
            for (int i = 0; i < 12; i++) {
                List<Token> before = world.tokens.all();
                PresentedToken by = any(known);
                TokenId id =
                        chance(40) || before.isEmpty() ? by.id() : any(before).id();
                boolean rotatesItself = chance(25);
                try {
                    if (rotatesItself) {
                        rotate(by);
                    } else {
                        call(by, id);
                    }
                } catch (ApiException denied) {
                    assertThat(withoutUses(world.tokens.all()))
                            .as("seed %d", seed)
                            .isEqualTo(withoutUses(before));
                }
                world.tokens.all().forEach(token -> evaluate(before, token, by));
                if (chance(20)) {
                    world.now = world.now.plus(Duration.ofHours(random.nextInt(1, 24 * 20)));
                }
            }
        }

        private void call(PresentedToken by, TokenId id) {
            switch (random.nextInt(7)) {
                case 0 -> known.add(world.create(by, newToken()).value());
                case 1 -> {
                    IdempotencyKey key = IdempotencyKey.parse("key" + random.nextInt(2), "{}")
                            .orElseThrow();
                    world.create(by, key, newToken());
                }
                case 2 -> world.change(by, id, it -> it.withEnabled(chance(70)));
                case 3 ->
                    world.update(
                            by,
                            id,
                            token -> new UpdateToken.Change(
                                    chance(20) ? owner() : token.origin().owner(),
                                    change(token.settings()),
                                    chance(10)));
                case 4 ->
                    known.add(
                            world.regenerate(by, id, Duration.ofHours(random.nextInt(2)), chance(50) ? null : expiry())
                                    .value());
                case 5 -> {
                    int next = generation + random.nextInt(2);
                    if (world.bootstrap(next, addresses()) instanceof CreateBootstrapToken.Result.Created(var issued)) {
                        known.add(issued.value());
                    }
                    generation = next;
                }
                default ->
                    world.putUser(
                            by, new UserDetails(owner(), null, null, chance(80), scopes(), chance(80), chance(50)));
            }
        }

        /** A token that works and may regenerate itself always can, however old it is. */
        private void rotate(PresentedToken token) {
            boolean mayRotate = world.principal(token)
                    .filter(it -> !it.bootstrap())
                    .filter(it -> it.secretGeneration() == SecretGeneration.CURRENT)
                    .filter(it -> Stream.of("apiTokens.write", "apiTokens.rotateSelf")
                            .anyMatch(name -> it.hasScope(new Scope(name))))
                    .isPresent();
            if (!mayRotate) {
                return;
            }
            TokenSettings old = stored(token.id()).settings();
            IssuedToken renewed = world.regenerate(token, token.id(), Duration.ZERO, null);
            known.add(renewed.value());
            Instant expiresAt = renewed.token().settings().expiresAt();
            assertThat(expiresAt).as("seed %d", seed).isNotNull().isBeforeOrEqualTo(world.now.plus(MAX));
            assertThat(isLater(expiresAt, old.expiresAt())).as("seed %d", seed).isFalse();
            rotated += isLater(old.expiresAt(), world.now.plus(MAX)) ? 1 : 0;
        }

        private void evaluate(List<Token> before, Token token, PresentedToken by) {
            Token old = before.stream()
                    .filter(it -> it.id().equals(token.id()))
                    .findFirst()
                    .orElse(null);
            boolean isStronger = old == null
                    || (token.settings().enabled() && !old.settings().enabled())
                    || !old.settings()
                            .scopes()
                            .containsAll(token.settings().scopes().values())
                    || isLater(token.settings().expiresAt(), old.settings().expiresAt())
                    || !token.settings().allowedIps().isWithin(old.settings().allowedIps())
                    || !token.origin().owner().equals(old.origin().owner())
                    || (!token.secrets().current().equals(old.secrets().current())
                            && !token.id().equals(by.id()));
            if (!isStronger) {
                return;
            }
            evaluated++;
            assertThat(isLater(token.settings().expiresAt(), world.now.plus(MAX)))
                    .as("seed %d, token %s was %s", seed, token, old)
                    .isFalse();
            assertThat(token.settings().allowedIps().isRestricted())
                    .as("seed %d, token %s was %s", seed, token, old)
                    .isTrue();
        }

        private Token stored(TokenId id) {
            return world.tokens.find(id).orElseThrow();
        }

        private static List<TokenSettings> withoutUses(List<Token> tokens) {
            return tokens.stream().map(Token::settings).toList();
        }

        private NewToken newToken() {
            return new NewToken(chance(30) ? owner() : null, null, false, settings());
        }

        private TokenSettings settings() {
            return new TokenSettings("ci", null, chance(70), scopes(), expiry(), addresses(), null);
        }

        private TokenSettings change(TokenSettings current) {
            TokenSettings changed = chance(40) ? current.withScopes(scopes()) : current;
            changed = chance(40) ? changed.withExpiresAt(expiry()) : changed;
            changed = chance(40) ? changed.withAllowedIps(addresses()) : changed;
            return chance(40) ? changed.withEnabled(chance(70)) : changed;
        }

        private Instant expiry() {
            int days = random.nextInt(-1, 12) * 10;
            return chance(20) ? null : world.now.plus(Duration.ofDays(days)).plusMillis(random.nextInt(-1, 2));
        }

        private AllowedIps addresses() {
            return any(List.of(AllowedIps.EVERY, OFFICE, OFFICE, OFFICE, ELSEWHERE));
        }

        private Scopes scopes() {
            return Scopes.parse(any(List.of(
                    ADMIN,
                    ADMIN,
                    "apiTokens.write logs.read",
                    "apiTokens.rotateSelf",
                    "logs.read",
                    "apiTokens.write")));
        }

        private OwnerName owner() {
            return OwnerName.of(any(List.of("anna", "bert")));
        }

        private boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }
    }

    private void with(Limits limits) {
        world = new PermissionWorld(new Random(1), NOW, limits);
        admin = world.token("admin", null, false, ADMIN);
    }

    /** Stores a token that never expires and works from every address. */
    private PresentedToken old(String scopes) {
        return world.token("ci", null, false, scopes);
    }

    private PresentedToken expired(String owner) {
        return world.token(
                new TokenOrigin(owner, owner, null, false, NOW),
                new TokenSettings("ci", null, true, Scopes.parse("logs.read"), NOW, null));
    }

    private void bootstrapTokenOf(String owner) {
        OwnerName name = OwnerName.of(owner);
        world.token(
                new TokenOrigin(name, null, name, null, false, true, NOW),
                new TokenSettings("Bootstrap", null, true, Scopes.parse("logs.read"), days(1), null));
    }

    private PresentedToken created(String owner) {
        return world.create(admin, newToken(owner, null, AllowedIps.EVERY)).value();
    }

    private Token change(PresentedToken token, UnaryOperator<TokenSettings> change) {
        return world.change(admin, token.id(), change);
    }

    private static NewToken newToken(String owner, Instant expiresAt, AllowedIps allowedIps) {
        return new NewToken(
                OwnerName.of(owner),
                null,
                false,
                new TokenSettings("ci", null, true, Scopes.parse("logs.read"), expiresAt, allowedIps, null));
    }

    private static AllowedIps addresses(String address) {
        return address == null
                ? AllowedIps.EVERY
                : new AllowedIps(List.of(IpBlock.ofAddress(address).orElseThrow()));
    }

    private static Instant days(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    private static boolean isLater(Instant first, Instant second) {
        return second != null && (first == null || first.isAfter(second));
    }

    /** Returns the reasons of the violations or the error, or an empty text if the call is allowed. */
    private static String reasons(ThrowingCallable call) {
        ApiException denied = catchThrowableOfType(ApiException.class, call);
        return switch (denied) {
            case null -> "";
            case ApiException.InvalidRequestException invalid ->
                String.join(
                        " ",
                        invalid.violations().stream()
                                .map(violation -> violation.reason().value())
                                .toList());
            default -> denied.reason().value();
        };
    }
}
