package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.DynamoTransaction.TransactionResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores tokens in DynamoDB, one item each. A deleted token leaves a tombstone under its id; expired tokens and
 * tombstones are purged after the retention.
 */
public final class DynamoTokenStore implements TokenStore {

    private final DynamoTable table;
    private final Duration retention;
    private final InstantSource clock;
    private final BooleanSupplier uniqueNames;
    private final TokenTransactions transactions;

    /**
     * @param retention the time from the expiration or deletion of a token to its purge
     * @param uniqueNames returns whether unique names are enforced; called only before an insert, a rename or a delete
     */
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
        return table.getItem(id.value()).flatMap(item -> TokenItem.fromItem(id, item));
    }

    @Override
    public boolean insert(Token token, ChangeStamp stamp) {
        if (!uniqueNames.getAsBoolean()) {
            return table.putIfAbsent(token.id().value(), TokenItem.fullItem(token, retention), stamp)
                    .applied();
        }
        return switch (transactions.insert(token, transaction -> {}, stamp)) {
            case TransactionResult.Committed _ -> true;
            case TransactionResult.ConditionFailed _ -> false;
            case TransactionResult.Contended contended -> throw contended.toException();
        };
    }

    @Override
    public WriteResult<Token> replace(Token current, Token updated, ChangeStamp stamp) {
        boolean isRename = !NameReservation.key(updated).equals(NameReservation.key(current));
        if (isRename && uniqueNames.getAsBoolean()) {
            return rename(current, updated, stamp);
        }
        ItemBuilder update = TokenItem.replacement(current, updated.withVersion(current.version() + 1), retention);
        return table.update(current.id().value(), update, TokenConditions.replaceable(current, updated), stamp)
                .toResult(item -> TokenItem.fromItem(current.id(), item));
    }

    @Override
    public WriteResult<Token> delete(Token current, ChangeStamp stamp) {
        // A problem with the name reservation must not prevent a delete: if the transaction fails, only the token is
        // deleted.
        if (uniqueNames.getAsBoolean() && transactions.delete(current, stamp) instanceof TransactionResult.Committed) {
            return new WriteResult.Written<>(current);
        }
        ItemBuilder tombstone = TokenItem.tombstone(clock.instant(), retention);
        ConditionalWrite write =
                table.update(current.id().value(), tombstone, TokenConditions.versionUnchanged(current), stamp);
        return write.applied()
                ? new WriteResult.Written<>(current)
                : write.toResult(item -> TokenItem.fromItem(current.id(), item));
    }

    @Override
    public boolean deleteDamaged(TokenId id, ChangeStamp stamp) {
        return table.update(
                        id.value(), TokenItem.tombstone(clock.instant(), retention), TokenConditions.exists(), stamp)
                .applied();
    }

    private WriteResult<Token> rename(Token current, Token updated, ChangeStamp stamp) {
        Token renamed = current.withOrigin(updated.origin())
                .withSettings(updated.settings())
                .withSecrets(updated.secrets())
                .withLifecycle(updated.lifecycle())
                .withVersion(current.version() + 1);
        return switch (transactions.rename(current, renamed, stamp)) {
            case TransactionResult.Committed _ -> new WriteResult.Written<>(renamed);
            case TransactionResult.ConditionFailed(var items) ->
                new ConditionalWrite(false, items.getOrDefault(current.id().value(), Map.of()))
                        .toResult(item -> TokenItem.fromItem(current.id(), item));
            case TransactionResult.Contended contended -> throw contended.toException();
        };
    }
}
