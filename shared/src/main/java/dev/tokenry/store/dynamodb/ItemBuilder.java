package dev.tokenry.store.dynamodb;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attributes to write, as an item of their own or over those of one that is there; null takes an attribute away. */
final class ItemBuilder {

    private final Map<String, AttributeValue> assigned = new LinkedHashMap<>();
    private final Set<String> removed = new LinkedHashSet<>();

    ItemBuilder string(String name, @Nullable String value) {
        return put(name, value == null ? null : AttributeValue.fromS(value));
    }

    ItemBuilder stringList(String name, List<String> values) {
        return put(
                name,
                AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
    }

    ItemBuilder bool(String name, boolean value) {
        return put(name, AttributeValue.fromBool(value));
    }

    ItemBuilder number(String name, @Nullable Long value) {
        return put(name, value == null ? null : AttributeValue.fromN(value.toString()));
    }

    ItemBuilder bytes(String name, byte @Nullable [] value) {
        return put(name, value == null ? null : AttributeValue.fromB(SdkBytes.fromByteArray(value)));
    }

    /** A time in milliseconds, refused when it could not be read again. */
    ItemBuilder instant(String name, @Nullable Instant value) {
        if (value != null && (value.isBefore(ItemReader.MIN_INSTANT) || value.isAfter(ItemReader.MAX_INSTANT))) {
            throw new IllegalArgumentException(name + " is out of range: " + value);
        }
        return number(name, value == null ? null : value.toEpochMilli());
    }

    /** Takes away whatever was to be written so far. */
    ItemBuilder removeAll() {
        removed.addAll(assigned.keySet());
        assigned.clear();
        return this;
    }

    Map<String, AttributeValue> item() {
        return assigned;
    }

    /** The same as an update of an item; each name and value goes by its own name behind {@code #} and {@code :}. */
    String updateExpression() {
        String set = assigned.keySet().stream()
                .map(name -> "#" + name + " = :" + name)
                .collect(Collectors.joining(", ", "SET ", ""));
        String remove = removed.stream().map(name -> "#" + name).collect(Collectors.joining(", ", " REMOVE ", ""));
        return removed.isEmpty() ? set : set + remove;
    }

    /** The names that {@link #updateExpression()} uses. */
    Map<String, String> expressionAttributeNames() {
        Map<String, String> names = new LinkedHashMap<>();
        assigned.keySet().forEach(name -> names.put("#" + name, name));
        removed.forEach(name -> names.put("#" + name, name));
        return names;
    }

    /** The values that {@link #updateExpression()} uses. */
    Map<String, AttributeValue> expressionAttributeValues() {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        assigned.forEach((name, value) -> values.put(":" + name, value));
        return values;
    }

    private ItemBuilder put(String name, @Nullable AttributeValue value) {
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
