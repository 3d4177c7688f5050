package dev.tokenry.text;

import java.util.Locale;

/** The beginning of a value from a request, in a form that is safe to show in a message. */
public final class Excerpt {

    private Excerpt() {}

    /**
     * Returns at most the first {@code maxLength} code points, followed by {@code …} if some were cut off. Characters
     * that {@link VisibleText} forbids, and white space other than a blank, are shown as {@code <U+202E>}.
     */
    public static String of(String text, int maxLength) {
        StringBuilder excerpt = new StringBuilder();
        Text.truncate(text, maxLength).codePoints().forEach(codePoint -> {
            if (VisibleText.isDistinct(codePoint)) {
                excerpt.appendCodePoint(codePoint);
            } else {
                excerpt.append(String.format(Locale.ROOT, "<U+%04X>", codePoint));
            }
        });
        return excerpt.toString();
    }
}
