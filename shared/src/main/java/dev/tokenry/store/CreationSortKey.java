package dev.tokenry.store;

import dev.tokenry.model.TokenId;
import dev.tokenry.text.Text;
import java.time.Instant;
import java.util.Optional;

/**
 * The sort key of a token in the indexes. Keys sort by creation time, then by token id, as records and in their encoded
 * form.
 *
 * @param createdAt the creation time, truncated to milliseconds; from 1970 until November 2286 (13 digits of
 *     milliseconds)
 */
public record CreationSortKey(Instant createdAt, TokenId id) implements Comparable<CreationSortKey> {

    private static final int DIGITS = 13;

    public CreationSortKey {
        createdAt = Instant.ofEpochMilli(createdAt.toEpochMilli());
        if (createdAt.toEpochMilli() < 0
                || Long.toString(createdAt.toEpochMilli()).length() > DIGITS) {
            throw new IllegalArgumentException("The creation time is out of range: " + createdAt);
        }
    }

    /** Parses the result of {@link #encode()}; returns empty for any other text. */
    public static Optional<CreationSortKey> parse(String text) {
        if (text.indexOf('#') != DIGITS || !Text.isDigits(text.substring(0, DIGITS), DIGITS)) {
            return Optional.empty();
        }
        Instant createdAt = Instant.ofEpochMilli(Long.parseLong(text.substring(0, DIGITS)));
        Optional<TokenId> id = TokenId.parse(text.substring(DIGITS + 1));
        return id.isEmpty() ? Optional.empty() : Optional.of(new CreationSortKey(createdAt, id.get()));
    }

    /** Returns 13 digits of milliseconds since 1970, {@code #} and the token id. */
    public String encode() {
        String millis = Long.toString(createdAt.toEpochMilli());
        return "0".repeat(DIGITS - millis.length()) + millis + "#" + id.value();
    }

    @Override
    public int compareTo(CreationSortKey other) {
        return encode().compareTo(other.encode());
    }
}
