package dev.tokenry.emulator.ses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.io.ServiceException;
import dev.tokenry.emulator.ses.SentEmail.Recipients;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A request of {@code SendEmail}, with a simple message. */
record SendEmailRequest(JsonNode request) {

    private static final int MAX_RECIPIENTS = 50;

    SentEmail toEmail(String id, Instant time) {
        JsonNode content = request.path("Content");
        if (!content.has("Simple")) {
            throw badRequest("Only Simple content is emulated.");
        }
        SentEmail email = simple(content.path("Simple"), id, time);
        requireSendable(email);
        return email;
    }

    private SentEmail simple(JsonNode message, String id, Instant time) {
        JsonNode body = message.path("Body");
        return new SentEmail(
                id,
                time,
                request.path("FromEmailAddress").asText(""),
                recipients(),
                strings(request.path("ReplyToAddresses")),
                message.at("/Subject/Data").asText(""),
                text(body.at("/Text/Data")),
                text(body.at("/Html/Data")));
    }

    private Recipients recipients() {
        JsonNode destination = request.path("Destination");
        return new Recipients(
                strings(destination.path("ToAddresses")),
                strings(destination.path("CcAddresses")),
                strings(destination.path("BccAddresses")));
    }

    private static void requireSendable(SentEmail email) {
        if (email.from().isEmpty()) {
            throw badRequest("FromEmailAddress is required.");
        }
        int recipients = email.recipients().count();
        if (recipients < 1 || recipients > MAX_RECIPIENTS) {
            throw badRequest("Recipient count must be between 1 and " + MAX_RECIPIENTS + ", not " + recipients + ".");
        }
        if (email.text().isEmpty() && email.html().isEmpty()) {
            throw badRequest("The message has no body.");
        }
    }

    private static List<String> strings(JsonNode list) {
        return list.valueStream().map(JsonNode::asText).toList();
    }

    private static Optional<String> text(JsonNode text) {
        return text.isTextual() ? Optional.of(text.asText()) : Optional.empty();
    }

    static ServiceException badRequest(String message) {
        return new ServiceException(400, "BadRequestException", message);
    }
}
