package dev.tokenry.model;

import java.util.Locale;

/** Case-insensitive comparison of text, independent of the locale. */
public final class CaseFolding {

    private CaseFolding() {}

    /** Returns the text in a form that is equal for two texts that differ only in case. */
    public static String fold(String text) {
        // In both directions, because some letters have a common form in only one of them.
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Returns whether the text contains the part, ignoring case. */
    public static boolean containsIgnoreCase(String text, String part) {
        return fold(text).contains(fold(part));
    }
}
