package dev.tokenry.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public part of a token, {@code PREFIX.PUBLIC}. It identifies the token in paths, logs and the table key. It is
 * not secret and does not authenticate.
 */
public record TokenId(String prefix, String publicPart) {

    static final int PUBLIC_LENGTH = 24;
    static final Pattern PREFIX = Pattern.compile("[a-z0-9]{2,12}");

    /** @throws IllegalArgumentException if a part is not valid; the message does not contain it */
    public TokenId {
        if (!PREFIX.matcher(prefix).matches() || !Base32.isBase32(publicPart, PUBLIC_LENGTH)) {
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
        return PREFIX.matcher(prefix).matches() && Base32.isBase32(publicPart, PUBLIC_LENGTH)
                ? Optional.of(new TokenId(prefix, publicPart))
                : Optional.empty();
    }

    /** Returns the id in its text form, {@code PREFIX.PUBLIC}. */
    public String value() {
        return prefix + "." + publicPart;
    }

    @Override
    public String toString() {
        return value();
    }
}
