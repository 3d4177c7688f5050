package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ApiRules;
import dev.tokenry.store.ApiRulesFinder;
import java.util.Map;
import java.util.Optional;

/** Reads the rules of attached APIs. */
public final class DynamoApiRulesFinder implements ApiRulesFinder {

    private final ItemTable table;

    public DynamoApiRulesFinder(ItemTable table) {
        this.table = table;
    }

    @Override
    public Optional<ApiRules> find(String apiId) {
        String key = ApiRulesItem.key(apiId);
        Optional<Map<String, Attribute>> item = table.getItem(key);
        return item.isEmpty() ? Optional.empty() : ApiRulesItem.fromItem(key, item.get());
    }
}
