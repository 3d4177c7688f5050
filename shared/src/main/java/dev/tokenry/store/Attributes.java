package dev.tokenry.store;

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
final class Attributes {

    private final Map<String, AttributeValue> present = new LinkedHashMap<>();
    private final Set<String> absent = new LinkedHashSet<>();

    Attributes text(String name, @Nullable String value) {
        return put(name, value == null ? null : AttributeValue.fromS(value));
    }

    Attributes texts(String name, List<String> values) {
        return put(
                name,
                AttributeValue.fromL(values.stream().map(AttributeValue::fromS).toList()));
    }

    Attributes flag(String name, boolean value) {
        return put(name, AttributeValue.fromBool(value));
    }

    Attributes number(String name, @Nullable Long value) {
        return put(name, value == null ? null : AttributeValue.fromN(value.toString()));
    }

    Attributes bytes(String name, byte @Nullable [] value) {
        return put(name, value == null ? null : AttributeValue.fromB(SdkBytes.fromByteArray(value)));
    }

    /** A time in milliseconds, refused when it could not be read again. */
    Attributes time(String name, @Nullable Instant value) {
        if (value != null && (value.isBefore(ItemReader.EARLIEST) || value.isAfter(ItemReader.LATEST))) {
            throw new IllegalArgumentException(name + " is out of range: " + value);
        }
        return number(name, value == null ? null : value.toEpochMilli());
    }

    /** Takes away whatever was to be written so far. */
    Attributes withoutAll() {
        absent.addAll(present.keySet());
        present.clear();
        return this;
    }

    Map<String, AttributeValue> asItem() {
        return present;
    }

    /** The same as an update of an item; each name and value goes by its own name behind {@code #} and {@code :}. */
    String asUpdate() {
        String set = present.keySet().stream()
                .map(name -> "#" + name + " = :" + name)
                .collect(Collectors.joining(", ", "SET ", ""));
        String remove = absent.stream().map(name -> "#" + name).collect(Collectors.joining(", ", " REMOVE ", ""));
        return absent.isEmpty() ? set : set + remove;
    }

    /** The names that {@link #asUpdate()} uses. */
    Map<String, String> updateNames() {
        Map<String, String> names = new LinkedHashMap<>();
        present.keySet().forEach(name -> names.put("#" + name, name));
        absent.forEach(name -> names.put("#" + name, name));
        return names;
    }

    /** The values that {@link #asUpdate()} uses. */
    Map<String, AttributeValue> updateValues() {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        present.forEach((name, value) -> values.put(":" + name, value));
        return values;
    }

    private Attributes put(String name, @Nullable AttributeValue value) {
        if (value == null) {
            present.remove(name);
            absent.add(name);
        } else {
            absent.remove(name);
            present.put(name, value);
        }
        return this;
    }
}
