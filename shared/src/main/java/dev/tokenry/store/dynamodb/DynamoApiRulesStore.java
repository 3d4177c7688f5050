package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ApiRules;
import dev.tokenry.store.ApiRulesStore;
import java.time.Duration;
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

    private static final long CURRENT_RECORD_VERSION = 1;

    private final DynamoTable table;

    public DynamoApiRulesStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<ApiRules> find(String apiId) {
        String key = KEY_PREFIX + apiId;
        return table.getItem(key).map(item -> fromItem(key, item));
    }

    @Override
    public void replace(String apiId, ApiRules rules) {
        table.replace(
                KEY_PREFIX + apiId,
                new ItemBuilder()
                        .stringList(RULES, rules.rules())
                        .number(RESULT_TTL, rules.resultTtl().toSeconds())
                        .bool(SIMPLE_RESPONSES, rules.simpleResponses())
                        .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION));
    }

    @Override
    public void delete(String apiId) {
        table.delete(KEY_PREFIX + apiId);
    }

    static ApiRules fromItem(String key, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        item.requireVersion(CURRENT_RECORD_VERSION);
        return new ApiRules(
                item.stringList(RULES),
                Duration.ofSeconds(item.number(RESULT_TTL, 0, ApiRules.MAX_RESULT_TTL.toSeconds())),
                item.bool(SIMPLE_RESPONSES));
    }
}
