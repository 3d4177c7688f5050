package dev.tokenry.store.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the check values of peppers. Safe for concurrent use. */
public final class DynamoPepperCheckValues {

    static final String KEY_PREFIX = "pepper#";
    static final String CHECK_VALUE = "check";

    private final ItemTable table;

    /** The key to read together with the first token, or null if that is done or not wanted. */
    private @Nullable String wantedKey;

    private @Nullable Map<String, Attribute> readAhead;

    private DynamoPepperCheckValues(ItemTable table, @Nullable String wantedKey) {
        this.table = table;
        this.wantedKey = wantedKey;
    }

    /** Returns an instance that reads each check value when it is asked for. */
    static DynamoPepperCheckValues of(ItemTable table) {
        return new DynamoPepperCheckValues(table, null);
    }

    /**
     * Returns an instance that reads the check value of a version together with the first token, so that a cold start
     * does not wait for a read of its own.
     */
    public static DynamoPepperCheckValues readWithFirstToken(ItemTable table, int version) {
        return new DynamoPepperCheckValues(table, KEY_PREFIX + version);
    }

    /**
     * Returns the check value of a pepper version, or empty if there is none.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if it cannot be read
     */
    public Optional<byte[]> find(int version) {
        String key = KEY_PREFIX + version;
        Optional<Map<String, Attribute>> item = takeReadAhead(key);
        if (item.isEmpty()) {
            item = table.getItem(key);
        }
        return item.isEmpty() ? Optional.empty() : Optional.of(new ItemReader(key, item.get()).bytes(CHECK_VALUE));
    }

    /** Reads items in one call, and the wanted check value with them. */
    Map<String, Map<String, Attribute>> readWith(List<String> keys) {
        String wanted = wantedKey();
        if (wanted == null) {
            return table.getTogether(keys);
        }
        List<String> all = new ArrayList<>(keys);
        all.add(wanted);
        Map<String, Map<String, Attribute>> items = table.getTogether(all);
        keep(items.get(wanted));
        return items;
    }

    private synchronized @Nullable String wantedKey() {
        return wantedKey;
    }

    private synchronized void keep(@Nullable Map<String, Attribute> item) {
        wantedKey = null;
        readAhead = item;
    }

    private synchronized Optional<Map<String, Attribute>> takeReadAhead(String key) {
        Map<String, Attribute> item = readAhead;
        readAhead = null;
        return item != null && new ItemReader(key, item).string(ItemTable.KEY).equals(key)
                ? Optional.of(item)
                : Optional.empty();
    }
}
