package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of an item. An attribute that is missing, of another type or out of range causes a
 * {@link CorruptRecordException} whose message names the item and the attribute but not the value.
 */
final class ItemReader {

    static final String RECORD_VERSION = "recordVersion";

    static final Instant MIN_INSTANT = Instant.EPOCH;

    /** 9999-12-31T23:59:59.999Z. */
    static final Instant MAX_INSTANT = Instant.ofEpochMilli(253_402_300_799_999L);

    /** Every number of this many digits fits into a long. */
    private static final int MAX_DIGITS = 18;

    private final String key;
    private final Map<String, Attribute> item;

    ItemReader(String key, Map<String, Attribute> item) {
        this.key = key;
        this.item = item;
    }

    /**
     * Requires that the version of the record's format is at most {@code max}: newer formats are unknown.
     *
     * @return the version
     */
    long requireVersion(long max) {
        long version = number(RECORD_VERSION, 1, Long.MAX_VALUE);
        if (version > max) {
            throw new CorruptRecordException.LaterFormatException(key, version, max);
        }
        return version;
    }

    /** Requires that a string attribute has this value. */
    void require(String name, String value) {
        if (!string(name).equals(value)) {
            throw corrupt(name);
        }
    }

    boolean has(String name) {
        return item.containsKey(name);
    }

    boolean hasNone(String... names) {
        for (String name : names) {
            if (has(name)) {
                return false;
            }
        }
        return true;
    }

    String string(String name) {
        return value(name, Attribute.Type.S).s();
    }

    OwnerName ownerName(String name) {
        Optional<OwnerName> owner = OwnerName.parse(string(name));
        if (owner.isEmpty()) {
            throw corrupt(name);
        }
        return owner.get();
    }

    /**
     * Returns an owner name that has two attributes: its key, and its spelling, which is absent if it equals the key.
     * Releases that distinguished case have stored other keys, under which nothing is looked up: these are corrupt.
     */
    OwnerName ownerName(String keyName, String spellingName) {
        OwnerName name = ownerName(has(spellingName) ? spellingName : keyName);
        require(keyName, name.key());
        return name;
    }

    @Nullable
    String stringOrNull(String name) {
        return has(name) ? string(name) : null;
    }

    List<String> stringList(String name) {
        List<String> strings = new ArrayList<>();
        for (Attribute element : value(name, Attribute.Type.L).l()) {
            strings.add(requireType(name, element, Attribute.Type.S).s());
        }
        return List.copyOf(strings);
    }

    /** Returns a map from strings to strings. */
    Map<String, String> stringMap(String name) {
        return stringMap(name, value(name, Attribute.Type.M));
    }

    private Map<String, String> stringMap(String name, Attribute map) {
        Map<String, String> strings = new HashMap<>();
        map.m()
                .forEach((key, value) -> strings.put(
                        key, requireType(name, value, Attribute.Type.S).s()));
        return strings;
    }

    /** Returns a list of maps from strings to strings. */
    List<Map<String, String>> stringMaps(String name) {
        List<Map<String, String>> maps = new ArrayList<>();
        for (Attribute element : value(name, Attribute.Type.L).l()) {
            maps.add(stringMap(name, requireType(name, element, Attribute.Type.M)));
        }
        return maps;
    }

    /**
     * Returns scopes; a scope that is stored twice makes the item corrupt.
     *
     * @param requestedName the attribute with the names by which they were requested; absent if none is an alias
     */
    Scopes scopes(String name, String requestedName) {
        List<String> names = stringList(name);
        List<String> requested = has(requestedName) ? stringList(requestedName) : names;
        try {
            List<Scope> values = new ArrayList<>();
            Map<Scope, String> aliases = new HashMap<>();
            for (int i = 0; i < names.size() && names.size() == requested.size(); i++) {
                Scope scope = new Scope(names.get(i));
                values.add(scope);
                if (!names.get(i).equals(requested.get(i))) {
                    aliases.put(scope, new Scope(requested.get(i)).name());
                }
            }
            Scopes scopes = new Scopes(values, aliases);
            if (scopes.values().size() == names.size() && names.size() == requested.size()) {
                return scopes;
            }
        } catch (IllegalArgumentException e) {
            // An invalid scope name is reported below, like a duplicate.
        }
        throw corrupt(name);
    }

    boolean bool(String name) {
        return value(name, Attribute.Type.BOOL).bool();
    }

    byte[] bytes(String name) {
        return value(name, Attribute.Type.B).b().clone();
    }

    Instant instant(String name) {
        return Instant.ofEpochMilli(number(name, MIN_INSTANT.toEpochMilli(), MAX_INSTANT.toEpochMilli()));
    }

    @Nullable
    Instant instantOrNull(String name) {
        return has(name) ? instant(name) : null;
    }

    long number(String name, long min, long max) {
        String digits = value(name, Attribute.Type.N).n();
        // Fractions, exponents and signs are never written, and parseLong also accepts digits outside ASCII.
        long number = Text.isDigits(digits, MAX_DIGITS) ? Long.parseLong(digits) : -1;
        if (number < min || number > max) {
            throw corrupt(name);
        }
        return number;
    }

    /** Returns the exception for an attribute with an invalid value. */
    CorruptRecordException corrupt(String name) {
        return new CorruptRecordException(key, name);
    }

    private Attribute value(String name, Attribute.Type type) {
        return requireType(name, item.get(name), type);
    }

    private Attribute requireType(String name, @Nullable Attribute value, Attribute.Type type) {
        if (value == null || value.type() != type) {
            throw corrupt(name);
        }
        return value;
    }
}
