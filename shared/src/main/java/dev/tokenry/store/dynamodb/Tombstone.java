package dev.tokenry.store.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * The item that stays in the place of a deleted record. It describes nothing, and tells by its nonce which write
 * deleted the record. A write that comes late finds it and changes nothing. The time to live removes it.
 */
final class Tombstone {

    static final String DELETED_AT = "deletedAt";

    /** The attribute of the time to live. */
    static final String PURGE_AT = "purgeAt";

    /** How long the tombstone of a name stays that can be used again. No write comes so late. */
    static final Duration RETENTION_OF_NAMES = Duration.ofHours(1);

    /** What every tombstone has, besides the nonces. */
    private static final Set<String> OWN_ATTRIBUTES =
            Set.of(DynamoTable.KEY, LastChangeAttribute.NAME, ItemReader.RECORD_VERSION, DELETED_AT, PURGE_AT);

    private Tombstone() {}

    /**
     * Adds the attributes of a tombstone.
     *
     * @param removed the attributes of the record, as removals; without attributes if the tombstone is a new item
     * @param retention how long the tombstone stays at least
     */
    static ItemBuilder of(ItemBuilder removed, long recordVersion, Instant now, Duration retention) {
        return permanent(removed, recordVersion, now).number(PURGE_AT, purgeAt(now, retention));
    }

    /** Returns the tombstone of a damaged record: nothing that the item contains stays. */
    static ItemBuilder ofDamaged(Map<String, Attribute> item, long recordVersion, Instant now, Duration retention) {
        ItemBuilder removed = new ItemBuilder();
        item.keySet().stream()
                .filter(name -> !OWN_ATTRIBUTES.contains(name) && !Nonces.ALL.contains(name))
                .forEach(removed::removeAnyName);
        return of(removed, recordVersion, now, retention);
    }

    /** As {@link #of}, but the tombstone stays for good. */
    static ItemBuilder permanent(ItemBuilder removed, long recordVersion, Instant now) {
        return removed.number(ItemReader.RECORD_VERSION, recordVersion).instant(DELETED_AT, now);
    }

    /** Returns the attributes of a record that takes the place of a tombstone. */
    static ItemBuilder replacedBy(ItemBuilder attributes) {
        return attributes.instant(DELETED_AT, null).number(PURGE_AT, null);
    }

    static boolean is(Map<String, Attribute> item) {
        return item.containsKey(DELETED_AT);
    }

    /** @throws dev.tokenry.error.CorruptRecordException if the item is a damaged tombstone */
    static boolean is(ItemReader item) {
        if (!item.has(DELETED_AT)) {
            return false;
        }
        item.instant(DELETED_AT);
        return true;
    }

    /** Returns the purge time in the form that DynamoDB requires: in seconds. */
    static long purgeAt(Instant start, Duration retention) {
        return start.plus(retention).getEpochSecond();
    }
}
