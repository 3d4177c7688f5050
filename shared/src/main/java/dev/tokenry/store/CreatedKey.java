package dev.tokenry.store;

import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a token stands in a list: 13 digits of milliseconds, {@code #}, its id. As text it sorts by time, then id. */
public record CreatedKey(Instant createdAt, TokenId id) implements Comparable<CreatedKey> {

    private static final int DIGITS = 13;
    private static final Pattern FORM = Pattern.compile("([0-9]{13})#(.+)");
    private static final Comparator<CreatedKey> ORDER = Comparator.comparing(CreatedKey::asText);

    public CreatedKey {
        createdAt = Instant.ofEpochMilli(createdAt.toEpochMilli());
        if (createdAt.toEpochMilli() < 0
                || Long.toString(createdAt.toEpochMilli()).length() > DIGITS) {
            throw new IllegalArgumentException("Not a time of creation: " + createdAt);
        }
    }

    /** Reads what {@link #asText()} wrote; empty for anything else. */
    public static Optional<CreatedKey> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant createdAt = Instant.ofEpochMilli(Long.parseLong(parts.group(1)));
        return TokenId.parse(parts.group(2)).map(id -> new CreatedKey(createdAt, id));
    }

    public String asText() {
        String millis = Long.toString(createdAt.toEpochMilli());
        return "0".repeat(DIGITS - millis.length()) + millis + "#" + id.value();
    }

    @Override
    public int compareTo(CreatedKey that) {
        return ORDER.compare(this, that);
    }
}
