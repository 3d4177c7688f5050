package dev.tokenry.store;

import dev.tokenry.store.DynamoTable.Written;
import dev.tokenry.store.DynamoTransaction.Outcome;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tokens in DynamoDB, one item each. A deleted token leaves a tombstone under its id until the retention is over, as an
 * expired one stays for that long.
 */
public final class DynamoTokenStore implements TokenStore {

    private final DynamoTable table;
    private final Duration retention;
    private final InstantSource clock;
    private final BooleanSupplier uniqueNames;
    private final TokenTransactions transactions;

    /** @param uniqueNames whether names are unique; not asked before a write that gives a token its name or takes it */
    public DynamoTokenStore(
            DynamoDbClient dynamo,
            String table,
            Duration retention,
            InstantSource clock,
            RandomGenerator random,
            BooleanSupplier uniqueNames) {
        this.table = new DynamoTable(dynamo, table, random);
        this.retention = retention;
        this.clock = clock;
        this.uniqueNames = uniqueNames;
        this.transactions = new TokenTransactions(this.table, retention, clock, uniqueNames);
    }

    @Override
    public Optional<Token> find(TokenId id) {
        return table.find(id.value()).flatMap(item -> TokenItem.read(id, item));
    }

    @Override
    public boolean insert(Token token) {
        if (!uniqueNames.getAsBoolean()) {
            return table.insert(token.id().value(), TokenItem.whole(token, retention))
                    .done();
        }
        return switch (transactions.insert(token, transaction -> {})) {
            case Outcome.Done _ -> true;
            case Outcome.Refused _ -> false;
            case Outcome.Busy busy -> throw busy.problem();
        };
    }

    @Override
    public Replacement replace(Token read, Token next) {
        boolean renames = !next.settings().name().equals(read.settings().name());
        if (renames && uniqueNames.getAsBoolean()) {
            return rename(read, next);
        }
        Attributes change = TokenItem.changeable(next.withVersion(read.version() + 1), retention);
        Written written = table.update(read.id().value(), change, TokenItem.unchangedSince(read));
        return current(read.id(), written.item())
                .map(now -> written.done() ? new Replacement.Done(now) : new Replacement.Outdated(now))
                .orElseGet(Replacement.Gone::new);
    }

    @Override
    public Replacement delete(Token read) {
        // A claim on a name never keeps a token alive: what the transaction cannot do is done without it.
        if (uniqueNames.getAsBoolean() && transactions.delete(read) instanceof Outcome.Done) {
            return new Replacement.Done(read);
        }
        Attributes change = TokenItem.tombstone(read, clock.instant(), retention);
        Written written = table.update(read.id().value(), change, TokenItem.unchangedSince(read));
        if (written.done()) {
            return new Replacement.Done(read);
        }
        return cameSecond(read.id(), written.item());
    }

    private Replacement rename(Token read, Token next) {
        Token renamed = read.withSettings(next.settings()).withSecrets(next.secrets()).withVersion(read.version() + 1);
        return switch (transactions.rename(read, renamed)) {
            case Outcome.Done _ -> new Replacement.Done(renamed);
            case Outcome.Refused(var items) ->
                cameSecond(read.id(), items.getOrDefault(read.id().value(), Map.of()));
            case Outcome.Busy busy -> throw busy.problem();
        };
    }

    private static Replacement cameSecond(TokenId id, Map<String, AttributeValue> item) {
        return current(id, item).<Replacement>map(Replacement.Outdated::new).orElseGet(Replacement.Gone::new);
    }

    private static Optional<Token> current(TokenId id, Map<String, AttributeValue> item) {
        return item.isEmpty() ? Optional.empty() : TokenItem.read(id, item);
    }
}
