package dev.tokenry.error;

import java.util.Locale;

/** The beginning of a value from a request, in a form that is safe to show in a message. */
public final class Excerpt {

    private Excerpt() {}

    /**
     * Returns at most the first {@code maxLength} code points, followed by {@code …} if some were cut off. Characters that
     * are not visible, break a line or change the reading direction are shown as {@code <U+202E>}.
     */
    public static String of(String text, int maxLength) {
        StringBuilder excerpt = new StringBuilder();
        text.codePoints().limit(maxLength).forEach(codePoint -> {
            if (isInvisible(codePoint)) {
                excerpt.append(String.format(Locale.ROOT, "<U+%04X>", codePoint));
            } else {
                excerpt.appendCodePoint(codePoint);
            }
        });
        return text.codePointCount(0, text.length()) > maxLength
                ? excerpt.append('…').toString()
                : excerpt.toString();
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> false;
        };
    }
}
