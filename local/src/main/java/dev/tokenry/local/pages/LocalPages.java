package dev.tokenry.local.pages;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.local.issuers.LocalIssuers;
import java.util.stream.Stream;

/** Serves the pages next to the API. No API has their paths as a base path. */
public final class LocalPages {

    public static final String EVENTS = EventsPage.PATH;
    public static final String MAILBOX = MailboxPage.PATH;
    public static final String ISSUERS = LocalIssuers.PATH;

    private LocalPages() {}

    public static void serve(Gateway gateway, AwsEmulator aws, LocalIssuers issuers) {
        gateway.serve(EVENTS, new PageHandler(EVENTS, new EventsPage(aws.eventBridge()::events)));
        gateway.serve(ISSUERS, new PageHandler(ISSUERS, new IssuersPage(issuers)));
        gateway.serve(
                MAILBOX,
                new PageHandler(
                        MAILBOX,
                        new MailboxPage(() -> Stream.concat(
                                aws.ses().emails().stream().map(MailboxMessage::of),
                                aws.sns().publications().stream().map(MailboxMessage::of)))));
    }
}
