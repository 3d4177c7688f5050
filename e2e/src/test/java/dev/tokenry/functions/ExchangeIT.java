package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.administration.DeleteToken;
import dev.tokenry.administration.ExchangeToken;
import dev.tokenry.administration.ExchangeToken.Result;
import dev.tokenry.administration.RegenerateToken;
import dev.tokenry.administration.UpdateToken;
import dev.tokenry.authentication.AuthenticationResult;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.PepperSealer;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.exchange.IdTokenCase;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.RejectionReason;
import dev.tokenry.exchange.trust.Issuer;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.exchange.trust.TrustGrant;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.store.ConcurrentCalls;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.dynamodb.DynamoStores;
import dev.tokenry.store.dynamodb.TestTable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Exchanges on real stores, whose trusts and issuers are sealed. */
@RequiresBackend
class ExchangeIT {

    private static final Precondition NONE = new Precondition.None();
    private static final RequestInfo REQUEST = new RequestInfo("request-1", "192.0.2.1", "curl/8");
    private static final TokenFilter EXCHANGED = new TokenFilter.Exchanged(new TokenFilter.All());

    private final TestTable table = new TestTable();
    private final DynamoStores stores = DynamoStores.reliable(table);
    private final Wiring wiring = DynamoDependencies.wiring(stores);
    private final TokenFormat format = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom());
    private final TokenActor admin =
            Administrator.actor(Administrator.principal(format.mint().id()));
    private final ExchangeToken exchangeToken = wiring.exchangeToken(wiring.keyFetcher());

    @BeforeEach
    void putTrust() {
        PepperSealer sealer = new PepperSealer(wiring.pepperCache());
        stores.issuers(sealer)
                .insert(
                        new Issuer(
                                "gh",
                                "0a0b",
                                IssuerKind.GITHUB,
                                IdTokenCase.ISSUER,
                                List.of(IdTokenCase.AUDIENCE),
                                null,
                                true,
                                Duration.ofHours(1),
                                null,
                                true,
                                1),
                        STAMP);
        stores.trusts(sealer)
                .insert(
                        new Trust(
                                "ci-web",
                                "0c0d",
                                "gh",
                                "0a0b",
                                IdTokenCase.base().conditions(),
                                new TrustGrant.ForJobs(
                                        "web",
                                        OwnerName.of("ci-web"),
                                        null,
                                        Scopes.of(new Scope("snapshots.upload")),
                                        AllowedIps.EVERY,
                                        Duration.ofMinutes(15)),
                                null,
                                true,
                                null,
                                OwnerName.of("anna"),
                                Instant.now(),
                                null,
                                null,
                                1),
                        STAMP);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    /** Case 48: such a token works, is not regenerated or prolonged, and deletes itself. */
    @Test
    void token_works_until_it_deletes_itself() {
        Result.Exchanged result = (Result.Exchanged) exchange(idToken("j1"));
        Token token = result.issued().token();
        Authenticator authenticator =
                new Authenticator(format, stores.credentials(), wiring.pepperCache(), Instant::now);
        String value = result.issued().value().reveal();

        assertThat(authenticator.authenticate(value)).isInstanceOf(AuthenticationResult.Authenticated.class);
        assertThatExceptionOfType(ApiException.InvalidRequestException.class)
                .isThrownBy(() -> wiring.regenerateToken()
                        .execute(admin, new RegenerateToken.Command(token.id(), Duration.ZERO, NONE)));
        assertThatExceptionOfType(ApiException.InvalidRequestException.class).isThrownBy(() -> prolong(admin, token));
        assertThatExceptionOfType(ApiException.ForbiddenException.class).isThrownBy(() -> prolong(self(token), token));
        assertThat(stores.trusts(new PepperSealer(wiring.pepperCache()))
                        .find("ci-web")
                        .orElseThrow()
                        .lastUsedAt())
                .isEqualTo(token.origin().createdAt());

        assertThat(wiring.deleteToken().execute(self(token), new DeleteToken.Command(token.id(), NONE)))
                .map(Token::id)
                .hasValue(token.id());
        assertThat(authenticator.authenticate(value)).isInstanceOf(AuthenticationResult.Rejected.class);
        assertRejected(exchange(idToken("j1")), RejectionReason.REPLAYED);
    }

    /** Case 6. */
    @Test
    void one_of_concurrent_exchanges_of_an_id_token_gives_a_token() {
        // The first one fetches the keys, for which concurrent ones do not wait.
        exchange(idToken("j0"));
        String idToken = idToken("j2");

        List<Result> results = ConcurrentCalls.run(20, () -> exchange(idToken));

        assertThat(results.stream().filter(Result.Exchanged.class::isInstance)).hasSize(1);
        assertThat(results.stream().filter(Result.Rejected.class::isInstance)).hasSize(19);
        assertThat(stores.tokenQueries().count(EXCHANGED, null, 100)).isEqualTo(2);
    }

    /** Case 34: who can write the table cannot change what a trust gives. */
    @Test
    void trust_that_was_edited_in_the_table_gives_nothing() {
        Map<String, AttributeValue> item = new HashMap<>(table.item("trust#ci-web"));
        String attribute = item.keySet().stream()
                .filter(name -> AttributeValue.fromS("web").equals(item.get(name)))
                .findFirst()
                .orElseThrow();
        item.put(attribute, AttributeValue.fromS("other"));
        table.load(List.of(item));

        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> exchange(idToken("j3")));
        assertThat(stores.tokenQueries().count(EXCHANGED, null, 100)).isZero();
    }

    private void prolong(TokenActor actor, Token token) {
        wiring.updateToken()
                .execute(
                        actor,
                        new UpdateToken.Command(
                                token.id(),
                                NONE,
                                current -> UpdateToken.Change.of(
                                        current, current.settings().withExpiresAt(null))));
    }

    private static TokenActor self(Token token) {
        return new TokenActor(
                new Principal(
                        token.id(),
                        token.origin().owner(),
                        null,
                        token.origin().project(),
                        token.settings().scopes(),
                        false,
                        SecretGeneration.CURRENT,
                        token.settings().expiresAt(),
                        false,
                        null,
                        false,
                        true),
                REQUEST);
    }

    private Result exchange(String idToken) {
        return exchangeToken.execute(REQUEST, new ExchangeToken.Command("ci-web", idToken, Optional.empty()));
    }

    private static String idToken(String id) {
        long now = Instant.now().getEpochSecond();
        return IdTokenCase.signed(
                "rsa",
                "RS256",
                Map.of(
                        "\"j1\"", "\"" + id + "\"",
                        "1773830257", Long.toString(now - 5),
                        "1773830252", Long.toString(now - 10),
                        "1773830557", Long.toString(now + 295)));
    }

    private static void assertRejected(Result result, RejectionReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }
}
