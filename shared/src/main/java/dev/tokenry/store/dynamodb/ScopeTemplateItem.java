package dev.tokenry.store.dynamodb;

import dev.tokenry.model.NameRules;
import dev.tokenry.model.ScopeTemplate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Converts scope templates to items and back. The only class that knows the names of their attributes. */
final class ScopeTemplateItem {

    static final String TEMPLATE_KIND = "M";

    /** Token ids do not contain {@code #}, so the keys of templates and tokens differ. */
    static final String KEY_PREFIX = "template#";

    private static final String DESCRIPTION = "description";
    private static final String SCOPES = "scopes";
    private static final String REQUESTED_SCOPES = "requestedScopes";
    private static final String VERSION = "version";

    private static final long CURRENT_RECORD_VERSION = 1;

    private ScopeTemplateItem() {}

    static String key(String name) {
        return KEY_PREFIX + name;
    }

    /** Returns all attributes of a template. */
    static ItemBuilder item(ScopeTemplate template) {
        return new ItemBuilder()
                .string(TokenItem.KIND, TEMPLATE_KIND)
                .string(TokenItem.CREATED_KEY, template.name())
                .string(DESCRIPTION, template.description())
                .scopes(SCOPES, REQUESTED_SCOPES, template.scopes())
                .number(VERSION, template.version())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
    }

    /** Returns the attributes of a deleted template: none that describe it. */
    static ItemBuilder tombstone(ScopeTemplate deleted, Instant now) {
        return Tombstone.of(item(deleted).removeAll(), CURRENT_RECORD_VERSION, now, Tombstone.RETENTION_OF_NAMES);
    }

    /** Requires that the template exists and has the version of {@code expected}. */
    static WriteCondition versionUnchanged(ScopeTemplate expected) {
        return new WriteCondition(
                "attribute_not_exists(#storedDeletedAt) AND #storedVersion = :expectedVersion",
                Map.of("#storedDeletedAt", Tombstone.DELETED_AT, "#storedVersion", VERSION),
                Map.of(":expectedVersion", Attribute.fromN(Long.toString(expected.version()))));
    }

    /** Returns the template of an item, or empty if the item is the tombstone of a deleted template. */
    static Optional<ScopeTemplate> fromItem(Map<String, Attribute> attributes) {
        String key = DynamoTable.keyOf(attributes);
        ItemReader item = new ItemReader(key, attributes);
        item.requireVersion(CURRENT_RECORD_VERSION);
        if (Tombstone.is(item)) {
            return Optional.empty();
        }
        item.require(TokenItem.KIND, TEMPLATE_KIND);
        String name = item.string(TokenItem.CREATED_KEY);
        if (!NameRules.isValidProject(name) || !key(name).equals(key)) {
            throw item.corrupt(TokenItem.CREATED_KEY);
        }
        return Optional.of(new ScopeTemplate(
                name,
                item.stringOrNull(DESCRIPTION),
                item.scopes(SCOPES, REQUESTED_SCOPES),
                item.number(VERSION, 1, Long.MAX_VALUE)));
    }
}
