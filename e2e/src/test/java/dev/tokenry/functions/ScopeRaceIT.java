package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.administration.CreateToken;
import dev.tokenry.administration.DeleteApiRules;
import dev.tokenry.administration.DeleteScope;
import dev.tokenry.administration.NewToken;
import dev.tokenry.administration.PutApiRules;
import dev.tokenry.administration.PutScope;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue.Entry;
import dev.tokenry.model.ScopeDeclaration;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.dynamodb.DynamoStores;
import dev.tokenry.store.dynamodb.TestTable;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A scope that is deleted, declared by two APIs and granted to a token, all at the same moment. Whatever comes first,
 * the rules of an API and its scopes are written together, and an API takes up the scope of others only if no token has
 * it.
 */
@RequiresBackend
class ScopeRaceIT {

    private static final int ROUNDS = Integer.getInteger("tokenry.race.rounds", 20);
    private static final IamActor IAM = new IamActor("rules", "request-1");
    private static final Precondition NONE = new Precondition.None();
    private static final String DESCRIPTION = "A scope of this round";

    private final DynamoStores stores = DynamoStores.reliable(new TestTable());
    private final Wiring wiring = DynamoDependencies.wiring(stores);
    private final TokenActor admin =
            Administrator.actor(Administrator.principal(new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom())
                    .mint()
                    .id()));
    private final Map<String, Integer> outcomes = new TreeMap<>();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void rules_and_scopes_agree_and_no_stranger_takes_up_a_scope_that_a_token_has() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < ROUNDS; i++) {
                new Round(i).run(threads);
            }
        }

        System.out.printf("Cases tried: races of scopes, %d rounds, deleted/a/b/granted: %s%n", ROUNDS, outcomes);
        assertThat(outcomes).hasSizeGreaterThan(1);
    }

    private final class Round {

        private final int number;
        private final Scope scope;

        Round(int number) {
            this.number = number;
            this.scope = new Scope("round" + number + ".read");
        }

        void run(ExecutorService threads) throws Exception {
            wiring.putScope()
                    .execute(
                            admin,
                            new PutScope.Command(() -> new PutScope.Details(scope, DESCRIPTION, false, null), NONE));
            List<Callable<Boolean>> calls = List.of(
                    this::delete, () -> declare("a", DESCRIPTION), () -> declare("b", DESCRIPTION), this::grant);
            List<Future<Boolean>> results = threads.invokeAll(calls);
            boolean deleted = results.get(0).get();
            boolean granted = results.get(3).get();
            outcomes.merge(
                    deleted + "/" + results.get(1).get() + "/" + results.get(2).get() + "/" + granted, 1, Integer::sum);

            assertAgrees("a", results.get(1).get());
            assertAgrees("b", results.get(2).get());

            withdraw("a");
            withdraw("b");
            assertThat(declare("c", "A scope of a stranger"))
                    .as("round %d: taken up", number)
                    .isEqualTo(!granted);
        }

        private void assertAgrees(String api, boolean written) {
            OwnScope record = stores.scopes().findRecords(List.of(scope)).get(scope.key());
            assertThat(stores.rules().find(api + number).isPresent())
                    .as("round %d: rules of %s", number, api)
                    .isEqualTo(written);
            assertThat(record.apis().contains(api + number))
                    .as("round %d: scope of %s in %s", number, api, record)
                    .isEqualTo(written);
        }

        private boolean delete() {
            return succeeds(() -> wiring.deleteScope().execute(admin, new DeleteScope.Command(scope, NONE)));
        }

        private boolean declare(String api, String description) {
            ApiRules rules = new ApiRules(List.of("GET / anyOf(" + scope + ")"), Duration.ZERO, true);
            return succeeds(() -> wiring.putApiRules()
                    .execute(
                            IAM,
                            new PutApiRules.Command(
                                    api + number, rules, List.of(new ScopeDeclaration(scope, description)))));
        }

        private void withdraw(String api) {
            wiring.deleteApiRules().execute(IAM, new DeleteApiRules.Command(api + number));
        }

        private boolean grant() {
            boolean grantable = wiring.scopeReader()
                    .catalogueOf(List.of(scope.name()))
                    .findEntry(scope.name())
                    .filter(Entry::isGrantable)
                    .isPresent();
            TokenSettings settings = new TokenSettings("t", null, true, Scopes.of(scope), null, null);
            return grantable
                    && succeeds(() -> wiring.createToken()
                            .execute(
                                    admin,
                                    new CreateToken.Command(
                                            Optional.empty(), () -> new NewToken(null, null, false, settings))));
        }

        private boolean succeeds(Runnable call) {
            try {
                call.run();
                return true;
            } catch (ApiException.ConflictException | ApiException.NotFoundException e) {
                return false;
            }
        }
    }
}
