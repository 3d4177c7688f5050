package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.store.ScopeChange;
import dev.tokenry.store.ScopeStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores own scopes in DynamoDB, one item each, in the table of the tokens. */
public final class DynamoScopeStore implements ScopeStore {

    private final DynamoTable table;

    public DynamoScopeStore(DynamoDbClient dynamo, String table, RandomGenerator random) {
        this.table = new DynamoTable(dynamo, table, random);
    }

    @Override
    public Map<String, OwnScope> findRecords(Collection<Scope> scopes) {
        List<String> keys = scopes.stream().map(ScopeItem::key).distinct().toList();
        return keys.isEmpty()
                ? Map.of()
                : table.batchGet(keys, null).values().stream()
                        .map(DynamoScopeStore::parse)
                        .collect(Collectors.toMap(record -> record.scope().key(), record -> record));
    }

    @Override
    public List<OwnScope> list(Consumer<String> onDamaged) {
        return KindIndex.list(table, ScopeItem.SCOPE_KIND, DynamoScopeStore::parse, onDamaged).stream()
                .filter(scope -> !scope.deleted())
                .toList();
    }

    @Override
    public boolean save(ScopeChange change, ChangeStamp stamp) {
        return table.update(
                        ScopeItem.key(change.scope()),
                        ScopeItem.item(change.stored()),
                        ScopeItem.unchanged(change),
                        stamp)
                .applied();
    }

    private static OwnScope parse(Map<String, Attribute> item) {
        String key = DynamoTable.keyOf(item);
        String scopeKey =
                ScopeItem.scopeKeyFromKey(key).orElseThrow(() -> new ItemReader(key, item).corrupt(DynamoTable.KEY));
        return ScopeItem.fromItem(scopeKey, item);
    }
}
