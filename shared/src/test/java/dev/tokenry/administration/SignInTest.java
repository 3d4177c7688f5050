package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.ExchangeToken.Command;
import dev.tokenry.administration.ExchangeToken.Proof;
import dev.tokenry.administration.ExchangeToken.Result;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.IssuerUnavailableException;
import dev.tokenry.exchange.IdTokenCase;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.RejectionReason;
import dev.tokenry.exchange.SignInNonce;
import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.EndpointSource;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import dev.tokenry.exchange.trust.InMemoryIssuerStore;
import dev.tokenry.exchange.trust.InMemoryTrustStore;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.SignIn;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.IpBlock;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import dev.tokenry.store.ConcurrentCalls;
import dev.tokenry.store.InMemoryExchangedTokenStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.InMemoryUserStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges of people who sign in. Cases 36 to 39 are those of the adversarial fixture that concern people. */
class SignInTest {

    private static final Instant NOW = IdTokenCase.now();
    private static final RequestInfo REQUEST = new RequestInfo("request-1", "192.0.2.1", "Firefox");
    private static final Scope READ = new Scope("apiTokens.read");
    private static final Scope WRITE = new Scope("apiTokens.write");
    private static final Scope METRICS = new Scope("metrics.read");
    private static final String CLIENT = IdTokenCase.AUDIENCE;
    private static final String REDIRECT = "https://tokenry.example/console/signed-in";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final OwnerName JANE = OwnerName.of("Jane");
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final UserIdentity IDENTITY = new UserIdentity("people", "i1", "s-1");

    private final TestDependencies dependencies = new TestDependencies();
    private final InMemoryTokenStore tokens = new InMemoryTokenStore(() -> true);
    private final InMemoryExchangedTokenStore exchanged = new InMemoryExchangedTokenStore(tokens);
    private final InMemoryTrustStore trusts = new InMemoryTrustStore();
    private final InMemoryIssuerStore issuers = new InMemoryIssuerStore();
    private final InMemoryUserStore users = new InMemoryUserStore(tokens);
    private final List<String> requests = new ArrayList<>();
    private EndpointSource endpoints = issuer ->
            Optional.of(new ProviderEndpoints(issuer.issuer() + "/authorize", issuer.issuer() + "/token", null));
    private CodeRedeemer redeemer = (_, _) -> new CodeRedemption.Redeemed(idToken("s-1", nonce(VERIFIER)));
    private Limits limits = Limits.NONE;

