package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ApiRules;
import dev.tokenry.store.ApiRulesStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores the rules of attached APIs in DynamoDB, one item for each API, in the table of the tokens. */
public final class DynamoApiRulesStore implements ApiRulesStore {

    /** Token ids do not contain {@code #}, so the keys of rules and tokens differ. */
    static final String KEY_PREFIX = "rules#";

    private static final String RULES = "rules";
    private static final String RESULT_TTL = "resultTtlSeconds";
    private static final String SIMPLE_RESPONSES = "simpleResponses";
    private static final String CACHED_PER_SOURCE_IP = "cachedPerSourceIp";

    private static final long CURRENT_RECORD_VERSION = 1;

    private final DynamoTable table;
    private final InstantSource clock;

    public DynamoApiRulesStore(DynamoDbClient dynamo, String table, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<ApiRules> find(String apiId) {
        String key = KEY_PREFIX + apiId;
        return table.getItem(key).flatMap(item -> fromItem(key, item));
    }

    @Override
    public void replace(String apiId, ApiRules rules) {
        table.replace(
                KEY_PREFIX + apiId,
                new ItemBuilder()
                        .stringList(RULES, rules.rules())
                        .number(RESULT_TTL, rules.resultTtl().toSeconds())
                        .bool(SIMPLE_RESPONSES, rules.simpleResponses())
                        .bool(CACHED_PER_SOURCE_IP, rules.cachedPerSourceIp())
                        .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION));
    }

    /** Leaves a tombstone until the time to live removes it: a late replacement must not bring the rules back. */
    @Override
    public void delete(String apiId) {
        table.replaceIf(
                KEY_PREFIX + apiId,
                item -> !item.isEmpty() && !Tombstone.is(item),
                Tombstone.of(new ItemBuilder(), CURRENT_RECORD_VERSION, clock.instant(), Tombstone.RETENTION_OF_NAMES));
    }

    /** Returns the rules of an item, or empty if they were deleted. */
    static Optional<ApiRules> fromItem(String key, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        item.requireVersion(CURRENT_RECORD_VERSION);
        if (Tombstone.is(item)) {
            return Optional.empty();
        }
        return Optional.of(new ApiRules(
                item.stringList(RULES),
                Duration.ofSeconds(item.number(RESULT_TTL, 0, ApiRules.MAX_RESULT_TTL.toSeconds())),
                item.bool(SIMPLE_RESPONSES),
                // Items of earlier releases do not have it.
                item.has(CACHED_PER_SOURCE_IP) && item.bool(CACHED_PER_SOURCE_IP)));
    }
}
