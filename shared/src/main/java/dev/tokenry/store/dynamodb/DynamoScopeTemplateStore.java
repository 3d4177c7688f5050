package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.WriteResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Stores scope templates in DynamoDB, one item each, in the table of the tokens. */
public final class DynamoScopeTemplateStore implements ScopeTemplateStore {

    private final DynamoTable table;
    private final NamedItems<ScopeTemplate> items;
    private final InstantSource clock;

    public DynamoScopeTemplateStore(DynamoDbClient dynamo, String table, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.table = new DynamoTable(dynamo, table, random);
        this.items = new NamedItems<>(this.table, ScopeTemplateItem::fromItem);
    }

    @Override
    public Optional<ScopeTemplate> find(String name) {
        return table.getItem(ScopeTemplateItem.key(name)).flatMap(ScopeTemplateItem::fromItem);
    }

    @Override
    public List<ScopeTemplate> list(Consumer<String> onDamaged) {
        return KindIndex.list(table, ScopeTemplateItem.TEMPLATE_KIND, ScopeTemplateItem::fromItem, onDamaged).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public boolean insert(ScopeTemplate template, ChangeStamp stamp) {
        return items.insert(
                ScopeTemplateItem.key(template.name()),
                ScopeTemplateItem.item(template),
                Tombstone.replacedBy(ScopeTemplateItem.item(template)),
                stamp);
    }

    @Override
    public WriteResult<ScopeTemplate> replace(ScopeTemplate current, ScopeTemplate updated, ChangeStamp stamp) {
        return items.replace(
                ScopeTemplateItem.key(current.name()),
                ScopeTemplateItem.item(updated.withVersion(current.version() + 1)),
                ScopeTemplateItem.versionUnchanged(current),
                stamp);
    }

    @Override
    public WriteResult<ScopeTemplate> delete(ScopeTemplate current, ChangeStamp stamp) {
        return items.delete(
                current,
                ScopeTemplateItem.key(current.name()),
                ScopeTemplateItem.tombstone(current, clock.instant()),
                ScopeTemplateItem.versionUnchanged(current),
                stamp);
    }
}
