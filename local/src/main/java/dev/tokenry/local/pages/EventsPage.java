package dev.tokenry.local.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.eventbridge.PublishedEvent;
import dev.tokenry.emulator.io.Markup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The events that functions put on the buses of EventBridge: a list, and a page for each event. */
final class EventsPage implements PageHandler.Page {

    static final String PATH = "/local/events";

    private final Supplier<List<PublishedEvent>> events;

    EventsPage(Supplier<List<PublishedEvent>> events) {
        this.events = events;
    }

    @Override
    public Optional<PageResponse> show(PageRequest request) {
        if (!request.path().isEmpty()) {
            return find(request.path().substring(1)).map(EventsPage::event);
        }
        return Optional.of(request.wantsJson() ? json() : HtmlPage.list("Events", request, table()));
    }

    private Optional<PublishedEvent> find(String id) {
        return events.get().stream().filter(each -> id(each).equals(id)).findFirst();
    }

    private static PageResponse event(PublishedEvent published) {
        return HtmlPage.of(
                type(published),
                "<p>On the bus " + Markup.escape(published.bus()) + "</p>\n<pre>"
                        + Markup.escape(published.event().toPrettyString()) + "</pre>\n");
    }

    private PageResponse json() {
        return PageResponse.json(Map.of(
                "events",
                events.get().stream()
                        .map(each -> Map.of("bus", each.bus(), "event", each.event()))
                        .toList()));
    }

    private String table() {
        List<PublishedEvent> all = events.get();
        if (all.isEmpty()) {
            return "<p>No events since the start.</p>\n";
        }
        return all.stream().map(EventsPage::row).collect(Collectors.joining("", """
                <table>
                <caption>The last 1,000 events of each bus since the start, newest first</caption>
                <thead><tr>
                <th scope="col">Time</th><th scope="col">Type</th><th scope="col">Target</th><th scope="col">Actor</th>
                <th scope="col">Bus</th>
                </tr></thead>
                <tbody>
                """, "</tbody>\n</table>\n"));
    }

    private static String row(PublishedEvent published) {
        JsonNode detail = published.event().path("detail");
        return "<tr><td>%s</td><td><a href=\"%s\">%s</a></td><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                .formatted(
                        Markup.escape(detail.path("time")
                                .asText(published.event().path("time").asText())),
                        PATH + "/" + id(published),
                        Markup.escape(type(published)),
                        Markup.escape(text(detail.path("target"), "kind", "name", "id")),
                        Markup.escape(text(detail.path("actor"), "kind", "owner", "function")),
                        Markup.escape(published.bus()));
    }

    private static String id(PublishedEvent published) {
        return published.event().path("id").asText();
    }

    private static String type(PublishedEvent published) {
        return published.event().path("detail-type").asText();
    }

    /** Returns the fields that are present. */
    private static String text(JsonNode object, String... fields) {
        return Stream.of(fields)
                .map(object::path)
                .filter(JsonNode::isValueNode)
                .filter(field -> !field.isMissingNode())
                .map(JsonNode::asText)
                .collect(Collectors.joining(" "));
    }
}
