package dev.tokenry.model;

import dev.tokenry.text.AsciiSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public part of a token, {@code PREFIX.PUBLIC}. It identifies the token in paths, logs and the table key. It is
 * not secret and does not authenticate.
 */
public record TokenId(String prefix, String publicPart) {

    static final int PUBLIC_LENGTH = 24;
    static final int MAX_PREFIX_LENGTH = 12;
    private static final int MIN_PREFIX_LENGTH = 2;
    private static final AsciiSet PREFIX_CHARACTERS = AsciiSet.of("a-z0-9");

    /** @throws IllegalArgumentException if a part is not valid; the message does not contain it */
    public TokenId {
        if (!isPrefix(prefix) || !Base32.isBase32(publicPart, PUBLIC_LENGTH)) {
            throw new IllegalArgumentException("Not a token id");
        }
    }

    /** Parses a token id. Returns empty for any other text, including a token value. */
    public static Optional<TokenId> parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String prefix = text.substring(0, dot);
        String publicPart = text.substring(dot + 1);
        return isPrefix(prefix) && Base32.isBase32(publicPart, PUBLIC_LENGTH)
                ? Optional.of(new TokenId(prefix, publicPart))
                : Optional.empty();
    }

    /** Returns whether the text can be the prefix of a token id. */
    static boolean isPrefix(String text) {
        return text.length() >= MIN_PREFIX_LENGTH
                && text.length() <= MAX_PREFIX_LENGTH
                && PREFIX_CHARACTERS.containsAll(text);
    }

    /** Returns the id in its text form, {@code PREFIX.PUBLIC}. */
    public String value() {
        return prefix + "." + publicPart;
    }

    // Not those of a record, which need method handles.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenId id && publicPart.equals(id.publicPart) && prefix.equals(id.prefix);
    }

    @Override
    public int hashCode() {
        return publicPart.hashCode();
    }

    @Override
    public String toString() {
        return value();
    }
}
