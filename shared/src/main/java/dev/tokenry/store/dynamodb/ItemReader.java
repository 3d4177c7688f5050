package dev.tokenry.store.dynamodb;

import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads an item and believes nothing: an attribute that is missing, of another type or out of range is {@link
 * ServiceUnavailableException}, with the item and the attribute named, and no value.
 */
final class ItemReader {

    static final Instant MIN_INSTANT = Instant.EPOCH;
    static final Instant MAX_INSTANT = Instant.parse("9999-12-31T23:59:59.999Z");

    /** As many as a long surely holds. */
    private static final int MAX_DIGITS = 18;

    private final String key;
    private final Map<String, AttributeValue> item;

    ItemReader(String key, Map<String, AttributeValue> item) {
        this.key = key;
        this.item = item;
    }

    boolean has(String name) {
        return item.containsKey(name);
    }

    boolean hasNone(String... names) {
        return Stream.of(names).noneMatch(this::has);
    }

    String string(String name) {
        return value(name, AttributeValue.Type.S).s();
    }

    @Nullable
    String stringOrNull(String name) {
        return has(name) ? string(name) : null;
    }

    List<String> stringList(String name) {
        return value(name, AttributeValue.Type.L).l().stream()
                .map(element -> requireType(name, element, AttributeValue.Type.S).s())
                .toList();
    }

    /** Scopes, each once. */
    Scopes scopes(String name) {
        List<String> names = stringList(name);
        try {
            Scopes scopes = new Scopes(names.stream().map(Scope::new).toList());
            if (scopes.values().size() == names.size()) {
                return scopes;
            }
        } catch (IllegalArgumentException e) {
            // Its message is of no use here: said below for both.
        }
        throw corrupt(name);
    }

    boolean bool(String name) {
        return value(name, AttributeValue.Type.BOOL).bool();
    }

    byte[] bytes(String name) {
        return value(name, AttributeValue.Type.B).b().asByteArray();
    }

    Instant instant(String name) {
        return Instant.ofEpochMilli(number(name, MIN_INSTANT.toEpochMilli(), MAX_INSTANT.toEpochMilli()));
    }

    @Nullable
    Instant instantOrNull(String name) {
        return has(name) ? instant(name) : null;
    }

    long number(String name, long min, long max) {
        String digits = value(name, AttributeValue.Type.N).n();
        // No fraction, exponent or sign is ever written, and parseLong takes more kinds of digits than ASCII's.
        boolean isPlainDigits = digits.length() <= MAX_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = isPlainDigits && !digits.isEmpty() ? Long.parseLong(digits) : -1;
        if (number < min || number > max) {
            throw corrupt(name);
        }
        return number;
    }

    ServiceUnavailableException corrupt(String name) {
        return new ServiceUnavailableException("The record " + key + " is corrupt: " + name);
    }

    private AttributeValue value(String name, AttributeValue.Type type) {
        return requireType(name, item.get(name), type);
    }

    private AttributeValue requireType(String name, @Nullable AttributeValue value, AttributeValue.Type type) {
        if (value == null || value.type() != type) {
            throw corrupt(name);
        }
        return value;
    }
}
