package dev.tokenry.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.aws.FaultyHttpClient;
import dev.tokenry.aws.RandomFaults;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.DynamoStores;
import dev.tokenry.store.dynamodb.TestTable;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Sequences of mixed operations on real stores while DynamoDB throttles, loses responses, resets connections and executes
 * requests after their time-out. Every response must be true: each success is visible, no failure happened after all, and
 * what was returned as unknown is one of both. After each sequence the test compares the secrets and records that exist
 * with those that the responses allow.
 */
@RequiresBackend
class LostResponsesIT {

    private static final int RUNS = Integer.getInteger("tokenry.fault.runs", 200);
    private static final int OPERATIONS_PER_RUN = 6;
    private static final Duration OVERLAP = Duration.ofHours(1);
    private static final int THREADS = 8;

    private final TestTable table = new TestTable();
    private final FaultyHttpClient http = new FaultyHttpClient();
    private final RandomFaults faults = new RandomFaults(http);
    private final DynamoStores stores = DynamoStores.withProductSettings(table, http);
    // Reads what is really stored.
    private final DynamoStores reliable = DynamoStores.reliable(table);
    private final TokenFormat format = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom());
    private final PepperCache peppers = new PepperCache(
            version -> TestDependencies.pepper(version),
            PepperKeys.parse("1=arn:aws:kms:eu-central-1:123456789012:key/one", "1"),
            version -> Optional.of(TestDependencies.pepper(version).checkValue()),
            Instant::now);
    private final TokenIssuer issuer = new TokenIssuer(format, peppers, stores.tokens(), Instant::now);
    private final CreateToken createToken =
            new CreateToken(issuer, stores.idempotency(), stores.tokens(), stores.users(), Instant::now);
    private final RegenerateToken regenerateToken = new RegenerateToken(
            issuer, stores.idempotency(), stores.tokens(), stores.users(), ScopeCatalogue.builtIn(), Instant::now);
    private final UpdateToken updateToken =
            new UpdateToken(stores.tokens(), stores.users(), ScopeCatalogue.builtIn(), Instant::now);
    private final DeleteToken deleteToken = new DeleteToken(stores.tokens(), stores.users(), ScopeCatalogue.builtIn());
    private final PutApiRules putRules = new PutApiRules(stores.rules());
    private final DeleteApiRules deleteRules = new DeleteApiRules(stores.rules());
    private final TokenActor admin = new TokenActor(
            new Principal(
                    format.mint().id(),
                    "admin",
                    null,
                    Scopes.of(Scope.WRITE_TOKENS, Scope.READ_TOKENS, Scope.MANAGE_ALL_TOKENS, Scope.WRITE_USERS),
                    false,
                    SecretGeneration.CURRENT,
                    null),
            new RequestInfo(null, null, null));

    private final AtomicInteger operations = new AtomicInteger();
    private final AtomicInteger successes = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();

    @AfterEach
    void close() {
        faults.close();
        stores.close();
        http.close();
    }

    @Test
    void every_response_is_true() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> runs = new ArrayList<>();
            for (int seed = 0; seed < RUNS; seed++) {
                runs.add(threads.submit(new Run(seed)::execute));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        }
        System.out.printf(
                "Cases tried: lost responses, %d runs, %d operations with %d faults: %d succeeded, %d failed, %d unknown%n",
                RUNS, operations.get(), faults.count(), successes.get(), failures.get(), unknown.get());
        assertThat(faults.count()).isGreaterThan(RUNS);
        assertThat(successes.get()).isGreaterThan(operations.get() / 2);
    }

    /** What a call returned: its result, or nothing if it failed; unknown if the response says so. */
    private record Outcome<T>(Optional<T> result, boolean isUnknown) {}

    private final class Run {

        private final int seed;
        private final Random random;
        // The secrets that may be accepted, and those of them that must be: each was returned, and nothing returned
        // since
        // ended it.
        private final List<PresentedToken> returned = new ArrayList<>();
        private PresentedToken mustWork;
        private boolean mayBeReplaced;
        private Token token;
        private boolean mayBeDeleted;
        private boolean isDeleted;

        private final String name;
        private final String api;

        Run(int seed) {
            this.seed = seed;
            this.name = "user-" + seed;
            this.api = "api" + seed;
            this.random = new Random(seed);
        }

        void execute() {
            create();
            for (int i = 0; i < OPERATIONS_PER_RUN && token != null; i++) {
                switch (random.nextInt(8)) {
                    case 0, 1 -> regenerate(Duration.ZERO);
                    case 2 -> regenerate(OVERLAP);
                    case 3, 4 -> rename();
                    case 5 -> user();
                    case 6 -> rules();
                    default -> {
                        if (random.nextInt(4) == 0) {
                            delete();
                        } else {
                            create();
                        }
                    }
                }
                check();
            }
        }

        private void create() {
            Optional<IdempotencyKey> key = random.nextBoolean()
                    ? IdempotencyKey.parse("key-" + seed + "-" + random.nextInt(1_000_000), "{}")
                    : Optional.empty();
            TokenSettings settings = new TokenSettings(
                    "token-" + random.nextInt(1_000_000), null, true, Scopes.of(Scope.READ_TOKENS), null, null);
            var command = new CreateToken.Command(key, () -> new NewToken(null, null, false, settings));
            Outcome<CreateToken.Result> outcome = call(() -> createToken.execute(admin, command));
            if (outcome.result().orElse(null) instanceof CreateToken.Result.Created(var issued)) {
                token = issued.token();
                returned.clear();
                returned.add(issued.value());
                mustWork = issued.value();
                mayBeReplaced = false;
                mayBeDeleted = false;
                isDeleted = false;
            }
        }

        private void regenerate(Duration overlap) {
            if (isDeleted || mayBeDeleted) {
                return;
            }
            var command = new RegenerateToken.Command(token.id(), overlap, new Precondition.None());
            Outcome<RegenerateToken.Result> outcome = call(() -> regenerateToken.execute(admin, command));
            if (outcome.result().orElse(null) instanceof RegenerateToken.Result.Regenerated(var issued)) {
                returned.add(issued.value());
                mustWork = issued.value();
                // The write of an unknown regeneration can no longer be made: the version has changed.
                mayBeReplaced = false;
            } else if (outcome.isUnknown()) {
                mayBeReplaced = true;
            }
        }

        private void rename() {
            if (isDeleted || mayBeDeleted) {
                return;
            }
            String renamed = "renamed-" + random.nextInt(1_000_000);
            var command = new UpdateToken.Command(
                    token.id(),
                    new Precondition.None(),
                    current -> UpdateToken.Change.of(current, current.settings().withName(renamed)));
            Outcome<UpdateToken.Result> outcome = call(() -> updateToken.execute(admin, command));
            String stored = stored().orElseThrow().settings().name();
            if (outcome.result().isPresent()) {
                assertThat(stored).as("seed %d: renamed", seed).isEqualTo(renamed);
            } else if (!outcome.isUnknown()) {
                assertThat(stored).as("seed %d: not renamed", seed).isNotEqualTo(renamed);
            }
        }

        private void delete() {
            Outcome<?> outcome = call(
                    () -> deleteToken.execute(admin, new DeleteToken.Command(token.id(), new Precondition.None())));
            isDeleted |= outcome.result().isPresent();
            mayBeDeleted |= outcome.isUnknown();
            if (outcome.result().isEmpty() && !outcome.isUnknown() && !mayBeDeleted && !isDeleted) {
                assertThat(stored()).as("seed %d: not deleted", seed).isPresent();
            }
        }

        private void user() {
            Optional<User> before = reliable.users().find(name);
            if (before.isPresent() && random.nextBoolean()) {
                Outcome<?> outcome =
                        call(() -> requireWritten(stores.users().delete(before.get()) instanceof WriteResult.Written));
                if (!outcome.isUnknown()) {
                    assertThat(reliable.users().find(name).isEmpty())
                            .as("seed %d: user deleted", seed)
                            .isEqualTo(outcome.result().isPresent());
                }
                return;
            }
            User user = new User(
                    name,
                    User.newId(random),
                    "first-" + random.nextInt(1_000_000),
                    null,
                    true,
                    Scopes.NONE,
                    true,
                    System.nanoTime());
            Outcome<?> outcome = call(() -> requireWritten(
                    before.isEmpty()
                            ? stores.users().insert(user)
                            : stores.users().replace(before.get(), user) instanceof WriteResult.Written));
            if (!outcome.isUnknown()) {
                assertThat(reliable.users()
                                .find(name)
                                .map(User::firstName)
                                .filter(user.firstName()::equals)
                                .isPresent())
                        .as("seed %d: user written", seed)
                        .isEqualTo(outcome.result().isPresent());
            }
        }

        private void rules() {
            IamActor actor = new IamActor("function", "request");
            ApiRules rules = new ApiRules(
                    List.of("GET /x" + random.nextInt(1_000_000) + " authenticated"), Duration.ZERO, false);
            boolean deletes = random.nextInt(3) == 0;
            Outcome<Boolean> outcome = call(() -> {
                if (deletes) {
                    deleteRules.execute(actor, new DeleteApiRules.Command(api));
                } else {
                    putRules.execute(actor, new PutApiRules.Command(api, rules));
                }
                return true;
            });
            Optional<ApiRules> stored = reliable.rules().find(api);
            if (outcome.result().isPresent()) {
                assertThat(stored)
                        .as("seed %d: rules written", seed)
                        .isEqualTo(deletes ? Optional.empty() : Optional.of(rules));
            } else if (!outcome.isUnknown() && !deletes) {
                assertThat(stored).as("seed %d: rules not written", seed).isNotEqualTo(Optional.of(rules));
            }
        }

        /** Checks the secrets and the token against the responses. */
        private void check() {
            if (isDeleted) {
                assertThat(stored()).as("seed %d: deleted", seed).isEmpty();
                return;
            }
            if (!mayBeReplaced && !mayBeDeleted) {
                assertThat(isAccepted(mustWork))
                        .as("seed %d: last returned secret", seed)
                        .isTrue();
            }
            List<PresentedToken> accepted =
                    returned.stream().filter(this::isAccepted).toList();
            assertThat(accepted).as("seed %d: at most two live secrets", seed).hasSizeLessThanOrEqualTo(2);
        }

        private boolean isAccepted(PresentedToken secret) {
            return new Authenticator(format, reliable.credentials(), peppers, Instant::now)
                            .authenticate(secret.reveal())
                    instanceof Authenticated;
        }

        private Optional<Token> stored() {
            return reliable.tokens().find(token.id());
        }

        private static boolean requireWritten(boolean written) {
            if (!written) {
                throw new ApiException.PreconditionFailedException("The token changed.");
            }
            return true;
        }

        private <T> Outcome<T> call(Callable<T> operation) {
            operations.incrementAndGet();
            faults.start(random);
            try {
                T result = operation.call();
                successes.incrementAndGet();
                return new Outcome<>(Optional.of(result), false);
            } catch (OutcomeUnknownException e) {
                unknown.incrementAndGet();
                return new Outcome<>(Optional.empty(), true);
            } catch (ServiceUnavailableException | ApiException e) {
                failures.incrementAndGet();
                return new Outcome<>(Optional.empty(), false);
            } catch (Exception e) {
                throw new AssertionError("seed " + seed, e);
            } finally {
                faults.stop();
            }
        }
    }
}
