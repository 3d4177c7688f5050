package dev.tokenry.store.dynamodb;

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
    private final InstantSource clock;

    public DynamoScopeTemplateStore(DynamoDbClient dynamo, String table, InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.table = new DynamoTable(dynamo, table, random);
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
    public boolean insert(ScopeTemplate template) {
        String key = ScopeTemplateItem.key(template.name());
        ConditionalWrite write = table.putIfAbsent(key, ScopeTemplateItem.item(template));
        if (write.applied() || !Tombstone.is(write.item())) {
            return write.applied();
        }
        // An update keeps the nonce of the deletion, whose response may have been lost.
        return table.update(
                        key,
                        Tombstone.replacedBy(ScopeTemplateItem.item(template)),
                        WriteCondition.unchanged(write.item()))
                .applied();
    }

    @Override
    public WriteResult<ScopeTemplate> replace(ScopeTemplate current, ScopeTemplate updated) {
        return table.update(
                        ScopeTemplateItem.key(current.name()),
                        ScopeTemplateItem.item(updated.withVersion(current.version() + 1)),
                        ScopeTemplateItem.versionUnchanged(current))
                .toResult(ScopeTemplateItem::fromItem);
    }

    /** Leaves a tombstone until the time to live removes it: an insertion that comes late must not revive the template. */
    @Override
    public WriteResult<ScopeTemplate> delete(ScopeTemplate current) {
        ConditionalWrite write = table.update(
                ScopeTemplateItem.key(current.name()),
                ScopeTemplateItem.tombstone(current, clock.instant()),
                ScopeTemplateItem.versionUnchanged(current));
        return write.applied() ? new WriteResult.Written<>(current) : write.toResult(ScopeTemplateItem::fromItem);
    }
}
