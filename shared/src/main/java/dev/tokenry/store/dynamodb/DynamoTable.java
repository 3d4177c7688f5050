package dev.tokenry.store.dynamodb;

import dev.tokenry.aws.AwsCalls;
import dev.tokenry.aws.Backoff;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ChangeStamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Calls DynamoDB for the stores. Reads of the table are strongly consistent unless stated otherwise. Writes have a
 * condition and store a nonce and who makes them: if the response is lost, the item tells by its nonce whether the
 * write was made, and if it was not, the write is repeated.
 */
public final class DynamoTable implements ItemTable {

    /** A failed condition is an outcome, of a single write or of a transaction. */
    static final AwsCalls DYNAMODB = new AwsCalls(
            "DynamoDB", e -> e instanceof ConditionalCheckFailedException || e instanceof TransactionCanceledException);

    static final String NONCE = Nonces.LATEST;

    private static final int MAX_KEYS_PER_BATCH = 100;
    private static final int MAX_PARALLEL_BATCHES = 8;
    private static final int MAX_ATTEMPTS = 5;
    private static final Backoff BACKOFF = new Backoff(20);
    private static final AwsRequestOverrideConfiguration LARGE_READ = DynamoClientSettings.largeRead();
    private static final ResolvedWrite WRITE = new ResolvedWrite(DynamoClientSettings.MAX_ATTEMPTS, BACKOFF);

    private final DynamoDbClient dynamo;
    private final String name;
    private final RandomGenerator random;
    private final @Nullable AwsRequestOverrideConfiguration settings;

    public DynamoTable(DynamoDbClient dynamo, String name, RandomGenerator random) {
        this(dynamo, name, random, null);
    }

    /** @param settings the settings of each request, or null for those of its kind */
    private DynamoTable(
            DynamoDbClient dynamo,
            String name,
            RandomGenerator random,
            @Nullable AwsRequestOverrideConfiguration settings) {
        this.dynamo = dynamo;
        this.name = name;
        this.random = random;
        this.settings = settings;
    }

    /** Returns the same table with other settings of each request. Its queries and transactions keep theirs. */
    public DynamoTable with(AwsRequestOverrideConfiguration requestSettings) {
        return new DynamoTable(dynamo, name, random, requestSettings);
    }

    @Override
    public Optional<Map<String, Attribute>> getItem(String key) {
        GetItemResponse response = DYNAMODB.call(
                dynamo::getItem,
                GetItemRequest.builder()
                        .tableName(name)
                        .key(SdkItems.toSdk(key(key)))
                        .consistentRead(true)
                        .overrideConfiguration(settings)
                        .build());
        return response.hasItem() ? Optional.of(SdkItems.fromSdk(response.item())) : Optional.empty();
    }

    /**
     * Returns the items that exist, by their keys. Reads up to 800 items side by side.
     *
     * @param projection the attributes to read, the key among them, or null for all. With a projection the read is
     *     eventually consistent, which costs half.
     */
    Map<String, Map<String, Attribute>> batchGet(List<String> keys, @Nullable String projection) {
        Stream<KeysAndAttributes> batches =
                keys.stream().gather(Gatherers.windowFixed(MAX_KEYS_PER_BATCH)).map(batch -> read(batch, projection));
        // A single batch needs no thread of its own.
        Stream<List<Map<String, Attribute>>> responses = keys.size() <= MAX_KEYS_PER_BATCH
                ? batches.map(batch -> batchGetAll(batch, MAX_ATTEMPTS, LARGE_READ))
                : batches.gather(Gatherers.mapConcurrent(
                        MAX_PARALLEL_BATCHES, batch -> batchGetAll(batch, MAX_ATTEMPTS, LARGE_READ)));
        return responses
                .flatMap(List::stream)
                .collect(Collectors.toMap(DynamoTable::keyOf, Function.identity(), (item, repeated) -> item));
    }

    @Override
    public Map<String, Map<String, Attribute>> getTogether(List<String> keys) {
        return batchGetAll(read(keys, null), 2, null).stream()
                .collect(Collectors.toMap(DynamoTable::keyOf, Function.identity()));
    }

    private static KeysAndAttributes read(List<String> keys, @Nullable String projection) {
        return KeysAndAttributes.builder()
                .keys(keys.stream().map(key -> SdkItems.toSdk(key(key))).toList())
                .consistentRead(projection == null)
                .projectionExpression(projection)
                .build();
    }

    /** Returns the queries and scans of the table. */
    DynamoQueries queries() {
        return new DynamoQueries(dynamo, name);
    }

    /** Inserts an item if there is none of this key. */
    ConditionalWrite putIfAbsent(String key, ItemBuilder attributes, ChangeStamp stamp) {
        return put(key, attributes, Map.of(), WriteCondition.ABSENT, stamp);
    }

    /**
     * Inserts or replaces an item, whatever it is now. The last writer wins; but a request that arrives late, after
     * another writer, changes nothing.
     */
    void replace(String key, ItemBuilder attributes, ChangeStamp stamp) {
        replaceIf(key, _ -> true, attributes, stamp);
    }

