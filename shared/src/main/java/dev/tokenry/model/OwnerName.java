package dev.tokenry.model;

import dev.tokenry.text.AsciiSet;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a user or of a technical user, who owns tokens. Names are case-insensitive and case-preserving: names
 * that differ only in case are equal, and each keeps its spelling for display. All comparisons of owners, and all keys
 * of the store that contain one, come from here.
 */
public final class OwnerName {

    /**
     * The accepted syntax, as error messages show it. It has no letters outside ASCII, so that folding is unambiguous.
     */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}";

    /** Stands for an owner that cannot be read from a damaged record. It equals no name. */
    public static final OwnerName UNREADABLE = new OwnerName("");

    private static final int MAX_LENGTH = 64;
    private static final AsciiSet FIRST_CHARACTERS = AsciiSet.of("A-Za-z0-9");
    private static final AsciiSet CHARACTERS = AsciiSet.of("A-Za-z0-9._@+-");

    private final String spelling;
    private final String key;

    private OwnerName(String spelling) {
        this.spelling = spelling;
        this.key = spelling.toLowerCase(Locale.ROOT);
    }

    /** Returns the name with this spelling; empty if the text does not match {@link #PATTERN}. */
    public static Optional<OwnerName> parse(String text) {
        return isValid(text) ? Optional.of(new OwnerName(text)) : Optional.empty();
    }

    /** @throws IllegalArgumentException if the text does not match {@link #PATTERN} */
    public static OwnerName of(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("Not a valid owner name");
        }
        return new OwnerName(text);
    }

    private static boolean isValid(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && FIRST_CHARACTERS.contains(text.charAt(0))
                && CHARACTERS.containsAll(text);
    }

    /** Returns the name as it was written, for display. Two spellings can be of one name. */
    public String spelling() {
        return spelling;
    }

    /** Returns the name in lower case, which identifies it. */
    public String key() {
        return key;
    }

    /** Returns whether the other object is the same name, whatever its spelling. */
    @Override
    public boolean equals(Object other) {
        return other instanceof OwnerName name && key.equals(name.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** Returns the spelling. */
    @Override
    public String toString() {
        return spelling;
    }
}
