package dev.tokenry.functions.tokens.selector;

import java.util.Locale;

/** Texts without the difference between capitals and small letters, in any language of the caller's or of ours. */
public final class CaseFolding {

    private CaseFolding() {}

    /** Two texts that differ in case alone are folded to the same. */
    public static String fold(String text) {
        // Both ways, since some letters are alike in one of them only.
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
