package dev.tokenry.functions.notices;

import dev.tokenry.functions.notices.NoticeMessage.Entry;
import dev.tokenry.functions.notices.NoticeMessage.Section;

/** Renders messages as plain text. */
final class TextMessage {

    private TextMessage() {}

    /** Returns the message to the owner. */
    static String toOwner(NoticeMessage message) {
        return message.greeting() + "\n\n" + body(message) + "\n--\n" + message.reason() + "\n";
    }

    /** Returns the part of the message that is the same for the owner and for others. */
    static String body(NoticeMessage message) {
        StringBuilder text = new StringBuilder(message.owner()).append("\n\n");
        for (Section section : message.sections()) {
            text.append(section.heading())
                    .append("\n\n")
                    .append(section.advice())
                    .append("\n\n");
            section.entries().forEach(entry -> append(entry, text));
            section.more().ifPresent(more -> text.append(more).append("\n\n"));
        }
        return text.append(message.allTokens())
                .append(":\n")
                .append(message.allTokensLink())
                .append('\n')
                .toString();
    }

    private static void append(Entry entry, StringBuilder text) {
        text.append("* ").append(entry.name()).append('\n');
        text.append("  ").append(entry.id()).append('\n');
        entry.facts().forEach(fact -> text.append("  ").append(fact).append('\n'));
        text.append("  ").append(entry.link()).append("\n\n");
    }
}
