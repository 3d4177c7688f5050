package dev.tokenry.store.dynamodb;

import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.store.ScopeChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts own scopes to items and back. The only class that knows the names of their attributes. The item of a deleted
 * scope has no kind, so that the index does not contain it, and no time to live.
 */
final class ScopeItem {

    static final String SCOPE_KIND = "S";

    /** Token ids do not contain {@code #}, so the keys of scopes and tokens differ. */
    static final String KEY_PREFIX = "scope#";

    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String APIS = "apis";
    private static final String FORMER_API = "formerApi";
    private static final String DEPRECATED = "deprecated";
    private static final String REPLACED_BY = "replacedBy";
    private static final String DELETED = "deleted";
    private static final String VERSION = "version";

    private static final long CURRENT_RECORD_VERSION = 1;

    private ScopeItem() {}

    static String key(Scope scope) {
        return key(scope.key());
    }

    static String key(String scopeKey) {
        return KEY_PREFIX + scopeKey;
    }

    /** Returns all attributes of a record. */
    static ItemBuilder item(OwnScope scope) {
        Scope replacedBy = scope.replacedBy();
        return new ItemBuilder()
                .string(TokenItem.KIND, scope.deleted() ? null : SCOPE_KIND)
                .string(TokenItem.CREATED_KEY, scope.scope().key())
                .string(NAME, scope.scope().name())
                .string(DESCRIPTION, scope.description())
                .stringList(APIS, scope.apis())
                .string(FORMER_API, scope.formerApi())
                .bool(DEPRECATED, scope.deprecated())
                .string(REPLACED_BY, replacedBy == null ? null : replacedBy.name())
                .bool(DELETED, scope.deleted())
                .number(VERSION, scope.version())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
    }

    /** Requires that the record is as before the change. */
    static WriteCondition unchanged(ScopeChange change) {
        return change.current()
                .map(current -> new WriteCondition(
                        "#storedVersion = :expectedVersion",
                        Map.of("#storedVersion", VERSION),
                        Map.of(":expectedVersion", Attribute.fromN(Long.toString(current.version())))))
                .orElse(WriteCondition.ABSENT);
    }

    static OwnScope fromItem(String scopeKey, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(key(scopeKey), attributes);
        item.require(DynamoTable.KEY, key(scopeKey));
        item.requireVersion(CURRENT_RECORD_VERSION);
        Scope scope = scope(item, NAME);
        if (!scope.key().equals(scopeKey)) {
            throw item.corrupt(NAME);
        }
        List<String> apis = item.stringList(APIS);
        boolean deleted = item.bool(DELETED);
        if (!deleted) {
            item.require(TokenItem.KIND, SCOPE_KIND);
        }
        return new OwnScope(
                scope,
                item.string(DESCRIPTION),
                apis,
                item.stringOrNull(FORMER_API),
                item.bool(DEPRECATED),
                replacedBy(item),
                deleted,
                item.number(VERSION, 1, Long.MAX_VALUE));
    }

    /** Returns the key of the scope from the key of an item; empty if it is no key of a scope. */
    static Optional<String> scopeKeyFromKey(String key) {
        return key.startsWith(KEY_PREFIX) ? Optional.of(key.substring(KEY_PREFIX.length())) : Optional.empty();
    }

    private static @Nullable Scope replacedBy(ItemReader item) {
        return item.has(REPLACED_BY) ? scope(item, REPLACED_BY) : null;
    }

    private static Scope scope(ItemReader item, String attribute) {
        return Scope.parse(item.string(attribute)).orElseThrow(() -> item.corrupt(attribute));
    }
}
