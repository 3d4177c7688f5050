package dev.tokenry.store.dynamodb;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the attributes of a new item or of an update. Setting an attribute to null removes it in an update. */
final class ItemBuilder {

    /** An entry of a map, or an attribute if the map is null; the value is null to remove it. */
    private record Entry(
            @Nullable String map, String name, @Nullable Attribute value) {}

    private final Map<String, Attribute> assigned = new LinkedHashMap<>();
    private final Set<String> removed = new LinkedHashSet<>();
    private final Set<String> keptIfPresent = new LinkedHashSet<>();
    private final List<Entry> entries = new ArrayList<>();

    ItemBuilder string(String name, @Nullable String value) {
        return put(name, value == null ? null : Attribute.fromS(value));
    }

    /** Sets the key and the spelling of an owner name; see {@link ItemReader#ownerName(String, String)}. */
    ItemBuilder ownerName(String keyName, String spellingName, OwnerName name) {
        return string(keyName, name.key())
                .string(spellingName, name.spelling().equals(name.key()) ? null : name.spelling());
    }

    ItemBuilder stringList(String name, List<String> values) {
        List<Attribute> attributes = new ArrayList<>();
        for (String value : values) {
            attributes.add(Attribute.fromS(value));
        }
        return put(name, Attribute.fromL(attributes));
    }

    /** Sets a map from strings to strings, whose order is not kept; absent if it is empty. */
    ItemBuilder stringMap(String name, Map<String, String> values) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        values.forEach((key, value) -> attributes.put(key, Attribute.fromS(value)));
        return put(name, attributes.isEmpty() ? null : Attribute.fromM(attributes));
    }

    /** Sets a list of maps from strings to strings; absent if it is empty. */
    ItemBuilder stringMaps(String name, List<Map<String, String>> values) {
        List<Attribute> maps = new ArrayList<>();
        for (Map<String, String> value : values) {
            Map<String, Attribute> map = new LinkedHashMap<>();
            value.forEach((key, string) -> map.put(key, Attribute.fromS(string)));
            maps.add(Attribute.fromM(map));
        }
        return put(name, maps.isEmpty() ? null : Attribute.fromL(maps));
    }

    /**
     * Sets scopes, and the names by which they were requested.
     *
     * @param requestedName the attribute with the requested names; absent if none is an alias
     */
    ItemBuilder scopes(String name, String requestedName, Scopes scopes) {
        stringList(name, scopes.names());
        return scopes.aliases().isEmpty()
                ? put(requestedName, null)
                : stringList(requestedName, scopes.requestedNames());
    }

    ItemBuilder bool(String name, boolean value) {
        return put(name, Attribute.fromBool(value));
    }

    ItemBuilder number(String name, @Nullable Long value) {
        return put(name, value == null ? null : Attribute.fromN(value.toString()));
    }

    ItemBuilder bytes(String name, byte @Nullable [] value) {
        return put(name, value == null ? null : Attribute.fromB(value));
    }

    /**
     * Sets a time, truncated to milliseconds.
     *
     * @throws IllegalArgumentException if {@link ItemReader#instant} would not accept the value
     */
    ItemBuilder instant(String name, @Nullable Instant value) {
        if (value != null && (value.isBefore(ItemReader.MIN_INSTANT) || value.isAfter(ItemReader.MAX_INSTANT))) {
            throw new IllegalArgumentException(name + " is out of range: " + value);
        }
        return number(name, value == null ? null : value.toEpochMilli());
    }

    /** Sets a time, which an update keeps if the item has one. */
    ItemBuilder instantIfAbsent(String name, Instant value) {
        keptIfPresent.add(name);
        return instant(name, value);
    }

    ItemBuilder attribute(String name, Attribute value) {
        return put(name, value);
    }

    ItemBuilder map(String name, Map<String, Attribute> value) {
        return put(name, Attribute.fromM(value));
    }

    /** In an update, sets or removes an entry of a map that the item has, and keeps its other entries. */
    ItemBuilder entry(String map, String name, @Nullable Attribute value) {
        entries.add(new Entry(map, name, value));
        return this;
    }

    /** In an update, sets an attribute with a name that can contain any characters. */
    ItemBuilder anyName(String name, Attribute value) {
        entries.add(new Entry(null, name, value));
        return this;
    }

    /** In an update, removes an attribute with a name that can contain any characters. */
    ItemBuilder removeAnyName(String name) {
        entries.add(new Entry(null, name, null));
        return this;
    }

    /** Sets who makes the write. */
    ItemBuilder lastChange(ChangeStamp stamp) {
        return put(LastChangeAttribute.NAME, LastChangeAttribute.of(stamp));
    }

    /** Turns all attributes set so far into removals. */
    ItemBuilder removeAll() {
        removed.addAll(assigned.keySet());
        assigned.clear();
        return this;
    }

    Map<String, Attribute> item() {
        return assigned;
    }

    /** Returns an update of an item that writes and removes these attributes if the condition is met. */
    ConditionalUpdate update(WriteCondition condition) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, Attribute> values = new LinkedHashMap<>();
        for (Map.Entry<String, Attribute> attribute : assigned.entrySet()) {
            names.put("#" + attribute.getKey(), attribute.getKey());
            values.put(":" + attribute.getKey(), attribute.getValue());
        }
        for (String name : removed) {
            names.put("#" + name, name);
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.map() != null) {
                names.put("#" + entry.map(), entry.map());
            }
            names.put(entryName(i), entry.name());
            if (entry.value() != null) {
                values.put(entryValue(i), entry.value());
            }
        }
        for (String name : shiftedNonces().keySet()) {
            names.put("#" + name, name);
        }
        names.putAll(condition.names());
        values.putAll(condition.values());
        return new ConditionalUpdate(updateExpression(), condition.expression(), names, values);
    }

    private String updateExpression() {
        List<String> sets = new ArrayList<>();
        List<String> removals = new ArrayList<>();
        for (Map.Entry<String, String> shift : shiftedNonces().entrySet()) {
            sets.add("#" + shift.getKey() + " = " + shift.getValue());
        }
        for (String name : assigned.keySet()) {
            sets.add("#" + name + " = " + assignment(name));
        }
        for (String name : removed) {
            removals.add("#" + name);
        }
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String path = entry.map() == null ? entryName(i) : "#" + entry.map() + "." + entryName(i);
            if (entry.value() == null) {
                removals.add(path);
            } else {
                sets.add(path + " = " + entryValue(i));
            }
        }
        return (clause("SET ", sets) + clause(" REMOVE ", removals)).strip();
    }

    private String assignment(String name) {
        return keptIfPresent.contains(name) ? "if_not_exists(#" + name + ", :" + name + ")" : ":" + name;
    }

    private static String clause(String keyword, List<String> actions) {
        return actions.isEmpty() ? "" : keyword + String.join(", ", actions);
    }

    private static String entryName(int index) {
        return "#entry" + index;
    }

    private static String entryValue(int index) {
        return ":entry" + index;
    }

    /** A write with a nonce keeps the nonces of the writes before it. */
    private Map<String, String> shiftedNonces() {
        return assigned.containsKey(Nonces.LATEST) ? Nonces.shiftExpressions() : Map.of();
    }

    private ItemBuilder put(String name, @Nullable Attribute value) {
        if (value == null) {
            assigned.remove(name);
            removed.add(name);
        } else {
            removed.remove(name);
            assigned.put(name, value);
        }
        return this;
    }
}
