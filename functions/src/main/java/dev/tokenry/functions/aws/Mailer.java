package dev.tokenry.functions.aws;

import dev.tokenry.aws.SignedCalls;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.http.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends mail with {@code SendEmail} of SES version 2. SES makes the message of its parts, so that no text of one can
 * become a header.
 */
public final class Mailer {

    private static final String PATH = "/v2/email/outbound-emails";

    private final SignedCalls ses;
    private final String sender;

    /** @param sender the address of the sender, which SES has verified */
    public Mailer(SignedCalls ses, String sender) {
        this.ses = ses;
        this.sender = sender;
    }

    /** A mail to one address, as plain text and as HTML. */
    public record Mail(String to, String subject, String text, String html) {}

    /** Sends a mail. Returns why SES does not have it, or may not have it; empty if SES has it. */
    public Optional<String> send(Mail mail) {
        Map<String, Object> request = Map.of(
                "FromEmailAddress",
                sender,
                "Destination",
                Map.of("ToAddresses", List.of(mail.to())),
                "Content",
                Map.of(
                        "Simple",
                        Map.of(
                                "Subject",
                                utf8(mail.subject()),
                                "Body",
                                Map.of("Text", utf8(mail.text()), "Html", utf8(mail.html())))));
        try {
            return Rejection.of(ses.post(PATH, "application/json", StrictJson.write(request)));
        } catch (ServiceUnavailableException e) {
            return Rejection.of(e);
        }
    }

    private static Map<String, String> utf8(String data) {
        return Map.of("Data", data, "Charset", "UTF-8");
    }
}
