package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.Scope;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.dynamodb.DynamoTransaction.TransactionResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
    private static final String SCOPES = "scopes";
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
        table.replace(KEY_PREFIX + apiId, attributes(rules));
    }

    @Override
    public boolean change(
            String apiId, Optional<ApiRules> current, Optional<ApiRules> updated, List<ScopeChange> scopes) {
        String key = KEY_PREFIX + apiId;
        Map<String, AttributeValue> item = table.getItem(key).orElse(Map.of());
        if (!findUndamaged(key, item).equals(current)) {
            return false;
        }
        if (item.isEmpty() && updated.isEmpty() && scopes.isEmpty()) {
            return true;
        }
        DynamoTransaction transaction = table.transaction();
        transaction.put(
                key,
                updated.map(DynamoApiRulesStore::attributes).orElseGet(this::tombstone),
                WriteCondition.unchanged(item));
        scopes.forEach(change -> transaction.update(
                ScopeItem.key(change.scope()), ScopeItem.item(change.stored()), ScopeItem.unchanged(change)));
        return switch (transaction.commit()) {
            case TransactionResult.Committed _ -> true;
            case TransactionResult.ConditionFailed _ -> false;
            case TransactionResult.Contended contended -> throw contended.toException();
        };
    }

    private static Optional<ApiRules> findUndamaged(String key, Map<String, AttributeValue> item) {
        try {
            return item.isEmpty() ? Optional.empty() : fromItem(key, item);
        } catch (CorruptRecordException e) {
            return Optional.empty();
        }
    }

    private static ItemBuilder attributes(ApiRules rules) {
        ItemBuilder attributes = new ItemBuilder()
                .stringList(RULES, rules.rules())
                .number(RESULT_TTL, rules.resultTtl().toSeconds())
                .bool(SIMPLE_RESPONSES, rules.simpleResponses())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
        if (rules.cachedPerSourceIp()) {
            attributes.bool(CACHED_PER_SOURCE_IP, true);
        }
        return rules.scopes().isEmpty()
                ? attributes
                : attributes.stringList(
                        SCOPES, rules.scopes().stream().map(Scope::name).toList());
    }

    private ItemBuilder tombstone() {
        return Tombstone.of(new ItemBuilder(), CURRENT_RECORD_VERSION, clock.instant(), Tombstone.RETENTION_OF_NAMES);
    }

    /** Leaves a tombstone until the time to live removes it: a late replacement must not bring the rules back. */
    @Override
    public void delete(String apiId) {
        table.replaceIf(KEY_PREFIX + apiId, item -> !item.isEmpty() && !Tombstone.is(item), tombstone());
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
                // Without it, tokens that are restricted to addresses are denied.
                item.has(CACHED_PER_SOURCE_IP) && item.bool(CACHED_PER_SOURCE_IP),
                scopes(item)));
    }

    private static List<Scope> scopes(ItemReader item) {
        return item.has(SCOPES)
                ? item.stringList(SCOPES).stream()
                        .map(name -> Scope.parse(name).orElseThrow(() -> item.corrupt(SCOPES)))
                        .toList()
                : List.of();
    }
}
