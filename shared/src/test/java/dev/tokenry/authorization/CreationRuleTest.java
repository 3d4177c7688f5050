package dev.tokenry.authorization;

import static dev.tokenry.administration.TestDependencies.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokenry.administration.TrustSessionLimit;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.InvalidValueException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.trust.SampleTrusts;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.IpBlockParser;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.SampleTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The outcome is the reason of the error, and {@code ok} if there is none. */
class CreationRuleTest {

    private static final String ADMIN = "TenantTokenManagement";
    private static final SessionLimit NO_TRUSTS = (_, _) -> Optional.empty();
    private static final TokenId CALLER = new TokenId("tk0c01", "A".repeat(24));

    @ParameterizedTest
    @CsvSource({
        // scopes, project and expiration (hours) of the caller; project, scopes and expiration of the token; outcome
        "logs.read,             ,    ,  ,     logs.read,              ,  ok",
        "logs.read,             ,    ,  ,     metrics.read,           ,  scope-not-held",
        "TenantTokenManagement, ,    ,  ,     metrics.read,           ,  ok",
        // binding is a grant
        "logs.read,             ,    ,  web,  logs.read,              ,  other-project",
        "logs.read,             web, ,  web,  logs.read,              ,  ok",
        "logs.read,             web, ,  shop, logs.read,              ,  other-project",
        "logs.read,             web, ,  ,     logs.read,              ,  other-project",
        "TenantTokenManagement, ,    ,  web,  logs.read,              ,  ok",
        // an administrator of a project lifts nothing else
        "TenantTokenManagement, web, ,  web,  TenantTokenManagement,  ,  ok",
        "TenantTokenManagement, web, ,  web,  logs.read,              ,  scope-not-held",
        "TenantTokenManagement, web, ,  shop, TenantTokenManagement,  ,  other-project",
        "TenantTokenManagement, web, ,  ,     TenantTokenManagement,  ,  other-project",
        "TenantTokenManagement, web, 2, web,  TenantTokenManagement,  3, outlives",
        // bounds
        "logs.read,             ,    2, ,     logs.read,              2, ok",
        "logs.read,             ,    2, ,     logs.read,              3, outlives",
        "logs.read,             ,    2, ,     logs.read,              ,  outlives",
        "TenantTokenManagement, ,    2, ,     logs.read,              ,  ok",
        // the first rule that is broken decides
        "logs.read,             ,    2, web,  metrics.read,           3, other-project",
        "logs.read,             ,    2, ,     metrics.read,           3, scope-not-held",
        // a dead token
        "logs.read,             ,    ,  ,     logs.read,              0, expired",
        "TenantTokenManagement, ,    ,  ,     logs.read,              0, expired",
    })
    void project_scopes_and_bounds_decide(
            String held,
            @Nullable String callerProject,
            @Nullable Integer callerHours,
            @Nullable String project,
            String scopes,
            @Nullable Integer hours,
            String outcome) {
        Principal caller = caller(held, callerProject, false, at(callerHours));

        assertThat(outcome(caller, new TokenOrigin("anna", "anna", project, false, NOW), scopes, at(hours), null))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        // scopes and project of the caller, whether it is personal; owner, whether the token is personal; the user of
        // the owner (absent, on or off); outcome
        "logs.read,                       ,    false, anna, false, ,    ok",
        "logs.read,                       ,    false, bert, false, ,    other-owner",
        "logs.read,                       ,    false, bert, true,  ,    other-owner",
        "logs.read,                       ,    false, bert, false, off, other-owner",
        "TenantTokenManagement logs.read, ,    false, bert, false, ,    ok",
        "TenantTokenManagement logs.read, ,    false, bert, false, on,  ok",
        "TenantTokenManagement logs.read, ,    false, bert, false, off, owner-disabled",
        "TenantTokenManagement logs.read, ,    false, bert, true,  on,  ok",
        "TenantTokenManagement logs.read, ,    false, bert, true,  off, owner-disabled",
        "TenantTokenManagement logs.read, ,    false, bert, true,  ,    needs-user",
        "logs.read,                       ,    false, anna, true,  ,    needs-user",
        "logs.read,                       ,    false, anna, true,  on,  ok",
        // technical owners of the own project
        "TenantTokenManagement logs.read, web, false, ci,   false, ,    ok",
        "TenantTokenManagement logs.read, web, false, bert, false, on,  other-owner",
        "logs.read,                       web, false, ci,   false, ,    other-owner",
        // a personal caller
        "logs.read,                       ,    true,  anna, true,  on,  ok",
        "logs.read,                       ,    true,  anna, false, on,  personal-only",
        "TenantTokenManagement logs.read, ,    true,  anna, false, on,  ok",
        "TenantTokenManagement logs.read, web, true,  ci,   false, ,    ok",
    })
    void owner_and_its_user_decide(
            String held,
            @Nullable String project,
            boolean callerIsPersonal,
            String owner,
            boolean personal,
            @Nullable String user,
            String outcome) {
        Principal caller = caller(held, project, callerIsPersonal, null);
        User record = user == null
                ? null
                : new User(OwnerName.of(owner), "0011", null, null, user.equals("on"), Scopes.NONE, true, List.of(), 1);
        TokenOrigin origin = new TokenOrigin(
                OwnerName.of(owner),
                record == null ? null : record.id(),
                OwnerName.of("anna"),
                project,
                personal,
                false,
                NOW);

        assertThat(outcome(caller, origin, "logs.read", null, record)).isEqualTo(outcome);
    }

    @Test
    void personal_caller_grants_the_management_of_tokens_only_to_personal_tokens() {
        User anna = new User(OwnerName.of("anna"), "0011", null, null, true, Scopes.parse(ADMIN), true, List.of(), 1);

        for (String project : new String[] {null, "web"}) {
            for (boolean callerIsPersonal : new boolean[] {true, false}) {
                Principal caller = caller(ADMIN + " apiTokens.write", project, callerIsPersonal, null);
                for (boolean personal : new boolean[] {true, false}) {
                    TokenOrigin origin = new TokenOrigin(
                            OwnerName.of("anna"), "0011", OwnerName.of("anna"), project, personal, false, NOW);

                    assertThat(outcome(caller, origin, "apiTokens.write", null, anna))
                            .isEqualTo(callerIsPersonal && !personal ? "personal-only" : "ok");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // scopes of the caller, its addresses, those of the token; outcome
        "logs.read,             ,               ,                         ok",
        "logs.read,             ,               192.0.2.0/24,             ok",
        "logs.read,             192.0.2.0/24,   192.0.2.7,                ok",
        "logs.read,             192.0.2.0/24,   192.0.2.0/24,             ok",
        "logs.read,             192.0.2.0/24,   192.0.2.0/25 192.0.2.200, ok",
        "logs.read,             192.0.2.0/24,   ,                         other-addresses",
        "logs.read,             192.0.2.0/24,   192.0.0.0/16,             other-addresses",
        "logs.read,             192.0.2.0/24,   192.0.2.7 198.51.100.1,   other-addresses",
        "logs.read,             2001:db8::/32,  192.0.2.7,                other-addresses",
        "TenantTokenManagement, 192.0.2.0/24,   ,                         ok",
    })
    void addresses_are_within_those_of_the_caller(
            String held, @Nullable String own, @Nullable String requested, String outcome)
            throws InvalidValueException {
        AllowedIps addresses = addresses(own);
        Principal caller = new Principal(
                CALLER,
                OwnerName.of("anna"),
                null,
                null,
                Scopes.parse(held),
                false,
                SecretGeneration.CURRENT,
                null,
                false,
                null,
                addresses.isRestricted());
        TokenOrigin origin = new TokenOrigin("anna", "anna", null, false, NOW);
        TokenSettings settings =
                new TokenSettings("ci", null, true, Scopes.parse("logs.read"), null, AllowedIps.EVERY, null);
        Token stored = Token.create(
                CALLER, origin, settings.withAllowedIps(addresses), new SecretDigest(1, new byte[SecretDigest.BYTES]));

        assertThat(outcome(
                        new CreationRule(
                                Limits.NONE,
                                id -> Optional.of(stored).filter(it -> it.id().equals(id)),
                                new InMemoryTokenStore(),
                                NO_TRUSTS),
                        caller,
                        origin,
                        settings.withAllowedIps(addresses(requested)),
                        null))
                .isEqualTo(outcome);
    }

    @Test
    void caller_that_is_restricted_to_addresses_and_no_longer_exists_creates_nothing() {
        Principal caller = new Principal(
                CALLER,
                OwnerName.of("anna"),
                null,
                null,
                Scopes.parse("logs.read"),
                false,
                SecretGeneration.CURRENT,
                null,
                false,
                null,
                true);

        assertThat(outcome(caller, new TokenOrigin("anna", "anna", null, false, NOW), "logs.read", null, null))
                .isEqualTo("other-addresses");
    }

    @Test
    void token_of_a_record_that_was_deleted_and_created_again_is_dead() {
        User reborn = new User(OwnerName.of("anna"), "0022", null, null, true, Scopes.NONE, true, List.of(), 1);
        TokenOrigin origin =
                new TokenOrigin(OwnerName.of("anna"), "0011", OwnerName.of("anna"), null, false, false, NOW);

        assertThat(outcome(caller(ADMIN, null, false, null), origin, "logs.read", null, reborn))
                .isEqualTo("owner-disabled");
        assertThat(outcome(caller(ADMIN, null, false, null), origin, "logs.read", null, null))
                .isEqualTo("owner-disabled");
    }

    /**
     * A session of an hour, given when its trust permitted 30 days, creates what lasts for the days that it permits
     * now.
     */
    @ParameterizedTest
    @CsvSource({
        // scopes of the session; its trust now (absent if it is deleted); expiration (hours); outcome
        "logs.read,             30 days,  1,   ok",
        "logs.read,             30 days,  720, ok",
        "logs.read,             30 days,  721, outlives",
        "logs.read,             30 days,  ,    outlives",
        "TenantTokenManagement, 30 days,  ,    ok",
        // narrowed, and widened
        "logs.read,             1 days,   24,  ok",
        "logs.read,             1 days,   25,  outlives",
        "logs.read,             90 days,  2160, ok",
        "logs.read,             90 days,  2161, outlives",
        // no more than the end of the session
        "logs.read,             ,         1,   ok",
        "logs.read,             ,         2,   outlives",
        "logs.read,             disabled, 1,   ok",
        "logs.read,             disabled, 2,   outlives",
        "logs.read,             expired,  2,   outlives",
        "logs.read,             for jobs, 2,   outlives",
        "logs.read,             created later, 1, ok",
        "logs.read,             created later, 2, outlives",
        "TenantTokenManagement, ,         ,    ok",
        // a damaged record is needed only for what outlasts the session
        "logs.read,             damaged,  1,   ok",
        "logs.read,             damaged,  2,   unavailable",
        "logs.read,             damaged,  ,    unavailable",
        "TenantTokenManagement, damaged,  ,    ok",
    })
    void session_is_bound_by_the_days_that_its_trust_permits_now(
            String held, @Nullable String trust, @Nullable Integer hours, String outcome) {
        CreationRule rule = new CreationRule(
                Limits.NONE,
                id -> Optional.of(session(held)).filter(own -> own.id().equals(id)),
                new InMemoryTokenStore(),
                new TrustSessionLimit(name -> Optional.ofNullable(trust)
                        .filter(_ -> name.equals("console"))
                        .map(CreationRuleTest::trust)));

        assertThat(outcomes(rule, held, hours)).containsOnly(outcome);
    }

    @Test
    void session_that_no_longer_exists_creates_nothing_that_outlasts_it() {
        CreationRule rule = new CreationRule(
                Limits.NONE,
                _ -> Optional.empty(),
                new InMemoryTokenStore(),
                new TrustSessionLimit(_ -> Optional.of(trust("30 days"))));

        assertThat(outcomes(rule, "logs.read", 1)).containsOnly("ok");
        assertThat(outcomes(rule, "logs.read", 2)).containsOnly("outlives");
    }

    /** Another token of a person has no trust, and ends what it creates. */
    @Test
    void personal_token_of_no_exchange_is_bound_by_its_own_expiry() {
        CreationRule rule = new CreationRule(
                Limits.NONE,
                _ -> Optional.of(session("logs.read")),
                new InMemoryTokenStore(),
                new TrustSessionLimit(_ -> Optional.of(trust("30 days"))));
        Principal caller = caller("logs.read", null, true, at(1));

        assertThat(outcome(() -> rule.requireTrustWithinExpiry(caller, at(2), NOW)))
                .isEqualTo("outlives");
    }

    private static Token session(String scopes) {
        TokenOrigin origin = new TokenOrigin(
                OwnerName.of("anna"),
                null,
                OwnerName.of("anna"),
                null,
                true,
                false,
                new ExchangeOrigin("console", "s", 30),
                NOW);
        return Token.create(
                CALLER,
                origin,
                new TokenSettings("console", null, true, Scopes.parse(scopes), at(1), null),
                SampleTokens.newDigest(1));
    }

    private static Trust trust(String state) {
        return switch (state) {
            case "disabled" -> SampleTrusts.forPeople("console").withEnabled(false);
            case "expired" -> trust(30, NOW, NOW);
            case "created later" -> trust(30, NOW.plusMillis(1), NOW.plusSeconds(1));
            // The name is that of a deleted trust for people.
            case "for jobs" -> SampleTrusts.full("console");
            case "damaged" -> throw new ServiceUnavailableException("The seal does not fit the record");
            default -> trust(Integer.parseInt(state.replace(" days", "")), NOW, NOW.plusSeconds(1));
        };
    }

    private static Trust trust(int days, Instant createdAt, Instant expiresAt) {
        Trust sample = SampleTrusts.forPeople("console");
        return new Trust(
                sample.name(),
                sample.id(),
                sample.issuerName(),
                sample.issuerId(),
                sample.conditions(),
                new TrustGrant.ForPeople(Scopes.NONE, AllowedIps.EVERY, TrustGrant.ForPeople.DEFAULT_LIFETIME, days),
                null,
                true,
                expiresAt,
                sample.createdBy(),
                createdAt,
                null,
                null,
                1);
    }

    /** Returns the outcomes of creating a token, and of writing a trust. */
    private static List<String> outcomes(CreationRule rule, String held, @Nullable Integer hours) {
        Principal session = new Principal(
                CALLER,
                OwnerName.of("anna"),
                "u1",
                null,
                Scopes.parse(held),
                true,
                SecretGeneration.CURRENT,
                at(1),
                false,
                null,
                false,
                true);
        TokenOrigin created = new TokenOrigin("anna", "anna", null, true, NOW);
        User anna = new User("anna", null, null, true, Scopes.parse(held), true, 1);
        TokenSettings settings = new TokenSettings("cli", null, true, Scopes.parse(held), at(hours), null);
        return List.of(
                outcome(rule, session, created, settings, anna),
                outcome(() -> rule.requireTrustWithinExpiry(session, at(hours), NOW)));
    }

    private static String outcome(
            Principal caller, TokenOrigin origin, String scopes, @Nullable Instant expiresAt, @Nullable User user) {
        TokenSettings settings = new TokenSettings("ci", null, true, Scopes.parse(scopes), expiresAt, null);
        return outcome(
                new CreationRule(Limits.NONE, _ -> Optional.empty(), new InMemoryTokenStore(), NO_TRUSTS),
                caller,
                origin,
                settings,
                user);
    }

    private static String outcome(
            CreationRule rule, Principal caller, TokenOrigin origin, TokenSettings settings, @Nullable User user) {
        return outcome(() -> rule.requireMayCreate(caller, origin, settings, Optional.ofNullable(user), NOW));
    }

    private static String outcome(ThrowingCallable check) {
        return switch (catchThrowable(check)) {
            case null -> "ok";
            case ApiException.InvalidRequestException invalid ->
                invalid.violations().getFirst().reason().value();
            case ApiException denied -> denied.reason().value();
            case ServiceUnavailableException _ -> "unavailable";
            case Throwable unexpected -> throw new AssertionError(unexpected);
        };
    }

    private static AllowedIps addresses(@Nullable String blocks) throws InvalidValueException {
        List<IpBlock> parsed = new ArrayList<>();
        for (String block : blocks == null ? new String[0] : blocks.split(" ")) {
            parsed.add(IpBlockParser.parse(block));
        }
        return new AllowedIps(parsed);
    }

    private static @Nullable Instant at(@Nullable Integer hours) {
        return hours == null ? null : NOW.plus(Duration.ofHours(hours));
    }

    private static Principal caller(
            String scopes, @Nullable String project, boolean personal, @Nullable Instant expiresAt) {
        return new Principal(
                CALLER,
                OwnerName.of("anna"),
                project,
                Scopes.parse(scopes),
                personal,
                SecretGeneration.CURRENT,
                expiresAt);
    }
}
