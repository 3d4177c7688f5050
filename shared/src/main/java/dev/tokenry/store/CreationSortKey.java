package dev.tokenry.store;

import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a token stands in a list: 13 digits of milliseconds, {@code #}, its id. As text it sorts by time, then id. */
public record CreationSortKey(Instant createdAt, TokenId id) implements Comparable<CreationSortKey> {

    private static final int DIGITS = 13;
    private static final Pattern PATTERN = Pattern.compile("([0-9]{13})#(.+)");
    private static final Comparator<CreationSortKey> ORDER = Comparator.comparing(CreationSortKey::encode);

    public CreationSortKey {
        createdAt = Instant.ofEpochMilli(createdAt.toEpochMilli());
        if (createdAt.toEpochMilli() < 0
                || Long.toString(createdAt.toEpochMilli()).length() > DIGITS) {
            throw new IllegalArgumentException("Not a time of creation: " + createdAt);
        }
    }

    /** Reads what {@link #encode()} wrote; empty for anything else. */
    public static Optional<CreationSortKey> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Instant createdAt = Instant.ofEpochMilli(Long.parseLong(matcher.group(1)));
        return TokenId.parse(matcher.group(2)).map(id -> new CreationSortKey(createdAt, id));
    }

    public String encode() {
        String millis = Long.toString(createdAt.toEpochMilli());
        return "0".repeat(DIGITS - millis.length()) + millis + "#" + id.value();
    }

    @Override
    public int compareTo(CreationSortKey other) {
        return ORDER.compare(this, other);
    }
}
