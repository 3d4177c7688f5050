package dev.tokenry.functions.notices;

import dev.tokenry.model.Language;
import dev.tokenry.model.NoticeDigest;
import java.time.InstantSource;

/** Creates the messages of one environment. */
record MessageFactory(ConsoleLinks links, String environment, InstantSource clock) {

    private static final String DEFAULT_ENVIRONMENT = "default";

    NoticeMessage create(NoticeDigest digest, Language language) {
        return new NoticeMessage(digest, NoticeTexts.of(language), links, environment, clock.instant());
    }

    /** Returns the subject with what sends it. The environment distinguishes test from production. */
    String subject(NoticeMessage message) {
        String sender = environment.equals(DEFAULT_ENVIRONMENT) ? "Tokenry" : "Tokenry " + environment;
        return sender + ": " + message.subject();
    }
}