    @Test
    void session_is_a_personal_token_of_the_user() {
        AllowedIps allowedIps =
                new AllowedIps(List.of(IpBlock.ofAddress("192.0.2.7").orElseThrow()));
        put(
                issuer(null),
                trust(new TrustGrant.ForPeople(Scopes.of(READ, WRITE, METRICS), allowedIps, Duration.ofHours(2), 30)));
        User jane = insert(user(JANE, Scopes.of(WRITE, READ)).withIdentities(List.of(IDENTITY)));

        Token token = issued(exchange(idToken("s-1", "")));

        assertThat(tokens.all()).containsExactly(token);
        assertThat(token.settings().name())
                .isEqualTo("console " + token.id().publicPart().substring(0, 8));
        assertThat(token.settings().scopes()).isEqualTo(Scopes.of(READ, WRITE));
        assertThat(token.settings().expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(2)));
        assertThat(token.settings().allowedIps()).isEqualTo(allowedIps);
        assertThat(token.origin().owner()).isEqualTo(JANE);
        assertThat(token.origin().createdBy()).isEqualTo(JANE);
        assertThat(token.origin().userId()).isEqualTo(jane.id());
        assertThat(token.origin().project()).isNull();
        assertThat(token.origin().personal()).isTrue();
        assertThat(token.origin().exchange()).isEqualTo(new ExchangeOrigin("console", "s-1", 30));
    }

    @Test
    void session_has_the_requested_scopes_of_trust_and_user() {
        put(issuer(null), trust());
        insert(user(JANE, Scopes.of(READ)).withIdentities(List.of(IDENTITY)));

        assertThat(exchange(idToken("s-1", ""), "apiTokens.write")).isInstanceOf(Result.InvalidScope.class);
        assertThat(exchange(idToken("s-1", ""), "metrics.read")).isInstanceOf(Result.InvalidScope.class);
        assertThat(tokens.all()).isEmpty();
        assertThat(issued(exchange(idToken("s-1", ""), "apiTokens.read"))
                        .settings()
                        .scopes())
                .isEqualTo(Scopes.of(READ));
    }

    @Test
    void user_without_a_scope_of_the_trust_gets_no_session() {
        put(issuer(null), trust());
        insert(user(JANE, Scopes.of(METRICS)).withIdentities(List.of(IDENTITY)));

        assertThat(exchange(idToken("s-1", ""))).isInstanceOf(Result.InvalidScope.class);
        assertThat(tokens.all()).isEmpty();
    }

    @Test
    void limits_apply_to_sessions() {
        put(issuer(null), trust());
        insert(user(JANE, Scopes.of(READ)).withIdentities(List.of(IDENTITY)));
        limits = Limits.parse("maxTokenLifetime= defaultTokenLifetime= requireExpiration=false maxTokensPerOwner="
                + " requireAllowedIps=true autoDisableUnusedAfter=");

        assertRejected(exchange(idToken("s-1", "")), RejectionReason.POLICY);
    }

    // Which user signs in

    /** Case 36. */
    @Test
    void other_claims_than_the_subject_decide_nothing() {
        put(issuer(null), trust());
        insert(user(JANE, Scopes.of(READ)));

        assertRejected(exchange(idToken("s-1", "")), RejectionReason.NO_USER);
        assertThat(users.find(JANE).orElseThrow().identities()).isEmpty();
        assertThat(users.find(OwnerName.of("s-1"))).isEmpty();
    }

    @Test
    void disabled_user_does_not_sign_in() {
        put(issuer(null), trust());
        insert(user(JANE, Scopes.of(READ)).withIdentities(List.of(IDENTITY)).withEnabled(false));

        assertRejected(exchange(idToken("s-1", "")), RejectionReason.USER_OFF);
    }

    @Test
    void link_of_a_deleted_user_is_not_one_of_the_next_user_of_the_name() {
        put(issuer("preferred_username"), trust());
        User deleted = insert(user(JANE, Scopes.of(READ)).withIdentities(List.of(IDENTITY)));
        users.delete(deleted, STAMP);
        insert(user(JANE, Scopes.of(READ)).withConfirmed(false));

        assertRejected(exchange(idToken("s-1", "")), RejectionReason.NO_USER);
    }

    // The first sign-in

    @Test
    void first_sign_in_links_the_user_whose_name_is_the_claim() {
        put(issuer("preferred_username"), trust());
        insert(user(JANE, Scopes.of(READ)));

        Token first = issued(exchange(idToken("s-1", "")));

        assertThat(users.find(JANE).orElseThrow().identities()).containsExactly(IDENTITY);
        assertThat(first.origin().owner()).isEqualTo(JANE);
        assertThat(issued(exchange(idToken("s-1", "other"))).origin().owner()).isEqualTo(JANE);
        // Case 37
        assertRejected(exchange(idToken("s-2", "")), RejectionReason.NO_USER);
    }

    /**
     * They are of a deleted record. One of the same subject would be there twice, and no PUT could send the user back.
     */
    @Test
    void first_sign_in_replaces_identities_of_an_earlier_issuer_of_the_name() {
        put(issuer("preferred_username"), trust());
        UserIdentity other = new UserIdentity("other", "i9", "s-1");
        insert(user(JANE, Scopes.of(READ))
                .withIdentities(List.of(
                        new UserIdentity("people", "i0", "s-1"),
                        other,
                        new UserIdentity("people", "i0", "s-2"),
                        new UserIdentity("people", "i0", "s-3"),
                        new UserIdentity("people", "i0", "s-4"))));

        issued(exchange(idToken("s-1", "")));

        assertThat(users.find(JANE).orElseThrow().identities()).containsExactly(other, IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"disabled", "not confirmed", "has an identity", "has the most identities", "other spelling"})
    void first_sign_in_links_no_other_user(String state) {
        put(issuer("preferred_username"), trust());
        User jane = user(JANE, Scopes.of(READ));
        insert(
                switch (state) {
                    case "disabled" -> jane.withEnabled(false);
                    case "not confirmed" -> jane.withConfirmed(false);
                    case "has an identity" -> jane.withIdentities(List.of(new UserIdentity("people", "i1", "s-9")));
                    case "has the most identities" ->
                        jane.withIdentities(IntStream.range(0, User.MAX_IDENTITIES)
                                .mapToObj(i -> new UserIdentity("issuer-" + i, "i9", "s"))
                                .toList());
                    default -> user(OwnerName.of("jane"), Scopes.of(READ));
                });

        assertRejected(exchange(idToken("s-1", "")), RejectionReason.NO_USER);
        assertThat(tokens.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"Jane \"", "\"jane\"", "\"\"", "17", "[\"Jane\"]", "null", "\"Jane#1\"", "\"Ja\\u200bne\""})
    void claim_that_is_not_the_name_links_no_user(String claim) {
        put(issuer("preferred_username"), trust());
        insert(user(JANE, Scopes.of(READ)));

        assertRejected(exchange(idTokenNaming(claim)), RejectionReason.NO_USER);
        assertThat(users.find(JANE).orElseThrow().identities()).isEmpty();
    }

    @Test
    void sign_in_that_something_else_prevents_links_no_user() {
        put(issuer("preferred_username"), trust());
        insert(user(JANE, Scopes.of(READ)));
        String used = idToken("s-1", "used");
        issued(exchange(used));
        User linked = users.find(JANE).orElseThrow();
        users.replace(linked, linked.withIdentities(List.of()), STAMP);

        assertRejected(exchange(used), RejectionReason.REPLAYED);
        assertThat(exchange(idToken("s-1", ""), "metrics.read")).isInstanceOf(Result.InvalidScope.class);
        assertThat(users.find(JANE).orElseThrow().identities()).isEmpty();
    }

    @Test
    void one_of_concurrent_first_sign_ins_links_the_user() {
        put(issuer("preferred_username"), trust());
        insert(user(JANE, Scopes.of(READ)));
        AtomicInteger number = new AtomicInteger();

        List<Result> results = ConcurrentCalls.run(20, () -> {
            int i = number.getAndIncrement();
            return exchange(idToken("s-" + i % 2, "n" + i));
        });

        List<UserIdentity> identities = users.find(JANE).orElseThrow().identities();
        assertThat(identities).hasSize(1);
        // All of the one subject, and none of the other.
        assertThat(results.stream().filter(Result.Exchanged.class::isInstance)).hasSize(10);
        assertThat(results.stream().filter(Result.Rejected.class::isInstance))
                .allSatisfy(result -> assertRejected(result, RejectionReason.NO_USER));
        assertThat(tokens.all())
                .allSatisfy(token -> assertThat(token.origin().exchange().subject())
                        .isEqualTo(identities.getFirst().subject()));
    }

    @Test
    void during_a_freeze_no_user_is_linked() {
        put(issuer("preferred_username"), trust());
        insert(user(JANE, Scopes.of(READ)));
        ManagementFreeze freeze = new ManagementFreeze(() -> true);
        ExchangeToken frozen = new ExchangeToken(
                trusts,
                issuers,
                IdTokenCase.verifier(),
                new CodeExchange(endpoints, redeemer),
                freeze.applyTo(users),
                users,
                limits,
                new TokenIssuer(dependencies.format, dependencies.peppers, tokens, () -> NOW),
                freeze.applyTo(exchanged),
                () -> NOW);

        assertThatExceptionOfType(ApiException.ManagementFrozenException.class)
                .isThrownBy(
                        () -> frozen.execute(REQUEST, new Command("console", idToken("s-1", ""), Optional.empty())));
        assertThat(users.find(JANE).orElseThrow().identities()).isEmpty();
    }

    // Codes

    @Test
    void code_is_redeemed_at_the_endpoint_of_the_issuer() {
        put(issuer(null), trust());
        insert(user(JANE, Scopes.of(READ)).withIdentities(List.of(IDENTITY)));

        Token token = issued(redeem(code(CLIENT, REDIRECT, "c/1+2", VERIFIER)));

        assertThat(token.origin().owner()).isEqualTo(JANE);
        assertThat(requests)
                .containsExactly(IdTokenCase.ISSUER + "/token grant_type=authorization_code"
                        + "&client_id=https%3A%2F%2Ftokenry.example%2Fe%2Fprod&code=c%2F1%2B2"
                        + "&redirect_uri=https%3A%2F%2Ftokenry.example%2Fconsole%2Fsigned-in&code_verifier="
                        + VERIFIER);
    }

    /** Case 39. */
    @ParameterizedTest
    @CsvSource({
        "other-client, https://tokenry.example/console/signed-in",
        "https://tokenry.example/e/prod, https://tokenry.example/console/signed-in/",
        "https://tokenry.example/e/prod, https://tokenry.example/console/Signed-in",
        "https://tokenry.example/e/prod, https://other.example/console/signed-in",
        "https://tokenry.example/e/prod, https://tokenry.example:443/console/signed-in",
    })
    void no_issuer_is_asked_about_a_code_of_another_client_or_page(String clientId, String redirectUri) {
        put(issuer(null), trust());

        assertRejected(redeem(code(clientId, redirectUri, "c", VERIFIER)), RejectionReason.CODE);
        assertThat(requests).isEmpty();
    }

    @Test
    void no_issuer_is_asked_about_a_code_for_a_trust_that_gives_nothing() {
        AuthorizationCode code = code(CLIENT, REDIRECT, "c", VERIFIER);
        assertRejected(redeem(code), RejectionReason.UNKNOWN_TRUST);
        put(issuer(null), trust().withEnabled(false));
        assertRejected(redeem(code), RejectionReason.TRUST_OFF);
        trusts.replace(trust().withEnabled(false), trust(), STAMP);
        issuers.replace(issuer(null), issuer(null).withEnabled(false), STAMP);
        assertRejected(redeem(code), RejectionReason.ISSUER_OFF);

        assertThat(requests).isEmpty();
    }

    @Test
    void no_issuer_of_jobs_is_asked_about_a_code() {
        Issuer jobs = new Issuer(
                "people",
                "i1",
                IssuerKind.GITHUB,
                IdTokenCase.ISSUER,
                List.of(CLIENT),
                null,
                true,
                Duration.ofHours(1),
                null,
                true,
                1);
        put(jobs, trust());

        assertRejected(redeem(code(CLIENT, REDIRECT, "c", VERIFIER)), RejectionReason.CODE);
        assertThat(requests).isEmpty();
    }

    /** The response to a code would tell which trusts there are for jobs, if it were not that of an unknown one. */
    @Test
    void trust_for_jobs_is_unknown_to_who_has_a_code() {
        put(
                issuer(null),
                trust(new TrustGrant.ForJobs(
                        "web",
                        OwnerName.of("ci-web"),
                        null,
                        Scopes.of(READ),
                        AllowedIps.EVERY,
                        TrustGrant.ForJobs.DEFAULT_LIFETIME)));

        assertRejected(redeem(code(CLIENT, REDIRECT, "c", VERIFIER)), RejectionReason.UNKNOWN_TRUST);
        assertThat(requests).isEmpty();
    }

    @Test
    void code_that_the_issuer_does_not_accept_gives_nothing() {
        put(issuer(null), trust());
        insert(user(JANE, Scopes.of(READ)).withIdentities(List.of(IDENTITY)));
        redeemer = (_, _) -> new CodeRedemption.Rejected();

        assertRejected(redeem(code(CLIENT, REDIRECT, "c", VERIFIER)), RejectionReason.CODE);
        assertThat(tokens.all()).isEmpty();
    }

    /** Case 38: the verifier of another window, and an issuer that ignores verifiers. */
    @ParameterizedTest
    @ValueSource(strings = {"other", "absent", "number", "plain verifier"})
    void code_of_another_window_gives_nothing(String nonce) {
        put(issuer("preferred_username"), trust());
        insert(user(JANE, Scopes.of(READ)));
        String claims = switch (nonce) {
            case "other" -> nonce(VERIFIER.replace('d', 'e'));
            case "absent" -> "";
            case "number" -> ",\"nonce\":17";
            default -> ",\"nonce\":\"" + VERIFIER + "\"";
        };
        String idToken = idTokenWith(claims);
        redeemer = (_, _) -> new CodeRedemption.Redeemed(idToken);

        assertRejected(redeem(code(CLIENT, REDIRECT, "c", VERIFIER)), RejectionReason.CODE);
        assertThat(tokens.all()).isEmpty();
        assertThat(users.find(JANE).orElseThrow().identities()).isEmpty();
        if (nonce.equals("absent")) {
            // The id token was not used.
            assertThat(exchange(idToken)).isInstanceOf(Result.Exchanged.class);
        } else {
            // It is what an issuer that ignores verifiers gives to everybody who has the code.
            assertRejected(exchange(idToken), RejectionReason.TYPE);
        }
    }

    @Test
    void what_is_no_id_token_is_rejected() {
        put(issuer(null), trust());
        redeemer = (_, _) -> new CodeRedemption.Redeemed("x.y");

        assertRejected(redeem(code(CLIENT, REDIRECT, "c", VERIFIER)), RejectionReason.MALFORMED);
    }

    @Test
    void issuer_that_is_unavailable_is_a_fault() {
        put(issuer(null), trust());
        AuthorizationCode code = code(CLIENT, REDIRECT, "c", VERIFIER);
        redeemer = (_, _) -> new CodeRedemption.Failed(DocumentFailure.TIMEOUT);

        assertThatExceptionOfType(IssuerUnavailableException.class)
                .isThrownBy(() -> redeem(code))
                .withMessage("The token endpoint of the issuer people does not redeem codes: TIMEOUT");
        endpoints = _ -> Optional.empty();
        assertThatExceptionOfType(IssuerUnavailableException.class).isThrownBy(() -> redeem(code));
        assertThat(requests).hasSize(1);
    }

    /** A person is disabled between the sign-in with the issuer and here. */
    @Test
    void user_who_is_disabled_in_between_gets_no_session() {
        put(issuer(null), trust());
        User jane = insert(user(JANE, Scopes.of(READ)).withIdentities(List.of(IDENTITY)));
        CodeRedeemer redeems = redeemer;
        redeemer = (endpoint, code) -> {
            users.replace(jane, jane.withEnabled(false), STAMP);
            return redeems.redeem(endpoint, code);
        };

        assertRejected(redeem(code(CLIENT, REDIRECT, "c", VERIFIER)), RejectionReason.USER_OFF);
        assertThat(tokens.all()).isEmpty();
    }

    @Test
    void code_and_verifier_are_not_printed() {
        Command command =
                new Command("console", new Proof.Code(code(CLIENT, REDIRECT, "c0de", VERIFIER)), Optional.empty());

        assertThat(command.toString() + command.proof() + redeemer.redeem("", code(CLIENT, REDIRECT, "c0de", VERIFIER)))
                .doesNotContain("c0de")
                .doesNotContain(VERIFIER)
                .doesNotContain("eyJ");
    }

    private Result exchange(String idToken, String... scopes) {
        return useCase()
                .execute(
                        REQUEST,
                        new Command(
                                "console",
                                idToken,
                                scopes.length == 0 ? Optional.empty() : Optional.of(List.of(scopes))));
    }

    private Result redeem(AuthorizationCode code) {
        return useCase().execute(REQUEST, new Command("console", new Proof.Code(code), Optional.empty()));
    }

    private ExchangeToken useCase() {
        CodeRedeemer recorded = (endpoint, code) -> {
            requests.add(endpoint + " " + code.revealForm());
            return redeemer.redeem(endpoint, code);
        };
        return new ExchangeToken(
                trusts,
                issuers,
                IdTokenCase.verifier(),
                new CodeExchange(issuer -> endpoints.findEndpoints(issuer), recorded),
                users,
                users,
                limits,
                new TokenIssuer(dependencies.format, dependencies.peppers, tokens, () -> NOW),
                exchanged,
                () -> NOW);
    }

    private void put(Issuer issuer, Trust trust) {
        issuers.insert(issuer, STAMP);
        trusts.insert(trust, STAMP);
    }

    private User insert(User user) {
        users.insert(user, STAMP);
        return user;
    }

    private static User user(OwnerName name, Scopes scopes) {
        return new User(name, "u1", null, null, true, scopes, true, List.of(), 1).withConfirmed(true);
    }

    private static Issuer issuer(String linkClaim) {
        return new Issuer(
                "people",
                "i1",
                IssuerKind.PEOPLE,
                IdTokenCase.ISSUER,
                List.of(CLIENT),
                null,
                true,
                Duration.ofHours(1),
                new SignIn(CLIENT, List.of(REDIRECT), "openid", linkClaim),
                true,
                1);
    }

    private static Trust trust() {
        return trust(new TrustGrant.ForPeople(
                Scopes.of(READ, WRITE),
                AllowedIps.EVERY,
                TrustGrant.ForPeople.DEFAULT_LIFETIME,
                TrustGrant.ForPeople.DEFAULT_MAX_CREATED_DAYS));
    }

    private static Trust trust(TrustGrant grant) {
        return new Trust(
                "console",
                "t1",
                "people",
                "i1",
                Conditions.none(),
                grant,
                null,
                true,
                null,
                OwnerName.of("anna"),
                NOW.minus(Duration.ofDays(1)),
                null,
                null,
                1);
    }

    private static AuthorizationCode code(String clientId, String redirectUri, String code, String verifier) {
        return new AuthorizationCode(clientId, redirectUri, code, verifier);
    }

    private static String nonce(String verifier) {
        return ",\"nonce\":\"" + SignInNonce.of(verifier) + "\"";
    }

    /** Returns an id token that names the user Jane, and that no other call with another text returns. */
    private static String idToken(String subject, String more) {
        String claims = more.startsWith(",") || more.isEmpty() ? more : ",\"more\":\"" + more + "\"";
        return signed(subject, "\"Jane\"", claims);
    }

    private static String idTokenWith(String claims) {
        return signed("s-1", "\"Jane\"", claims);
    }

    private static String idTokenNaming(String claim) {
        return signed("s-1", claim, "");
    }

    private static String signed(String subject, String name, String claims) {
        return IdTokenCase.signed(
                "rsa",
                "RS256",
                Map.of(
                        "\"repo:acme/web:ref:refs/heads/main\"",
                        "\"" + subject + "\",\"preferred_username\":" + name + ",\"email\":\"jane@example.org\""
                                + claims,
                        "\"j1\"",
                        "\"j" + IDS.getAndIncrement() + "\""));
    }

    private static Token issued(Result result) {
        assertThat(result).isInstanceOf(Result.Exchanged.class);
        return ((Result.Exchanged) result).issued().token();
    }

    private static void assertRejected(Result result, RejectionReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }
}
