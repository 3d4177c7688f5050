package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.administration.CreateToken;
import dev.tokenry.administration.DeleteApiRules;
import dev.tokenry.administration.DeleteToken;
import dev.tokenry.administration.DeleteUser;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.NewToken;
import dev.tokenry.administration.PutApiRules;
import dev.tokenry.administration.PutUser;
import dev.tokenry.administration.RegenerateToken;
import dev.tokenry.administration.UpdateToken;
import dev.tokenry.administration.UserDetails;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.RandomFaults;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.Outcome.Kind;
import dev.tokenry.functions.tokens.BulkTokensHandler;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.AuthorizerContextCodec;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.dynamodb.DynamoStores;
import dev.tokenry.store.dynamodb.TestTable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Sequences of mixed operations on real stores while DynamoDB throttles, loses responses, resets connections and
 * executes requests after their time-out. Every response must be true: each success is visible, no failure happened
 * after all, and what was returned as unknown is one of both. After each operation the test compares the tokens, their
 * secrets, the user and the rules with those that the responses allow; and again at the end, when the last late request
 * was executed.
 */
@RequiresBackend
class LostResponsesIT {

    private static final int RUNS = Integer.getInteger("tokenry.fault.runs", 30);
    private static final int OPERATIONS_PER_RUN = 6;
    private static final int MAX_TOKENS_PER_RUN = 3;
    private static final Duration OVERLAP = Duration.ofHours(1);
    private static final int THREADS = 8;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Precondition NONE = new Precondition.None();
    private static final IamActor IAM = new IamActor("function", "request");
    private static final Context CONTEXT = SilentContext.create();

