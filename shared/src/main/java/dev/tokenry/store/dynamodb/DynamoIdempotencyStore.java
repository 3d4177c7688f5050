package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InsertResult;
import dev.tokenry.store.ReplaceResult;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.dynamodb.DynamoTransaction.TransactionResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores idempotency records in DynamoDB, in the table of the tokens, each in one transaction with its token. */
public final class DynamoIdempotencyStore implements IdempotencyStore {

    static final String KEY_PREFIX = "idem#";
    private static final String BODY_SHA256 = "bodySha256";
    private static final String TOKEN_ID = "tokenId";
    private static final String UNTIL = "until";

    private final DynamoTable table;
    private final TokenTransactions transactions;

    public DynamoIdempotencyStore(
            DynamoDbClient dynamo,
            String table,
            Duration retention,
            InstantSource clock,
            RandomGenerator random,
            BooleanSupplier uniqueNames) {
        this.table = new DynamoTable(dynamo, table, random);
        this.transactions = new TokenTransactions(this.table, retention, clock, uniqueNames);
    }

    @Override
    public Optional<IdempotencyRecord> find(String caller, IdempotencyKey key, Instant now) {
        return table.getItem(itemKey(caller, key))
                .filter(item -> now.isBefore(new ItemReader(itemKey(caller, key), item).instant(UNTIL)))
                .map(item -> fromItem(caller, key, item));
    }

    @Override
    public InsertResult insert(Token token, IdempotencyRecord record, Instant now, ChangeStamp stamp) {
        String itemKey = itemKey(record.caller(), record.key());
        TransactionResult result = transactions.insert(
                token, transaction -> transaction.put(itemKey, toItem(record), availableAt(now)), stamp);
        return switch (result) {
            case TransactionResult.Committed _ -> new InsertResult.Inserted();
            case TransactionResult.ConditionFailed(var items) -> conditionFailed(record, items.get(itemKey));
            case TransactionResult.Contended contended -> throw contended.toException();
        };
    }

    @Override
    public ReplaceResult replace(
            Token current, Token updated, IdempotencyRecord record, Instant now, ChangeStamp stamp) {
        String itemKey = itemKey(record.caller(), record.key());
        Token replaced = updated.withVersion(current.version() + 1);
        TransactionResult result = transactions.replace(
                current, replaced, transaction -> transaction.put(itemKey, toItem(record), availableAt(now)), stamp);
        return switch (result) {
            case TransactionResult.Committed _ -> new ReplaceResult.Decided(new WriteResult.Written<>(replaced));
            case TransactionResult.ConditionFailed(var items) ->
                items.containsKey(itemKey)
                        ? new ReplaceResult.KeyInUse(fromItem(record.caller(), record.key(), items.get(itemKey)))
                        : new ReplaceResult.Decided(conflict(current, items));
            case TransactionResult.Contended contended -> throw contended.toException();
        };
    }

    private static WriteResult<Token> conflict(Token current, Map<String, Map<String, Attribute>> items) {
        return new ConditionalWrite(false, items.getOrDefault(current.id().value(), Map.of()))
                .toResult(item -> TokenItem.fromItem(current.id(), item));
    }

    private static InsertResult conditionFailed(IdempotencyRecord record, @Nullable Map<String, Attribute> existing) {
        return existing == null
                ? new InsertResult.IdTaken()
                : new InsertResult.KeyInUse(fromItem(record.caller(), record.key(), existing));
    }

    private static String itemKey(String caller, IdempotencyKey key) {
        return KEY_PREFIX + caller + "#" + key.value();
    }

    /** {@code until} decides whether a record is valid; {@code purgeAt} only lets DynamoDB delete the item. */
    private static ItemBuilder toItem(IdempotencyRecord record) {
        return new ItemBuilder()
                .string(BODY_SHA256, record.key().payloadHash())
                .string(TOKEN_ID, record.tokenId().value())
                .instant(UNTIL, record.expiresAt())
                .number(Tombstone.PURGE_AT, record.expiresAt().getEpochSecond() + 1);
    }

    private static WriteCondition availableAt(Instant now) {
        return new WriteCondition(
                "attribute_not_exists(#recordKey) OR #recordUntil <= :now",
                Map.of("#recordKey", DynamoTable.KEY, "#recordUntil", UNTIL),
                Map.of(":now", Attribute.fromN(Long.toString(now.toEpochMilli()))));
    }

    private static IdempotencyRecord fromItem(String caller, IdempotencyKey key, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(itemKey(caller, key), attributes);
        return new IdempotencyRecord(
                caller,
                new IdempotencyKey(key.value(), item.string(BODY_SHA256)),
                TokenId.parse(item.string(TOKEN_ID)).orElseThrow(() -> item.corrupt(TOKEN_ID)),
                item.instant(UNTIL));
    }
}
