package dev.tokenry.text;

/** Operations on text in code points. */
public final class Text {

    private Text() {}

    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Returns at most the first {@code maxLength} code points, followed by {@code …} if some were cut off. */
    public static String truncate(String text, int maxLength) {
        return length(text) <= maxLength ? text : text.substring(0, text.offsetByCodePoints(0, maxLength)) + "…";
    }

    /** Returns whether the text is not valid Unicode: JSON can escape an unpaired surrogate, which no store accepts. */
    public static boolean hasUnpairedSurrogate(String text) {
        return text.codePoints().anyMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE);
    }

    /** Returns whether the text consists of 1 to {@code maxLength} digits of ASCII. */
    public static boolean isDigits(String text, int maxLength) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= maxLength;
    }
}
