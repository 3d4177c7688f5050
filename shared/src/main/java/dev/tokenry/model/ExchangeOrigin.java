package dev.tokenry.model;

import dev.tokenry.text.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * The exchange that a token comes from.
 *
 * @param trust the name of the trust
 * @param subject the {@code sub} of the id token, which tells who received the token; null where only the trust is
 *     known, as in the rows of an index
 * @param maxCreatedDays how many days the trust permitted for what the person creates when the token was given, for
 *     display: the record of the trust decides at each write; null if the token is that of a job, or where only the
 *     trust is known
 */
public record ExchangeOrigin(
        String trust, @Nullable String subject, @Nullable Integer maxCreatedDays) {

    /** Creates the origin of the token of a job. */
    public ExchangeOrigin(String trust, @Nullable String subject) {
        this(trust, subject, null);
    }

    /** Returns whether a subject can be recorded: it is shown to people, in logs and in lists. */
    public static boolean isSubject(String subject) {
        return VisibleText.isLine(subject);
    }
}
