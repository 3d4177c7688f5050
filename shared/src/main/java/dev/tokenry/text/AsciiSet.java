package dev.tokenry.text;

/**
 * A set of ASCII characters, for the syntax of what each cold start of the authorizer parses: regular expressions would
 * load many classes.
 */
public final class AsciiSet {

    private static final int SIZE = 128;

    private final boolean[] members = new boolean[SIZE];

    private AsciiSet() {}

    /**
     * Returns the set of the given characters.
     *
     * @param members characters, and ranges such as {@code a-z}; a hyphen at the end stands for itself
     */
    public static AsciiSet of(String members) {
        AsciiSet set = new AsciiSet();
        for (int i = 0; i < members.length(); i++) {
            char first = members.charAt(i);
            char last = first;
            if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
                i += 2;
                last = members.charAt(i);
            }
            for (char member = first; member <= last; member++) {
                set.members[member] = true;
            }
        }
        return set;
    }

    public boolean contains(char c) {
        return c < SIZE && members[c];
    }

    /** Returns whether the set contains all characters of a text; an empty one has none. */
    public boolean containsAll(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!contains(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a text is not empty and consists of characters of the set. */
    public boolean isWord(String text) {
        return !text.isEmpty() && containsAll(text);
    }

    /** Returns whether the set contains a character of a text. */
    public boolean containsAnyOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (contains(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
