package dev.tokenry.store.dynamodb;

import dev.tokenry.store.StoredRecord.StoredSealedRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Converts the items of issuers, trusts and links of identities to records that are copied as they are, and back. */
final class SealedItem {

    /** An attribute of issuers and trusts. */
    static final String ENABLED = "enabled";

    private static final long TOMBSTONE_RECORD_VERSION = 1;

    private SealedItem() {}

    /** Returns the record of an item that is no tombstone. */
    static StoredSealedRecord toRecord(String key, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        Map<String, Attribute> content = new HashMap<>(attributes);
        content.keySet().removeIf(name -> !ItemSeal.isContent(name) || name.equals(TrustItem.LAST_USED_AT));
        return new StoredSealedRecord(
                key,
                content,
                ItemSeal.pepperVersion(item),
                item.number(ItemSeal.VERSION, 1, Long.MAX_VALUE),
                !item.has(ENABLED) || item.bool(ENABLED));
    }

    static ItemBuilder of(StoredSealedRecord copied) {
        return Tombstone.replacedBy(content(copied).number(ItemSeal.VERSION, copied.version()));
    }

    /** Returns the attributes of a record that takes the place of another one. */
    static ItemBuilder replacement(StoredSealedRecord current, StoredSealedRecord copied) {
        ItemBuilder item = content(current).removeAll();
        copied.content().forEach((name, value) -> item.attribute(name, (Attribute) value));
        // No ETag of the present record is one of its successor.
        return item.number(ItemSeal.VERSION, Math.max(copied.version(), current.version() + 1));
    }

    static ItemBuilder tombstone(StoredSealedRecord deleted, Instant now) {
        ItemBuilder item = content(deleted).number(ItemSeal.VERSION, 1L).instant(TrustItem.LAST_USED_AT, now);
        return Tombstone.of(item.removeAll(), TOMBSTONE_RECORD_VERSION, now, Tombstone.RETENTION_OF_NAMES);
    }

    static WriteCondition versionUnchanged(StoredSealedRecord expected) {
        return new WriteCondition(
                "attribute_not_exists(#storedDeletedAt) AND #storedVersion = :expectedVersion",
                Map.of("#storedDeletedAt", Tombstone.DELETED_AT, "#storedVersion", ItemSeal.VERSION),
                Map.of(":expectedVersion", Attribute.fromN(Long.toString(expected.version()))));
    }

    private static ItemBuilder content(StoredSealedRecord sealed) {
        ItemBuilder item = new ItemBuilder();
        sealed.content().forEach((name, value) -> item.attribute(name, (Attribute) value));
        return item;
    }
}
