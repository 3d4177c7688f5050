package dev.tokenry.store;

import dev.tokenry.model.ApiRules;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The rules of attached APIs in DynamoDB, one item for each API, in the tokens' table. */
public final class DynamoApiRulesStore implements ApiRulesStore {

    /** Token ids never hold the {@code #}. */
    private static final String KEY_PREFIX = "rules#";

    private static final String RULES = "rules";
    private static final String RESULT_TTL = "resultTtlSeconds";
    private static final String SIMPLE_RESPONSES = "simpleResponses";
    private static final String RECORD_VERSION = "recordVersion";

    private static final long KNOWN_RECORD_VERSION = 1;

    private final DynamoTable table;

    public DynamoApiRulesStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<ApiRules> find(String apiId) {
        String key = KEY_PREFIX + apiId;
        return table.find(key).map(item -> read(key, item));
    }

    @Override
    public void replace(String apiId, ApiRules rules) {
        table.put(
                KEY_PREFIX + apiId,
                new Attributes()
                        .texts(RULES, rules.rules())
                        .number(RESULT_TTL, rules.resultTtl().toSeconds())
                        .flag(SIMPLE_RESPONSES, rules.simpleResponses())
                        .number(RECORD_VERSION, KNOWN_RECORD_VERSION));
    }

    @Override
    public void delete(String apiId) {
        table.delete(KEY_PREFIX + apiId);
    }

    private static ApiRules read(String key, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        if (item.number(RECORD_VERSION, 1, Long.MAX_VALUE) > KNOWN_RECORD_VERSION) {
            throw new ServiceUnavailableException("The record " + key + " is newer than this program");
        }
        return new ApiRules(
                item.texts(RULES),
                Duration.ofSeconds(item.number(RESULT_TTL, 0, ApiRules.MAX_RESULT_TTL.toSeconds())),
                item.flag(SIMPLE_RESPONSES));
    }
}
