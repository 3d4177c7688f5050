package dev.tokenry.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.ExchangeToken.Command;
import dev.tokenry.administration.ExchangeToken.Result;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.IssuerUnavailableException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.IdTokenCase;
import dev.tokenry.exchange.IdTokenVerifier;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.RejectionReason;
import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.KeyLookup;
import dev.tokenry.exchange.keys.KeySource;
import dev.tokenry.exchange.trust.InMemoryIssuerStore;
import dev.tokenry.exchange.trust.InMemoryTrustStore;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TestStamp;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.store.ConcurrentCalls;
import dev.tokenry.store.InMemoryExchangedTokenStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.InMemoryUserStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTokenTest {

    private static final Instant NOW = IdTokenCase.now();
    private static final RequestInfo REQUEST = new RequestInfo("request-1", "192.0.2.1", "curl/8");
    private static final Scope UPLOAD = new Scope("snapshots.upload");
    private static final Scope METRICS = new Scope("metrics.read");
    private static final CodeExchange NO_CODES =
            new CodeExchange(_ -> Optional.empty(), (_, _) -> new CodeRedemption.Rejected());

    private final TestDependencies dependencies = new TestDependencies();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore(() -> true);
    private final InMemoryExchangedTokenStore exchanged = new InMemoryExchangedTokenStore(tokens);
    private final InMemoryTrustStore trusts = new InMemoryTrustStore();
    private final InMemoryIssuerStore issuers = new InMemoryIssuerStore();
    private final InMemoryUserStore users = new InMemoryUserStore(tokens);
    private final List<String> lookups = new ArrayList<>();
    private KeySource keys = (_, keyId) ->
            TestKeys.keySet().find(keyId).<KeyLookup>map(KeyLookup.Found::new).orElseGet(KeyLookup.Unknown::new);
    private Limits limits = Limits.NONE;

    static Stream<IdTokenCase> cases() {
        return IdTokenCase.all().filter(example -> example.issuer().kind() != IssuerKind.PEOPLE);
    }

    /** Cases 1 to 28, 35, 50 and 51 of the fixture: the exchange changes none of their results. */
    @ParameterizedTest
    @MethodSource("cases")
    void each_token_has_the_right_result(IdTokenCase example) {
        put(issuer(example), trust(example.conditions()));

        Result result = exchange(example.text());

        if (example.isAccepted()) {
            assertThat(result).isInstanceOf(Result.Exchanged.class);
            assertThat(tokens.all()).hasSize(1);
        } else {
            Result.Rejected rejected = (Result.Rejected) result;
            assertThat(rejected.reason().id()).isEqualTo(example.expected());
            assertThat(rejected.attempt().failedCondition()).isEqualTo(example.failedCondition());
            assertThat(tokens.all()).isEmpty();
        }
    }

    @Test
    void token_is_that_of_the_trust() {
        AllowedIps allowedIps =
                new AllowedIps(List.of(IpBlock.ofAddress("192.0.2.7").orElseThrow()));
        put(
                issuer(true),
                withGrant(
                        trust(),
                        new TrustGrant.ForJobs(
                                "web",
                                OwnerName.of("ci-web"),
                                null,
                                Scopes.of(UPLOAD, METRICS),
                                allowedIps,
                                Duration.ofMinutes(15))));

        Result.Exchanged issued = (Result.Exchanged) exchange(base());

        Token token = issued.issued().token();
        assertThat(tokens.all()).containsExactly(token);
        assertThat(token.settings().name())
                .isEqualTo("ci-web " + token.id().publicPart().substring(0, 8));
        assertThat(token.settings().enabled()).isTrue();
        assertThat(token.settings().scopes()).isEqualTo(Scopes.of(UPLOAD, METRICS));
        assertThat(token.settings().expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(token.settings().allowedIps()).isEqualTo(allowedIps);
        assertThat(token.origin().owner()).isEqualTo(OwnerName.of("ci-web"));
        assertThat(token.origin().createdBy()).isEqualTo(OwnerName.of("ci-web"));
        assertThat(token.origin().project()).isEqualTo("web");
        assertThat(token.origin().personal()).isFalse();
        assertThat(token.origin().exchange())
                .isEqualTo(new ExchangeOrigin("ci-web", "repo:acme/web:ref:refs/heads/main"));
        assertThat(dependencies.format.parse(issued.issued().value().reveal())).isPresent();
        assertThat(trusts.find("ci-web").orElseThrow().lastUsedAt()).isEqualTo(NOW);
    }

    @Test
    void attempt_tells_of_a_signed_token_what_finds_its_job() {
        put(issuer(true), trust());

        ExchangeAttempt attempt = exchange(base()).attempt();

        assertThat(attempt.trust()).isEqualTo("ci-web");
        assertThat(attempt.issuer()).isEqualTo("gh");
        assertThat(attempt.project()).isEqualTo("web");
        assertThat(attempt.keyId()).isEqualTo("rsa");
        assertThat(attempt.claims().subject()).isEqualTo("repo:acme/web:ref:refs/heads/main");
        assertThat(attempt.claims().others())
                .isEqualTo(Map.of("repository_id", "456789", "ref", "refs/heads/main", "event_name", "push"));
        assertThat(attempt.replayDigest()).hasSize(43);
        assertThat(attempt.failedCondition()).isEmpty();
    }

    @Test
    void attempt_tells_no_claims_that_the_issuer_has_not_signed() {
        put(issuer(true), trust());
        String base = base();

        Result.Rejected forged = (Result.Rejected) exchange(base.substring(0, base.lastIndexOf('.') + 1));
        Result.Rejected other = (Result.Rejected) exchange(signed("\"456789\"", "\"999\""));

        assertThat(forged.reason()).isEqualTo(RejectionReason.SIGNATURE);
        assertThat(forged.attempt().claims().subject()).isNull();
        assertThat(forged.attempt().claims().others()).isEmpty();
        assertThat(other.reason()).isEqualTo(RejectionReason.CONDITION);
        assertThat(other.attempt().failedCondition()).isEqualTo(OptionalInt.of(0));
        assertThat(other.attempt().claims().others()).containsEntry("repository_id", "999");
    }

    // Cases 5 to 7: each id token is exchanged once

    @Test
    void token_is_exchanged_once() {
        put(issuer(true), trust());

        assertThat(exchange(base())).isInstanceOf(Result.Exchanged.class);
        assertRejected(exchange(base()), RejectionReason.REPLAYED);
        assertThat(tokens.all()).hasSize(1);
    }

    @Test
    void one_of_concurrent_exchanges_succeeds() {
        put(issuer(true), trust());
        String text = base();

        List<Result> results = ConcurrentCalls.run(20, () -> exchange(text));

        assertThat(results.stream().filter(Result.Exchanged.class::isInstance)).hasSize(1);
        assertThat(results.stream().filter(Result.Rejected.class::isInstance))
                .hasSize(19)
                .allSatisfy(result -> assertRejected(result, RejectionReason.REPLAYED));
        assertThat(tokens.all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"jti\":\"j1\"", "\"jti\":\"j1\","})
    void another_signature_of_a_token_is_no_other_token(String jwtId) {
        put(issuer(true), trust());
        String text = IdTokenCase.signed("p256", "ES256", Map.of(jwtId, jwtId.endsWith(",") ? "" : jwtId));

        assertThat(exchange(text)).isInstanceOf(Result.Exchanged.class);
        assertRejected(exchange(IdTokenCase.withOtherSignature(text)), RejectionReason.REPLAYED);
    }

    @Test
    void tokens_of_an_issuer_whose_tokens_are_files_are_exchanged_again() {
        put(issuer(false), trust());

        assertThat(exchange(base())).isInstanceOf(Result.Exchanged.class);
        assertThat(exchange(base())).isInstanceOf(Result.Exchanged.class);
        assertThat(tokens.all()).hasSize(2);
    }

    // Case 12 and 15: keys

    @Test
    void keys_that_are_not_known_are_a_fault() {
        put(issuer(true), trust());
        keys = (_, _) -> new KeyLookup.KeysUnavailable();

        assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(() -> exchange(base()));
        assertThat(tokens.all()).isEmpty();
    }

    // Case 19 and 2.5: nothing is looked up for a token of another issuer or without a trust

    @Test
    void no_key_is_looked_up_before_the_trust_and_its_issuer_are_known() {
        keys = (_, keyId) -> {
            lookups.add(keyId);
            return new KeyLookup.Unknown();
        };
        assertRejected(exchange(base()), RejectionReason.UNKNOWN_TRUST);
        put(issuer(true), trust());
        assertRejected(
                exchange(signed("https://token.actions.githubusercontent.com", "https://other.example")),
                RejectionReason.OTHER_ISSUER);
        assertThat(lookups).isEmpty();
        assertRejected(exchange(base()), RejectionReason.UNKNOWN_KEY);
        assertThat(lookups).containsExactly("rsa");
    }

    // Case 31: scopes

    @Test
    void scope_that_the_trust_does_not_give_uses_nothing_up() {
        put(issuer(true), trust());
        String text = base();

        assertThat(exchange(text, "snapshots.upload", "metrics.read")).isInstanceOf(Result.InvalidScope.class);
        assertThat(exchange(text, "snapshots.upload\t")).isInstanceOf(Result.InvalidScope.class);
        assertThat(tokens.all()).isEmpty();
        assertThat(exchange(text, "snapshots.upload")).isInstanceOf(Result.Exchanged.class);
        // Only who could exchange the token learns about scopes.
        assertRejected(exchange(text, "metrics.read"), RejectionReason.REPLAYED);
        assertRejected(exchange(signed("\"456789\"", "\"999\""), "metrics.read"), RejectionReason.CONDITION);
    }

    @Test
    void token_has_the_requested_scopes_in_the_order_of_the_trust() {
        put(issuer(false), withGrant(trust(), grant(null, Scopes.of(UPLOAD, METRICS), Duration.ofMinutes(1))));

        assertThat(scopes(exchange(base(), "metrics.read", "snapshots.upload"))).isEqualTo(Scopes.of(UPLOAD, METRICS));
        assertThat(scopes(exchange(base(), "metrics.read"))).isEqualTo(Scopes.of(METRICS));
    }

    // Case 32: trusts and issuers

    @ParameterizedTest
    @CsvSource({
        // what is changed; the reason
        "trust disabled, trustOff",
        "trust expires now, trustExpired",
        "trust expires later,",
        "trust of an earlier issuer, issuerOff",
        "issuer disabled, issuerOff",
        "no issuer, issuerOff",
        "no trust, unknownTrust",
    })
    void change_applies_to_the_next_exchange(String change, String reason) {
        put(issuer(false), trust());
        assertThat(exchange(base())).isInstanceOf(Result.Exchanged.class);
        apply(change);

        Result result = exchange(base());

        if (reason == null) {
            assertThat(result).isInstanceOf(Result.Exchanged.class);
        } else {
            assertThat(((Result.Rejected) result).reason().id()).isEqualTo(reason);
            assertThat(tokens.all()).hasSize(1);
        }
    }

    private void apply(String change) {
        Trust trust = trusts.find("ci-web").orElseThrow();
        Issuer issuer = issuers.find("gh").orElseThrow();
        switch (change) {
            case "trust disabled" -> replace(trust, enabled(trust, false, null));
            case "trust expires now" -> replace(trust, enabled(trust, true, NOW));
            case "trust expires later" -> replace(trust, enabled(trust, true, NOW.plusMillis(1)));
            case "trust of an earlier issuer" -> {
                issuers.delete(issuer, TestStamp.STAMP);
                issuers.insert(issuer("other", true, true), TestStamp.STAMP);
            }
            case "issuer disabled" -> issuers.replace(issuer, issuer("i1", false, false), TestStamp.STAMP);
            case "no issuer" -> issuers.delete(issuer, TestStamp.STAMP);
            case "no trust" -> trusts.delete(trust, TestStamp.STAMP);
            default -> throw new IllegalArgumentException(change);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "CI-WEB", "ci web", "ci-web ", "ci-web\n", "user#anna", "../ci-web"})
    void text_that_names_no_trust_is_rejected(String name) {
        put(issuer(true), trust());

        Result result = useCase().execute(REQUEST, new Command(name, base(), Optional.empty()));

        assertRejected(result, RejectionReason.UNKNOWN_TRUST);
        assertThat(result.attempt().trust()).isNull();
    }

    // Users

    @ParameterizedTest
    @CsvSource({
        // the user id of the trust; the id of the present record and whether it is enabled; the reason
        ", , , ",
        ", u1, true,",
        ", u1, false, userOff",
        "u1, u1, true,",
        "u1, u1, false, userOff",
        "u1, u2, true, noUser",
        "u1, , , noUser",
    })
    void owner_of_the_trust_must_be_the_same_user_still(
            String trustUser, String userId, Boolean enabled, String reason) {
        put(issuer(true), withGrant(trust(), grant(trustUser, Scopes.of(UPLOAD), Duration.ofMinutes(1))));
        if (userId != null) {
            users.insert(
                    new User(OwnerName.of("Ci-Web"), userId, null, null, enabled, Scopes.NONE, true, List.of(), 1),
                    TestStamp.STAMP);
        }

        Result result = exchange(base());

        if (reason == null) {
            Token token = ((Result.Exchanged) result).issued().token();
            assertThat(token.origin().userId()).isEqualTo(userId);
            assertThat(token.origin().owner().spelling()).isEqualTo(userId == null ? "ci-web" : "Ci-Web");
        } else {
            assertThat(((Result.Rejected) result).reason().id()).isEqualTo(reason);
            assertThat(tokens.all()).isEmpty();
        }
    }

    // Limits

    @Test
    void trust_that_gives_more_than_the_limits_allow_gives_nothing() {
        put(issuer(true), trust());
        limits = new Limits(null, null, false, null, true, null);
        assertRejected(exchange(base()), RejectionReason.POLICY);

        // Tokens of jobs are not counted.
        limits = new Limits(Duration.ofDays(1), null, true, 1, false, null);
        assertThat(exchange(base())).isInstanceOf(Result.Exchanged.class);
    }

    // The subject is shown to people

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\n", "a\\u202eb", "\\ud800", " "})
    void subject_that_cannot_be_shown_is_rejected(String subject) {
        put(issuer(true), trust());

        assertThat(exchange(signed("repo:acme/web:ref:refs/heads/main", subject)))
                .isInstanceOfSatisfying(
                        Result.Rejected.class,
                        rejected ->
                                assertThat(rejected.reason()).isIn(RejectionReason.TYPE, RejectionReason.MALFORMED));
        assertThat(tokens.all()).isEmpty();
    }

    @Test
    void fault_after_the_token_was_given_changes_nothing() {
        put(issuer(true), trust());
        UnavailableUses uses = new UnavailableUses(trusts);

        assertThat(useCase(uses).execute(REQUEST, new Command("ci-web", base(), Optional.empty())))
                .isInstanceOf(Result.Exchanged.class);
        assertThat(uses.calls).isEqualTo(1);
    }

    // Case 47

    @Test
    void without_the_pepper_nothing_is_given_or_used_up() {
        put(issuer(true), trust());
        dependencies.pepperFault = new ServiceUnavailableException("KMS");

        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(() -> exchange(base()));
        dependencies.pepperFault = null;
        assertThat(exchange(base())).isInstanceOf(Result.Exchanged.class);
    }

    @Test
    void during_a_freeze_nothing_is_given_or_used_up() {
        put(issuer(true), trust());
        boolean[] frozen = {true};
        ExchangeToken frozenExchange = new ExchangeToken(
                trusts,
                issuers,
                verifier(),
                NO_CODES,
                users,
                users,
                limits,
                issuerOf(tokens),
                new ManagementFreeze(() -> frozen[0]).applyTo(exchanged),
                () -> NOW);
        Command command = new Command("ci-web", base(), Optional.empty());

        assertThatExceptionOfType(ApiException.ManagementFrozenException.class)
                .isThrownBy(() -> frozenExchange.execute(REQUEST, command));
        frozen[0] = false;
        assertThat(frozenExchange.execute(REQUEST, command)).isInstanceOf(Result.Exchanged.class);
    }

    @Test
    void command_is_not_printed() {
        assertThat(new Command("ci-web", base(), Optional.empty()).toString()).doesNotContain("eyJ");
    }

    private Result exchange(String idToken, String... scopes) {
        return useCase()
                .execute(
                        REQUEST,
                        new Command(
                                "ci-web",
                                idToken,
                                scopes.length == 0 ? Optional.empty() : Optional.of(List.of(scopes))));
    }

    private ExchangeToken useCase() {
        return useCase(trusts);
    }

    private ExchangeToken useCase(TrustStore trustStore) {
        return new ExchangeToken(
                trustStore,
                issuers,
                verifier(),
                NO_CODES,
                users,
                users,
                limits,
                issuerOf(tokens),
                exchanged,
                () -> NOW);
    }

    private IdTokenVerifier verifier() {
        return new IdTokenVerifier((issuer, keyId) -> keys.find(issuer, keyId), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private TokenIssuer issuerOf(TokenStore store) {
        return new TokenIssuer(dependencies.format, dependencies.peppers, store, () -> NOW);
    }

    private void put(Issuer issuer, Trust trust) {
        issuers.insert(issuer, TestStamp.STAMP);
        trusts.insert(trust, TestStamp.STAMP);
    }

    private void replace(Trust current, Trust updated) {
        trusts.replace(current, updated, TestStamp.STAMP);
    }

    private static Issuer issuer(boolean singleUse) {
        return issuer("i1", singleUse, true);
    }

    private static Issuer issuer(String id, boolean singleUse, boolean enabled) {
        return new Issuer(
                "gh",
                id,
                IssuerKind.GITHUB,
                IdTokenCase.ISSUER,
                List.of(IdTokenCase.AUDIENCE),
                null,
                singleUse,
                Duration.ofHours(1),
                null,
                enabled,
                1);
    }

    private static Issuer issuer(IdTokenCase example) {
        return new Issuer(
                "gh",
                "i1",
                example.issuer().kind(),
                example.issuer().issuer(),
                List.copyOf(example.issuer().audiences()),
                null,
                true,
                example.issuer().maxAge(),
                null,
                true,
                1);
    }

    private static Trust trust() {
        return trust(IdTokenCase.base().conditions());
    }

    private static Trust trust(Conditions conditions) {
        return new Trust(
                "ci-web",
                "t1",
                "gh",
                "i1",
                conditions,
                grant(null, Scopes.of(UPLOAD), Duration.ofMinutes(15)),
                null,
                true,
                null,
                OwnerName.of("anna"),
                NOW.minus(Duration.ofDays(1)),
                null,
                null,
                1);
    }

    private static TrustGrant.ForJobs grant(String userId, Scopes scopes, Duration lifetime) {
        return new TrustGrant.ForJobs("web", OwnerName.of("ci-web"), userId, scopes, AllowedIps.EVERY, lifetime);
    }

    @ParameterizedTest
    @CsvSource({"899, 899", "901, 900"})
    void token_expires_with_its_trust(int trustSeconds, int tokenSeconds) {
        put(issuer(true), enabled(trust(), true, NOW.plusSeconds(trustSeconds)));

        Result.Exchanged issued = (Result.Exchanged) exchange(base());

        assertThat(issued.issued().token().settings().expiresAt()).isEqualTo(NOW.plusSeconds(tokenSeconds));
    }

    private static Trust withGrant(Trust trust, TrustGrant grant) {
        return changed(trust, grant, trust.enabled(), trust.expiresAt());
    }

    private static Trust enabled(Trust trust, boolean enabled, Instant expiresAt) {
        return changed(trust, trust.grant(), enabled, expiresAt);
    }

    private static Trust changed(Trust trust, TrustGrant grant, boolean enabled, Instant expiresAt) {
        return new Trust(
                trust.name(),
                trust.id(),
                trust.issuerName(),
                trust.issuerId(),
                trust.conditions(),
                grant,
                null,
                enabled,
                expiresAt,
                trust.createdBy(),
                trust.createdAt(),
                null,
                null,
                trust.version());
    }

    private static String base() {
        return IdTokenCase.base().text();
    }

    private static String signed(String from, String to) {
        return IdTokenCase.signed("rsa", "RS256", Map.of(from, to));
    }

    private static Scopes scopes(Result result) {
        return ((Result.Exchanged) result).issued().token().settings().scopes();
    }

    private static void assertRejected(Result result, RejectionReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }

    /** Trusts of which no use can be recorded. */
    private static final class UnavailableUses implements TrustStore {

        private final TrustStore store;
        private int calls;

        UnavailableUses(TrustStore store) {
            this.store = store;
        }

        @Override
        public Optional<Trust> find(String name) {
            return store.find(name);
        }

        @Override
        public boolean insert(Trust trust, ChangeStamp stamp) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WriteResult<Trust> replace(Trust current, Trust updated, ChangeStamp stamp) {
            throw new UnsupportedOperationException();
        }

        @Override
        public WriteResult<Trust> delete(Trust current, ChangeStamp stamp) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean deleteDamaged(String name, ChangeStamp stamp) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void recordUse(Trust trust, Instant at) {
            calls++;
            throw new ServiceUnavailableException("DynamoDB");
        }
    }
}
