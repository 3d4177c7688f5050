package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.dynamodb.DynamoTransaction.TransactionResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores the rules of attached APIs in DynamoDB, one item for each API, in the table of the tokens. */
public final class DynamoApiRulesStore implements ApiRulesStore {

    private final DynamoTable table;
    private final InstantSource clock;

    public DynamoApiRulesStore(DynamoDbClient dynamo, String table, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Optional<ApiRules> find(String apiId) {
        return new DynamoApiRulesFinder(table).find(apiId);
    }

    @Override
    public void replace(String apiId, ApiRules rules, ChangeStamp stamp) {
        table.replace(ApiRulesItem.key(apiId), ApiRulesItem.of(rules), stamp);
    }

    @Override
    public boolean change(
            String apiId,
            Optional<ApiRules> current,
            Optional<ApiRules> updated,
            List<ScopeChange> scopes,
            ChangeStamp stamp) {
        String key = ApiRulesItem.key(apiId);
        Map<String, Attribute> item = table.getItem(key).orElse(Map.of());
        if (!findUndamaged(key, item).equals(current)) {
            return false;
        }
        if (item.isEmpty() && updated.isEmpty() && scopes.isEmpty()) {
            return true;
        }
        DynamoTransaction transaction = table.transaction(stamp);
        transaction.put(
                key,
                updated.map(ApiRulesItem::of).orElseGet(() -> ApiRulesItem.tombstone(clock.instant())),
                WriteCondition.unchanged(item));
        scopes.forEach(change -> transaction.update(
                ScopeItem.key(change.scope()), ScopeItem.item(change.stored()), ScopeItem.unchanged(change)));
        return switch (transaction.commit()) {
            case TransactionResult.Committed _ -> true;
            case TransactionResult.ConditionFailed _ -> false;
            case TransactionResult.Contended contended -> throw contended.toException();
        };
    }

    private static Optional<ApiRules> findUndamaged(String key, Map<String, Attribute> item) {
        try {
            return item.isEmpty() ? Optional.empty() : ApiRulesItem.fromItem(key, item);
        } catch (CorruptRecordException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String apiId, ChangeStamp stamp) {
        table.replaceIf(
                ApiRulesItem.key(apiId),
                item -> !item.isEmpty() && !Tombstone.is(item),
                ApiRulesItem.tombstone(clock.instant()),
                stamp);
    }
}
