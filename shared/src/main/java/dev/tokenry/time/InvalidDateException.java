package dev.tokenry.time;

import java.util.Locale;

/**
 * A date that cannot be taken; its message is meant for the caller and says what was read, why it is refused and which
 * forms are accepted.
 *
 * <p>Checked, because a caller that forgot it would answer 500 to a typing mistake; without a stack, because it is an
 * answer and no fault.
 */
public final class InvalidDateException extends Exception {
    static final String ACCEPTED_FORMATS = "Accepted: epoch milliseconds (1 to 15 digits),"
            + " YYYY-MM-DD(T| )HH:MM[:SS[.f{1,9}]][Z|(+|-)HH:MM] (UTC without a zone),"
            + " or now[(+|-)NU][/A] with N of 1 to 6 digits and U, A one of m h d w M y, for example now+14d.";

    /** The longest accepted form has 35 characters; a secret pasted into the wrong field should not come back. */
    private static final int MAX_ECHO_LENGTH = 40;

    InvalidDateException(String text, String reason) {
        super(quote(text) + " " + reason + ". " + ACCEPTED_FORMATS, null, false, false);
    }

    private static String quote(String text) {
        var quoted = new StringBuilder("'");
        text.codePoints().limit(MAX_ECHO_LENGTH).forEach(c -> {
            if (isInvisible(c)) {
                quoted.append(String.format(Locale.ROOT, "<U+%04X>", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        boolean isTruncated = text.codePointCount(0, text.length()) > MAX_ECHO_LENGTH;
        return quoted.append(isTruncated ? "...'" : "'").toString();
    }

    /** What would break a line, turn the reading direction, or not be seen at all. */
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> false;
        };
    }
}
