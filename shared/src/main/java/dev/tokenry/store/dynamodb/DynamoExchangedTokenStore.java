package dev.tokenry.store.dynamodb;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.Token;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.IdTokenUse;
import dev.tokenry.store.dynamodb.DynamoTransaction.TransactionResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Stores tokens from exchanges in DynamoDB. The use of an id token is an item of its own, inserted by the transaction
 * that inserts the token. An item that is still there rejects the id token; the time to live only removes it.
 */
public final class DynamoExchangedTokenStore implements ExchangedTokenStore {

    /** The prefix of the keys of uses. They are no records. */
    static final String KEY_PREFIX = "used#";

    private static final String TOKEN_ID = "tokenId";

    /** An id token is not accepted after it expires, by no clock. */
    private static final Duration KEPT_AFTER_EXPIRATION = Duration.ofHours(1);

    private final DynamoTable table;
    private final DynamoTokenStore tokens;
    private final TokenTransactions transactions;

    /**
     * @param retention the time from the expiration of a token to its purge
     * @param uniqueNames returns whether unique names are enforced; called only before an insertion
     */
    public DynamoExchangedTokenStore(
            DynamoDbClient dynamo,
            String table,
            Duration retention,
            InstantSource clock,
            RandomGenerator random,
            BooleanSupplier uniqueNames) {
        this.table = new DynamoTable(dynamo, table, random);
        this.tokens = new DynamoTokenStore(dynamo, table, retention, clock, random, uniqueNames);
        this.transactions = new TokenTransactions(this.table, retention, clock, uniqueNames);
    }

    @Override
    public Outcome insertFirst(Token token, IdTokenUse use, ChangeStamp stamp) {
        String key = key(use.digest());
        TransactionResult result =
                transactions.insert(token, transaction -> transaction.putIfAbsent(key, item(token, use)), stamp);
        return switch (result) {
            case TransactionResult.Committed _ -> Outcome.INSERTED;
            case TransactionResult.ConditionFailed(var items) ->
                items.containsKey(key) ? Outcome.ALREADY_USED : Outcome.ID_TAKEN;
            case TransactionResult.Contended _ ->
                throw new ServiceUnavailableException("Concurrent exchanges of one id token persist");
        };
    }

    @Override
    public Outcome insert(Token token, ChangeStamp stamp) {
        return tokens.insert(token, stamp) ? Outcome.INSERTED : Outcome.ID_TAKEN;
    }

    @Override
    public boolean isUsed(String digest) {
        return table.getItem(key(digest)).isPresent();
    }

    private static String key(String digest) {
        return KEY_PREFIX + digest;
    }

    private static ItemBuilder item(Token token, IdTokenUse use) {
        return new ItemBuilder()
                .string(TOKEN_ID, token.id().value())
                .number(Tombstone.PURGE_AT, Tombstone.purgeAt(use.idTokenExpiresAt(), KEPT_AFTER_EXPIRATION));
    }
}
