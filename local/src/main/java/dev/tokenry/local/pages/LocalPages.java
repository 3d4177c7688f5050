package dev.tokenry.local.pages;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.apigateway.Gateway;
import java.util.stream.Stream;

/** Serves the pages next to the API. No API has their paths as a base path. */
public final class LocalPages {

    public static final String EVENTS = EventsPage.PATH;
    public static final String MAILBOX = MailboxPage.PATH;

    private LocalPages() {}

    public static void serve(Gateway gateway, AwsEmulator aws) {
        gateway.serve(EVENTS, new PageHandler(EVENTS, new EventsPage(aws.eventBridge()::events)));
        gateway.serve(
                MAILBOX,
                new PageHandler(
                        MAILBOX,
                        new MailboxPage(() -> Stream.concat(
                                aws.ses().emails().stream().map(MailboxMessage::of),
                                aws.sns().publications().stream().map(MailboxMessage::of)))));
    }
}
