package dev.tokenry.emulator.ses;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as its readers see it.
 *
 * @param recipients who receives the message
 * @param text the body as plain text
 * @param html the body as HTML
 */
public record SentEmail(
        String id,
        Instant time,
        String from,
        Recipients recipients,
        List<String> replyTo,
        String subject,
        Optional<String> text,
        Optional<String> html) {

    /** The addresses of a message. */
    public record Recipients(List<String> to, List<String> cc, List<String> bcc) {

        int count() {
            return to.size() + cc.size() + bcc.size();
        }
    }
}