    private final TestTable table = new TestTable();
    private final FaultyHttpClient http = new FaultyHttpClient();
    private final RandomFaults faults = new RandomFaults(http);
    private final DynamoStores stores = DynamoStores.withProductSettings(table, http);
    // Reads what is really stored.
    private final DynamoStores reliable = DynamoStores.reliable(table);
    private final Wiring wiring = DynamoDependencies.wiring(stores);
    private final TokenFormat format = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom());
    private final Authenticator authenticator =
            new Authenticator(format, reliable.credentials(), wiring.pepperCache(), Instant::now);

    private final CreateToken createToken = wiring.createToken();
    private final RegenerateToken regenerateToken = wiring.regenerateToken();
    private final UpdateToken updateToken = wiring.updateToken();
    private final DeleteToken deleteToken = wiring.deleteToken();
    private final BulkTokensHandler bulk = new BulkTokensHandler(wiring);
    private final PutUser putUser = wiring.putUser();
    private final DeleteUser deleteUser = wiring.deleteUser();
    private final PutApiRules putRules = wiring.putApiRules();
    private final DeleteApiRules deleteRules = wiring.deleteApiRules();

    private final Principal principal = Administrator.principal(format.mint().id());
    private final TokenActor admin = Administrator.actor(principal);

    private final Set<String> namesOfFailedCreations = ConcurrentHashMap.newKeySet();
    private final AtomicInteger operations = new AtomicInteger();
    private final AtomicInteger bulkItems = new AtomicInteger();
    private final Map<Kind, AtomicInteger> outcomes = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        faults.close();
        stores.close();
        reliable.close();
        http.close();
    }

    @Test
    void every_response_is_true() throws Exception {
        List<Run> runs = new ArrayList<>();
        for (int seed = 0; seed < RUNS; seed++) {
            runs.add(new Run(seed));
        }
        inParallel(runs.stream().<Runnable>map(run -> run::execute).toList());
        faults.close();
        inParallel(runs.stream().<Runnable>map(run -> run::check).toList());
        assertThat(reliable.tokenQueries().listSummaries(new TokenFilter.All(), null, Integer.MAX_VALUE))
                .extracting(TokenSummary::name)
                .isNotEmpty()
                .doesNotContainAnyElementsOf(namesOfFailedCreations);

        System.out.printf(
                "Cases tried: lost responses, %d runs, %d operations and %d items of bulk requests with %d faults: %s%n",
                RUNS, operations.get(), bulkItems.get(), faults.count(), outcomes);
        assertThat(faults.count()).isGreaterThan(RUNS);
        assertThat(outcomes.get(Kind.SUCCEEDED).get())
                .isGreaterThan(
                        outcomes.values().stream().mapToInt(AtomicInteger::get).sum() / 2);
    }

    private static void inParallel(List<Runnable> tasks) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<?> task : tasks.stream().map(threads::submit).toList()) {
                task.get();
            }
        }
    }

    private final class Run {

        private final int seed;
        private final Random random;
        private final String userName;
        private final String api;
        private final List<ExpectedToken> tokens = new ArrayList<>();
        private final PossibleValues<Optional<String>> firstName = new PossibleValues<>(Optional.empty());
        private final PossibleValues<Optional<ApiRules>> rules = new PossibleValues<>(Optional.empty());

        Run(int seed) {
            this.seed = seed;
            this.userName = "user-" + seed;
            this.api = "api" + seed;
            this.random = new Random(seed);
        }

        void execute() {
            for (int i = 0; i < OPERATIONS_PER_RUN; i++) {
                operate();
                check();
            }
        }

        private void operate() {
            if (tokens.isEmpty()) {
                create();
                return;
            }
            ExpectedToken token = tokens.get(random.nextInt(tokens.size()));
            switch (random.nextInt(12)) {
                case 0, 1 -> regenerate(token, Duration.ZERO);
                case 2 -> regenerate(token, OVERLAP);
                case 3 -> rename(token);
                case 4, 5, 6 -> bulk();
                case 7, 8 -> putUser();
                case 9 -> deleteUser();
                case 10 -> rules();
                default -> {
                    if (tokens.size() == MAX_TOKENS_PER_RUN) {
                        delete(token);
                    } else {
                        create();
                    }
                }
            }
        }

        private void create() {
            Optional<IdempotencyKey> key = random.nextBoolean()
                    ? IdempotencyKey.parse("key-" + seed + "-" + random.nextInt(1_000_000), "{}")
                    : Optional.empty();
            String name = newText();
            TokenSettings settings = new TokenSettings(name, null, true, Scopes.of(Scope.READ_TOKENS), null, null);
            var command = new CreateToken.Command(key, () -> new NewToken(null, null, false, settings));
            Outcome<IssuedToken> outcome = call(() -> switch (createToken.execute(admin, command)) {
                case CreateToken.Result.Created(var issued) -> issued;
                case CreateToken.Result.Replayed _ -> throw new AssertionError("Each key is used once");
            });
            outcome.result().map(ExpectedToken::new).ifPresent(tokens::add);
            if (outcome.kind() == Kind.FAILED) {
                namesOfFailedCreations.add(name);
            }
        }

        private void regenerate(ExpectedToken token, Duration overlap) {
            var command = new RegenerateToken.Command(token.id(), overlap, NONE);
            Outcome<IssuedToken> outcome = call(() -> switch (regenerateToken.execute(admin, command)) {
                case RegenerateToken.Result.Regenerated(var issued) -> issued;
                case RegenerateToken.Result.Replayed _ -> throw new AssertionError("No key was sent");
            });
            token.regenerate(outcome, overlap);
        }

        private void rename(ExpectedToken token) {
            String name = newText();
            var command = new UpdateToken.Command(
                    token.id(),
                    NONE,
                    current -> UpdateToken.Change.of(current, current.settings().withName(name)));
            token.rename(call(() -> updateToken.execute(admin, command)), name);
        }

        private void delete(ExpectedToken token) {
            token.delete(call(() -> deleteToken.execute(admin, new DeleteToken.Command(token.id(), NONE))));
        }

        /** Sends a bulk request for some of the tokens, and sometimes for one that never existed. */
        private void bulk() {
            Collections.shuffle(tokens, random);
            List<ExpectedToken> some = tokens.subList(0, 1 + random.nextInt(tokens.size()));
            List<TokenId> ids = some.stream().map(ExpectedToken::id).collect(Collectors.toList());
            if (random.nextInt(4) == 0) {
                ids.add(format.mint().id());
            }
            String action = List.of("enable", "disable", "disable", "delete").get(random.nextInt(4));
            Map<TokenId, Optional<Long>> before =
                    some.stream().collect(Collectors.toMap(ExpectedToken::id, this::version));

            JsonNode results = bulk(action, ids).path("results");

            assertThat(results).extracting(it -> it.path("id").textValue()).isEqualTo(values(ids));
            for (int i = 0; i < some.size(); i++) {
                ExpectedToken token = some.get(i);
                Outcome<?> outcome = outcome(results.get(i));
                if (action.equals("delete")) {
                    token.delete(outcome);
                } else {
                    boolean isChanged = !version(token).equals(before.get(token.id()));
                    token.setEnabled(outcome, action.equals("enable"), isChanged);
                }
            }
            if (ids.size() > some.size()) {
                assertThat(outcome(results.get(some.size())).kind()).isIn(Kind.NOT_FOUND, Kind.FAILED);
            }
        }

        private JsonNode bulk(String action, List<TokenId> ids) {
            ProxyRequestContext context = new ProxyRequestContext();
            context.setAuthorizer(Map.copyOf(AuthorizerContextCodec.encode(principal)));
            APIGatewayProxyRequestEvent event = new APIGatewayProxyRequestEvent()
                    .withBody(JSON.valueToTree(Map.of("action", action, "ids", values(ids)))
                            .toString())
                    .withRequestContext(context);
            APIGatewayProxyResponseEvent response =
                    call(() -> bulk.handleRequest(event, CONTEXT)).result().orElseThrow();
            assertThat(response.getStatusCode()).as(response.getBody()).isEqualTo(200);
            return parse(response.getBody());
        }

        private Outcome<?> outcome(JsonNode item) {
            bulkItems.incrementAndGet();
            Kind kind = switch (item.path("status").intValue()) {
                case 204 -> Kind.SUCCEEDED;
                case 404 -> Kind.NOT_FOUND;
                case 409 -> Kind.FAILED;
                case 503 -> item.at("/error/reason").textValue().equals("outcome-unknown") ? Kind.UNKNOWN : Kind.FAILED;
                default -> throw new AssertionError("seed " + seed + ": " + item);
            };
            count(kind);
            return Outcome.of(kind);
        }

        private void putUser() {
            String first = newText();
            var details = new UserDetails(
                    OwnerName.of(userName), first, null, true, Scopes.NONE, random.nextBoolean(), false);
            Outcome<User> outcome = call(() -> putUser.execute(admin, new PutUser.Command(() -> details, NONE))
                    .value());
            switch (outcome.kind()) {
                case SUCCEEDED -> {
                    firstName.is(Optional.of(first));
                    assertThat(reliable.users().find(OwnerName.of(userName)))
                            .as("seed %d: user", seed)
                            .isEqualTo(outcome.result());
                }
                case UNKNOWN -> firstName.mayBecome(Optional.of(first));
                case NOT_FOUND -> throw new AssertionError("seed " + seed + ": a user can be created");
                case FAILED -> {}
            }
        }

        private void deleteUser() {
            Outcome<Optional<User>> outcome =
                    call(() -> deleteUser.execute(admin, new DeleteUser.Command(OwnerName.of(userName), NONE)));
            switch (outcome.kind()) {
                // A write that comes late finds the tombstone.
                case SUCCEEDED -> firstName.is(Optional.empty());
                case UNKNOWN -> firstName.mayBecome(Optional.empty());
                case NOT_FOUND -> {
                    assertThat(firstName.contains(Optional.empty()))
                            .as("seed %d: no user", seed)
                            .isTrue();
                    firstName.isForNow(Optional.empty());
                }
                case FAILED -> {}
            }
        }

        private void rules() {
            boolean deletes = random.nextInt(3) == 0;
            ApiRules written = new ApiRules(List.of("GET /" + newText() + " authenticated"), Duration.ZERO, false);
            Outcome<Boolean> outcome = call(() -> {
                if (deletes) {
                    deleteRules.execute(IAM, new DeleteApiRules.Command(api));
                } else {
                    putRules.execute(IAM, new PutApiRules.Command(api, written, List.of()));
                }
                return true;
            });
            Optional<ApiRules> after = deletes ? Optional.empty() : Optional.of(written);
            switch (outcome.kind()) {
                case SUCCEEDED -> {
                    if (deletes) {
                        rules.isForNow(after);
                    } else {
                        rules.is(after);
                    }
                }
                case UNKNOWN -> rules.mayBecome(after);
                case NOT_FOUND -> throw new AssertionError("seed " + seed + ": rules can be created");
                case FAILED -> {}
            }
        }

        /** Compares what is stored with the responses. */
        void check() {
            try {
                tokens.forEach(token -> token.check(stored(token), this::isAccepted));
                Optional<String> storedName =
                        reliable.users().find(OwnerName.of(userName)).map(User::firstName);
                assertThat(firstName.contains(storedName))
                        .as("user %s: %s", storedName, firstName)
                        .isTrue();
                Optional<ApiRules> storedRules = reliable.rules().find(api);
                assertThat(rules.contains(storedRules))
                        .as("rules %s: %s", storedRules, rules)
                        .isTrue();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
        }

        private boolean isAccepted(PresentedToken secret) {
            return authenticator.authenticate(secret.reveal()) instanceof Authenticated;
        }

        private Optional<Token> stored(ExpectedToken token) {
            return reliable.tokens().find(token.id());
        }

        private Optional<Long> version(ExpectedToken token) {
            return stored(token).map(Token::version);
        }

        private String newText() {
            return "s" + seed + "-" + random.nextInt(1_000_000);
        }

        private static List<String> values(List<TokenId> ids) {
            return ids.stream().map(TokenId::value).toList();
        }

        private static JsonNode parse(String json) {
            try {
                return JSON.readTree(json);
            } catch (Exception e) {
                throw new AssertionError(json, e);
            }
        }

        private <T> Outcome<T> call(Callable<T> operation) {
            operations.incrementAndGet();
            Outcome<T> outcome = outcome(operation);
            count(outcome.kind());
            return outcome;
        }

        private <T> Outcome<T> outcome(Callable<T> operation) {
            faults.start(random);
            try {
                return Outcome.succeeded(operation.call());
            } catch (OutcomeUnknownException e) {
                return Outcome.of(Kind.UNKNOWN);
            } catch (ApiException.NotFoundException e) {
                return Outcome.of(Kind.NOT_FOUND);
            } catch (ServiceUnavailableException | ApiException.ConflictException e) {
                return Outcome.of(Kind.FAILED);
            } catch (Exception e) {
                throw new AssertionError("seed " + seed, e);
            } finally {
                faults.stop();
            }
        }

        private void count(Kind kind) {
            outcomes.computeIfAbsent(kind, _ -> new AtomicInteger()).incrementAndGet();
        }
    }
}
