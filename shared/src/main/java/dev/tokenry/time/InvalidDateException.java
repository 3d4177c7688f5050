package dev.tokenry.time;

import java.util.Locale;

/**
 * Thrown when a date is rejected. The message is meant for the caller: it quotes the input and states the reason and
 * the accepted formats.
 *
 * <p>It is a checked exception, because an unhandled one would turn an invalid request into a 500 response. It has no
 * stack trace, because it describes the input and not a fault.
 */
public final class InvalidDateException extends Exception {
    static final String ACCEPTED_FORMATS = "Accepted: epoch milliseconds (1 to 15 digits),"
            + " YYYY-MM-DD(T| )HH:MM[:SS[.f{1,9}]][Z|(+|-)HH:MM] (UTC without a zone),"
            + " or now[(+|-)NU][/A] with N of 1 to 6 digits and U, A one of m h d w M y, for example now+14d.";

    /**
     * The longest accepted format has 35 characters. The limit prevents that a secret in the wrong field is returned in
     * full.
     */
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

    /** Returns whether a character breaks lines, changes the text direction or is invisible. */
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
