package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.administration.CreateToken;
import dev.tokenry.administration.DeleteUser;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.NewToken;
import dev.tokenry.administration.PutResult;
import dev.tokenry.administration.PutUser;
import dev.tokenry.administration.UpdateToken;
import dev.tokenry.administration.UserDetails;
import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.error.ApiException;
import dev.tokenry.exchange.trust.InMemoryTrustStore;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenFilter;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.dynamodb.DynamoStores;
import dev.tokenry.store.dynamodb.TestTable;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Personal tokens that are created for a user, handed to it and enabled while the user is deleted. All of it can
 * succeed, because the index that counts the tokens of a user has a delay. Then no such token works, also after the
 * name is in use again.
 */
@RequiresBackend
class UserDeletionRaceIT {

    private static final int ROUNDS = Integer.getInteger("tokenry.race.rounds", 20);
    private static final Precondition NONE = new Precondition.None();
    private static final OwnerName OTHER = OwnerName.of("other");

    /** What gives a token to the user during its deletion. */
    private enum Gift {
        CREATION,
        OWNER,
        ENABLING
    }

    private final TestTable table = new TestTable();
    private final DynamoStores stores = DynamoStores.reliable(table);
    private final Wiring wiring = DynamoDependencies.wiring(stores);
    private final TokenFormat format = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom());
    private final Authenticator authenticator =
            new Authenticator(format, stores.credentials(), wiring.pepperCache(), Instant::now);

    private final CreateToken createToken = wiring.createToken();
    private final UpdateToken updateToken = wiring.updateToken();
    private final PutUser putUser = wiring.putUser();
    private final DeleteUser deleteUser = wiring.deleteUser();
    /** Deletes a user whose tokens are so new that the index does not have them yet. */
    private final DeleteUser deleteUserByOldIndex = new DeleteUser(
            stores.users(),
            stores.projects(),
            new OldIndex(stores.tokenQueries()),
            new InMemoryTrustStore(),
            wiring.clock());

    private final TokenActor admin =
            Administrator.actor(Administrator.principal(format.mint().id()));

    private final Map<Gift, Integer> bothSucceeded = new EnumMap<>(Gift.class);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void no_token_of_a_deleted_user_works_after_the_name_is_in_use_again() throws Exception {
        putUser(OTHER);
        try (ExecutorService threads = Executors.newFixedThreadPool(1 + Gift.values().length)) {
            for (int i = 0; i < ROUNDS; i++) {
                new Round(i, threads).run();
            }
        }

        System.out.printf("Cases tried: deletion of users, %d rounds, both succeeded: %s%n", ROUNDS, bothSucceeded);
        assertThat(bothSucceeded).containsKeys(Gift.values());
    }

    private final class Round {

        private final OwnerName user;
        private final int number;
        private final boolean indexIsOld;
        private final ExecutorService threads;

        Round(int number, ExecutorService threads) {
            this.number = number;
            this.threads = threads;
            this.user = OwnerName.of("user-" + number);
            // With an index that has the disabled token, no user is ever deleted.
            this.indexIsOld = number % 4 != 0;
        }

        void run() throws Exception {
            putUser(user);
            IssuedToken others = create(OTHER, true, Optional.empty());
            Optional<IssuedToken> disabled =
                    indexIsOld ? Optional.of(create(user, false, Optional.empty())) : Optional.empty();
            Optional<IdempotencyKey> key =
                    number % 2 == 0 ? Optional.empty() : IdempotencyKey.parse("key-" + number, "{}");
            // The authenticator remembers the owner of this token.
            assertThat(isAccepted(others)).isTrue();

            Map<Gift, Callable<IssuedToken>> gifts = new EnumMap<>(Gift.class);
            gifts.put(Gift.CREATION, () -> create(user, true, key));
            gifts.put(Gift.OWNER, () -> setOwner(others));
            disabled.ifPresent(token -> gifts.put(Gift.ENABLING, () -> enable(token)));
            CyclicBarrier start = new CyclicBarrier(1 + gifts.size());
            Future<Boolean> deletion = after(start, () -> delete(indexIsOld ? deleteUserByOldIndex : deleteUser));
            Map<Gift, Future<Optional<IssuedToken>>> outcomes = new EnumMap<>(Gift.class);
            gifts.forEach((gift, call) -> outcomes.put(gift, after(start, () -> unlessInvalid(call))));
            boolean deleted = deletion.get();
            Map<Gift, IssuedToken> given = new EnumMap<>(Gift.class);
            for (Gift gift : gifts.keySet()) {
                outcomes.get(gift).get().ifPresent(token -> given.put(gift, token));
            }

            given.forEach((gift, token) -> {
                assertThat(isAccepted(token)).as("%s in round %d", gift, number).isNotEqualTo(deleted);
                if (deleted) {
                    bothSucceeded.merge(gift, 1, Integer::sum);
                }
            });
            if (given.size() < gifts.size()) {
                assertThat(deleted).as("nothing else makes a gift fail").isTrue();
            }
            if (!given.containsKey(Gift.OWNER)) {
                assertThat(isAccepted(others)).as("stays with the other user").isTrue();
            }

            if (!deleted) {
                assertThat(delete(deleteUserByOldIndex)).isTrue();
            }
            putUser(user);
            assertThat(given.values())
                    .as("after the name is in use again")
                    .noneMatch(UserDeletionRaceIT.this::isAccepted);
            disabled.filter(_ -> !given.containsKey(Gift.ENABLING)).ifPresent(token -> {
                assertThat(unlessInvalid(() -> enable(token))).isEmpty();
                assertThat(isAccepted(token)).isFalse();
            });
            assertThat(isAccepted(create(user, true, Optional.empty()))).isTrue();
        }

        private <T> Future<T> after(CyclicBarrier start, Callable<T> call) {
            return threads.submit(() -> {
                start.await();
                return call.call();
            });
        }

        private boolean delete(DeleteUser useCase) {
            try {
                return useCase.execute(admin, new DeleteUser.Command(user, NONE))
                        .isPresent();
            } catch (ApiException.ConflictException e) {
                return false;
            }
        }

        private IssuedToken setOwner(IssuedToken issued) {
            return update(issued, token -> new UpdateToken.Change(user, token.settings(), false));
        }

        private IssuedToken enable(IssuedToken issued) {
            return update(
                    issued,
                    token -> UpdateToken.Change.of(token, token.settings().withEnabled(true)));
        }
    }

    private void putUser(OwnerName name) {
        var details = new UserDetails(name, null, null, true, Scopes.of(Scope.READ_TOKENS), true, true);
        assertThat(putUser.execute(admin, new PutUser.Command(() -> details, NONE)))
                .isInstanceOf(PutResult.Created.class);
    }

    private IssuedToken create(OwnerName owner, boolean enabled, Optional<IdempotencyKey> key) {
        var settings = new TokenSettings("raced", null, enabled, Scopes.of(Scope.READ_TOKENS), null, null);
        var command = new CreateToken.Command(key, () -> new NewToken(owner, null, true, settings));
        return switch (createToken.execute(admin, command)) {
            case CreateToken.Result.Created(var issued) -> issued;
            case CreateToken.Result.Replayed _ -> throw new AssertionError("Each key is used once");
        };
    }

    private IssuedToken update(IssuedToken issued, Function<Token, UpdateToken.Change> change) {
        var command = new UpdateToken.Command(issued.token().id(), NONE, change);
        return new IssuedToken(
                issued.value(), updateToken.execute(admin, command).token());
    }

    /** Returns empty if the call finds that the owner is not, or no longer, the user for whom the token would work. */
    private static Optional<IssuedToken> unlessInvalid(Callable<IssuedToken> call) {
        try {
            return Optional.of(call.call());
        } catch (ApiException.InvalidRequestException e) {
            return Optional.empty();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean isAccepted(IssuedToken token) {
        return authenticator.authenticate(token.value().reveal()) instanceof Authenticated;
    }

    /** An index that has no token yet. */
    private record OldIndex(TokenQueryStore current) implements TokenQueryStore {

        @Override
        public List<TokenSummary> listSummaries(TokenFilter filter, @Nullable IndexPosition after, int limit) {
            return List.of();
        }

        @Override
        public int count(TokenFilter filter, IndexPosition after, int limit) {
            return 0;
        }

        @Override
        public Map<TokenId, Instant> findLastUses(List<TokenId> ids) {
            return current.findLastUses(ids);
        }

        @Override
        public Map<TokenId, LastUse> findScopeUses(List<TokenSummary> tokens) {
            return current.findScopeUses(tokens);
        }

        @Override
        public ScopeUse findScopeUse(Token token) {
            return current.findScopeUse(token);
        }

        @Override
        public List<Token> findAll(List<TokenId> ids, Consumer<TokenId> onDamaged) {
            return current.findAll(ids, onDamaged);
        }
    }
}
