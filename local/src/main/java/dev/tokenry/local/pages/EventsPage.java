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

/** The events that functions put on the buses of EventBridge, newest first. */
final class EventsPage implements PageHandler.Page {

    private final Supplier<List<PublishedEvent>> events;

    EventsPage(Supplier<List<PublishedEvent>> events) {
        this.events = events;
    }

    @Override
    public Optional<PageResponse> show(PageRequest request) {
        if (!request.path().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(request.wantsJson() ? json() : HtmlPage.list("Events", request, table()));
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
                <th scope="col">Bus</th><th scope="col">Event</th>
                </tr></thead>
                <tbody>
                """, "</tbody>\n</table>\n"));
    }

    private static String row(PublishedEvent published) {
        JsonNode event = published.event();
        JsonNode detail = event.path("detail");
        return Stream.of(
                        detail.path("time").asText(event.path("time").asText()),
                        event.path("detail-type").asText(),
                        text(detail.path("target"), "kind", "name", "id"),
                        text(detail.path("actor"), "kind", "owner", "function"),
                        published.bus())
                .map(cell -> "<td>" + Markup.escape(cell) + "</td>")
                .collect(Collectors.joining(
                        "",
                        "<tr>",
                        "<td><details><summary>JSON</summary><pre>" + Markup.escape(event.toPrettyString())
                                + "</pre></details></td></tr>\n"));
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
