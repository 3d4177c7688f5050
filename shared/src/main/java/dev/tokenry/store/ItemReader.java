package dev.tokenry.store;

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

    static final Instant EARLIEST = Instant.EPOCH;
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** As many as a long surely holds. */
    private static final int MOST_DIGITS = 18;

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

    String text(String name) {
        return value(name, AttributeValue.Type.S).s();
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    List<String> texts(String name) {
        return value(name, AttributeValue.Type.L).l().stream()
                .map(element -> believe(name, element, AttributeValue.Type.S).s())
                .toList();
    }

    /** Scopes, each once. */
    Scopes scopes(String name) {
        List<String> names = texts(name);
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

    boolean flag(String name) {
        return value(name, AttributeValue.Type.BOOL).bool();
    }

    byte[] bytes(String name) {
        return value(name, AttributeValue.Type.B).b().asByteArray();
    }

    Instant time(String name) {
        return Instant.ofEpochMilli(number(name, EARLIEST.toEpochMilli(), LATEST.toEpochMilli()));
    }

    @Nullable
    Instant timeOrNull(String name) {
        return has(name) ? time(name) : null;
    }

    long number(String name, long least, long most) {
        String digits = value(name, AttributeValue.Type.N).n();
        // No fraction, exponent or sign is ever written, and parseLong takes more kinds of digits than ASCII's.
        boolean plain = digits.length() <= MOST_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = plain && !digits.isEmpty() ? Long.parseLong(digits) : -1;
        if (number < least || number > most) {
            throw corrupt(name);
        }
        return number;
    }

    ServiceUnavailableException corrupt(String name) {
        return new ServiceUnavailableException("The record " + key + " is corrupt: " + name);
    }

    private AttributeValue value(String name, AttributeValue.Type type) {
        return believe(name, item.get(name), type);
    }

    private AttributeValue believe(String name, @Nullable AttributeValue value, AttributeValue.Type type) {
        if (value == null || value.type() != type) {
            throw corrupt(name);
        }
        return value;
    }
}
