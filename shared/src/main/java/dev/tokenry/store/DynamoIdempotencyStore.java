package dev.tokenry.store;

import dev.tokenry.store.DynamoTable.Condition;
import dev.tokenry.store.DynamoTransaction.Outcome;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Claims on idempotency keys in DynamoDB, in the tokens' table, each written in one transaction with its token. */
public final class DynamoIdempotencyStore implements IdempotencyStore {

    private static final String PREFIX = "idem#";
    private static final String BODY_SHA256 = "bodySha256";
    private static final String TOKEN_ID = "tokenId";
    private static final String UNTIL = "until";
    private static final String PURGE_AT = "purgeAt";

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
    public Optional<IdempotencyClaim> find(TokenId caller, IdempotencyKey key) {
        return table.find(itemKey(caller, key)).map(item -> read(caller, key, item));
    }

    @Override
    public Insertion insert(Token token, IdempotencyClaim claim, Instant now) {
        String itemKey = itemKey(claim.caller(), claim.key());
        Outcome outcome =
                transactions.insert(token, transaction -> transaction.put(itemKey, attributes(claim), freeAt(now)));
        return switch (outcome) {
            case Outcome.Done _ -> new Insertion.Done();
            case Outcome.Refused(var items) -> refused(claim, items.get(itemKey));
            case Outcome.Busy busy -> throw busy.problem();
        };
    }

    private static Insertion refused(IdempotencyClaim claim, @Nullable Map<String, AttributeValue> earlier) {
        return earlier == null
                ? new Insertion.IdUsed()
                : new Insertion.Claimed(read(claim.caller(), claim.key(), earlier));
    }

    private static String itemKey(TokenId caller, IdempotencyKey key) {
        return PREFIX + caller + "#" + key.value();
    }

    /** Whether a claim is over is decided by its own time; the other one only lets DynamoDB tidy up. */
    private static Attributes attributes(IdempotencyClaim claim) {
        return new Attributes()
                .text(BODY_SHA256, claim.key().payloadHash())
                .text(TOKEN_ID, claim.made().value())
                .time(UNTIL, claim.until())
                .number(PURGE_AT, claim.until().getEpochSecond() + 1);
    }

    private static Condition freeAt(Instant now) {
        return new Condition(
                "attribute_not_exists(#claimed) OR #claimedUntil <= :now",
                Map.of("#claimed", DynamoTable.KEY, "#claimedUntil", UNTIL),
                Map.of(":now", AttributeValue.fromN(Long.toString(now.toEpochMilli()))));
    }

    private static IdempotencyClaim read(TokenId caller, IdempotencyKey key, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(itemKey(caller, key), attributes);
        return new IdempotencyClaim(
                caller,
                new IdempotencyKey(key.value(), item.text(BODY_SHA256)),
                TokenId.parse(item.text(TOKEN_ID)).orElseThrow(() -> item.corrupt(TOKEN_ID)),
                item.time(UNTIL));
    }
}
