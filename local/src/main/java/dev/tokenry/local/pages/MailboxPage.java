package dev.tokenry.local.pages;

import dev.tokenry.emulator.io.Markup;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The messages that functions sent by mail and published to topics: a list, and a page for each message. */
final class MailboxPage implements PageHandler.Page {

    static final String PATH = "/local/mailbox";

    private static final String HTML_SUFFIX = "/html";

    // Links of a message open in a new window, which has the rights that its own page gives it.
    private static final String SANDBOX = "allow-popups allow-popups-to-escape-sandbox";

    /** Nothing of a message runs and nothing is loaded, even if its address is opened without the frame. */
    private static final String HTML_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox "
            + SANDBOX + "; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static final Map<String, String> LABELS = Map.of(
            "from", "From",
            "to", "To",
            "cc", "Cc",
            "bcc", "Bcc",
            "replyTo", "Reply to",
            "topic", "Topic",
            "attributes", "Attributes");

    private final Supplier<Stream<MailboxMessage>> messages;

    MailboxPage(Supplier<Stream<MailboxMessage>> messages) {
        this.messages = messages;
    }

    @Override
    public Optional<PageResponse> show(PageRequest request) {
        if (request.path().isEmpty()) {
            return Optional.of(request.wantsJson() ? json() : HtmlPage.list("Mailbox", request, table()));
        }
        String id = request.path().substring(1);
        return id.endsWith(HTML_SUFFIX)
                ? find(id.substring(0, id.length() - HTML_SUFFIX.length())).flatMap(MailboxPage::html)
                : find(id).map(MailboxPage::message);
    }

    private List<MailboxMessage> newestFirst() {
        return messages.get()
                .sorted(Comparator.comparing(MailboxMessage::time).reversed())
                .toList();
    }

    private Optional<MailboxMessage> find(String id) {
        return messages.get().filter(each -> each.id().equals(id)).findFirst();
    }

    private PageResponse json() {
        return PageResponse.json(Map.of(
                "messages", newestFirst().stream().map(MailboxMessage::json).toList()));
    }

    private String table() {
        List<MailboxMessage> all = newestFirst();
        if (all.isEmpty()) {
            return "<p>No messages since the start.</p>\n";
        }
        return all.stream().map(MailboxPage::row).collect(Collectors.joining("", """
                <table>
                <caption>The last messages since the start, newest first. Nothing of them left this machine.</caption>
                <thead><tr>
                <th scope="col">Time</th><th scope="col">Channel</th><th scope="col">To</th><th scope="col">Subject</th>
                </tr></thead>
                <tbody>
                """, "</tbody>\n</table>\n"));
    }

    private static String row(MailboxMessage message) {
        return "<tr><td>%s</td><td>%s</td><td>%s</td><td><a href=\"%s\">%s</a></td></tr>\n"
                .formatted(
                        message.time(),
                        channel(message),
                        Markup.escape(message.receiver()),
                        PATH + "/" + message.id(),
                        Markup.escape(message.title()));
    }

    private static PageResponse message(MailboxMessage message) {
        StringBuilder main = new StringBuilder("<dl>\n");
        main.append(field("Time", message.time().toString())).append(field("Channel", channel(message)));
        message.headers().forEach((name, values) -> {
            if (!values.isEmpty()) {
                main.append(field(LABELS.getOrDefault(name, name), String.join(", ", values)));
            }
        });
        main.append("</dl>\n");
        message.text()
                .ifPresent(text -> main.append("<h2>Text</h2>\n<pre>")
                        .append(Markup.escape(text))
                        .append("</pre>\n"));
        if (message.html().isPresent()) {
            main.append("<h2>HTML</h2>\n<iframe title=\"Message as HTML\" sandbox=\"%s\" src=\"%s\"></iframe>\n"
                    .formatted(SANDBOX, PATH + "/" + message.id() + HTML_SUFFIX));
        }
        return HtmlPage.of(message.title(), main.toString());
    }

    private static Optional<PageResponse> html(MailboxMessage message) {
        return message.html()
                .map(html -> PageResponse.html("<!doctype html><base target=\"_blank\">" + html, HTML_POLICY));
    }

    private static String field(String name, String value) {
        return "<dt>" + name + "</dt><dd>" + Markup.escape(value) + "</dd>\n";
    }

    private static String channel(MailboxMessage message) {
        return message.channel().equals("sns") ? "SNS" : "Mail";
    }
}