    /**
     * Inserts or replaces an item if it is such as now, with the guarantee of {@link #replace}. Reads the item and
     * writes it, until no other write comes in between.
     */
    void replaceIf(String key, Predicate<Map<String, Attribute>> condition, ItemBuilder attributes, ChangeStamp stamp) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            BACKOFF.pause(attempt);
            Map<String, Attribute> item = getItem(key).orElse(Map.of());
            if (!condition.test(item)
                    || put(key, attributes, item, WriteCondition.unchanged(item), stamp)
                            .applied()) {
                return;
            }
        }
        throw new ApiException.ConflictException(
                ErrorReason.CONCURRENT_CHANGE,
                "Conflict with concurrent requests. No changes were made; retry the request.");
    }

    private ConditionalWrite put(
            String key,
            ItemBuilder attributes,
            Map<String, Attribute> replaced,
            WriteCondition condition,
            ChangeStamp stamp) {
        String nonce = nonce();
        Map<String, Attribute> item =
                new LinkedHashMap<>(attributes.lastChange(stamp).item());
        item.putAll(Nonces.following(replaced, nonce));
        item.putAll(key(key));
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(name)
                .item(SdkItems.toSdk(item))
                .conditionExpression(condition.expression())
                .expressionAttributeNames(condition.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(settingsOr(ResolvedWrite.SINGLE_ATTEMPT));
        if (!condition.values().isEmpty()) {
            request.expressionAttributeValues(SdkItems.toSdk(condition.values()));
        }
        PutItemRequest built = request.build();
        return write(key, nonce, () -> {
            DYNAMODB.call(dynamo::putItem, built);
            return item;
        });
    }

    /** Updates an item that meets the condition. */
    ConditionalWrite update(String key, ItemBuilder attributes, WriteCondition condition, ChangeStamp stamp) {
        String nonce = nonce();
        ConditionalUpdate update =
                attributes.string(NONCE, nonce).lastChange(stamp).update(condition);
        UpdateItemRequest request = updateRequest(key, update)
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .overrideConfiguration(settingsOr(ResolvedWrite.SINGLE_ATTEMPT))
                .build();
        return write(key, nonce, () -> {
            UpdateItemResponse response = DYNAMODB.call(dynamo::updateItem, request);
            requireComplete(response.hasAttributes());
            return SdkItems.fromSdk(response.attributes());
        });
    }

    @Override
    public boolean updateIdempotent(String key, ConditionalUpdate update) {
        UpdateItemRequest request =
                updateRequest(key, update).overrideConfiguration(settings).build();
        try {
            DYNAMODB.call(dynamo::updateItem, request);
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Returns a new, empty transaction. All its items store the stamp. */
    DynamoTransaction transaction(ChangeStamp stamp) {
        return new DynamoTransaction(this, dynamo, name, nonce(), stamp);
    }

    private @Nullable AwsRequestOverrideConfiguration settingsOr(@Nullable AwsRequestOverrideConfiguration ofKind) {
        return settings == null ? ofKind : settings;
    }

    private UpdateItemRequest.Builder updateRequest(String key, ConditionalUpdate update) {
        return UpdateItemRequest.builder()
                .tableName(name)
                .key(SdkItems.toSdk(key(key)))
                .updateExpression(update.updateExpression())
                .conditionExpression(update.conditionExpression())
                .expressionAttributeNames(update.names())
                .expressionAttributeValues(SdkItems.toSdk(update.values()));
    }

    private ConditionalWrite write(String key, String nonce, Supplier<Map<String, Attribute>> operation) {
        return WRITE.run(
                        () -> Optional.of(attempt(nonce, operation)),
                        () -> getItem(key)
                                .filter(item -> Nonces.contain(nonce, item))
                                .map(item -> new ConditionalWrite(true, item)))
                .orElseThrow();
    }

    private static ConditionalWrite attempt(String nonce, Supplier<Map<String, Attribute>> operation) {
        try {
            return new ConditionalWrite(true, operation.get());
        } catch (ConditionalCheckFailedException e) {
            Map<String, Attribute> stored = SdkItems.fromSdk(e.item());
            return new ConditionalWrite(Nonces.contain(nonce, stored), stored);
        }
    }

    private List<Map<String, Attribute>> batchGetAll(
            KeysAndAttributes request, int maxAttempts, @Nullable AwsRequestOverrideConfiguration ofKind) {
        List<Map<String, Attribute>> items = new ArrayList<>();
        Map<String, KeysAndAttributes> unprocessedKeys = Map.of(name, request);
        for (int attempt = 1; !unprocessedKeys.isEmpty(); attempt++) {
            if (attempt > maxAttempts) {
                throw new ServiceUnavailableException("DynamoDB returned only some of the requested items");
            }
            // DynamoDB leaves keys unprocessed when throughput is exceeded: an immediate retry would add to the load.
            BACKOFF.pause(attempt);
            BatchGetItemResponse response = DYNAMODB.call(
                    dynamo::batchGetItem,
                    BatchGetItemRequest.builder()
                            .requestItems(unprocessedKeys)
                            .overrideConfiguration(settingsOr(ofKind))
                            .build());
            requireComplete(response.hasResponses());
            response.responses().getOrDefault(name, List.of()).stream()
                    .map(SdkItems::fromSdk)
                    .forEach(items::add);
            unprocessedKeys = response.unprocessedKeys();
        }
        return items;
    }

    /** Returns the key of an item. */
    static String keyOf(Map<String, Attribute> item) {
        return new ItemReader("in the table", item).string(KEY);
    }

    static Map<String, Attribute> key(String key) {
        return Map.of(KEY, Attribute.fromS(key));
    }

    /**
     * An absent part of a response is not an empty one, from which callers would conclude that an item does not exist.
     */
    static void requireComplete(boolean complete) {
        if (!complete) {
            throw new ServiceUnavailableException("DynamoDB returned an incomplete response");
        }
    }

    private String nonce() {
        return Nonces.random(random);
    }
}
