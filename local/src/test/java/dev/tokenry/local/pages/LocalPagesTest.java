package dev.tokenry.local.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.emulator.eventbridge.PublishedEvent;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.io.LoopbackServer;
import dev.tokenry.emulator.ses.SentEmail;
import dev.tokenry.emulator.ses.SentEmail.Recipients;
import dev.tokenry.emulator.sns.Publication;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPagesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVIL = "<script>alert(1)</script>";

    private final List<PublishedEvent> events = new ArrayList<>();
    private final List<MailboxMessage> messages = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = LoopbackServer.bind(0, AllowedHosts.LOOPBACK);
        server.handle(LocalPages.EVENTS, new PageHandler(LocalPages.EVENTS, new EventsPage(() -> events)));
        server.handle(LocalPages.MAILBOX, new PageHandler(LocalPages.MAILBOX, new MailboxPage(messages::stream)));
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void the_page_of_events_lists_them_and_shows_each() throws Exception {
        events.add(event(
                2,
                "Token Disabled",
                "{\"time\":\"2026-11-30T05:10:00.123Z\","
                        + "\"target\":{\"kind\":\"token\",\"id\":\"tk0c01.A\",\"name\":\"ci & cd\"},"
                        + "\"actor\":{\"kind\":\"token\",\"owner\":\"alice\"}}"));
        events.add(event(1, EVIL, "{}"));

        String page = get("/local/events").body();

        assertThat(page)
                .containsSubsequence(
                        "<td>2026-11-30T05:10:00.123Z</td>",
                        "<td><a href=\"/local/events/event-2\">Token Disabled</a></td>",
                        "<td>token ci &amp; cd tk0c01.A</td>",
                        "<td>token alice</td>",
                        "<td>default</td>",
                        "<td>2026-11-30T05:10:00Z</td>",
                        ">&lt;script&gt;alert(1)&lt;/script&gt;</a></td>")
                .doesNotContain("<script");
        assertThat(get("/local/events/event-1").body())
                .contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>", "&quot;detail&quot; : { }")
                .doesNotContain("<script", "http-equiv");
    }

    @Test
    void the_json_of_events_contains_them_as_targets_receive_them() throws Exception {
        events.add(event(1, "Token Created", "{\"n\":1}"));

        HttpResponse<String> response = get("/local/events?format=json");

        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(JSON.readTree(response.body())).isEqualTo(JSON.readTree("""
                {"events": [{"bus": "default", "event":
                  {"id": "event-1", "detail-type": "Token Created", "time": "2026-11-30T05:10:00Z", "detail": {"n": 1}}}]}
                """));
    }

    @Test
    void the_mailbox_lists_the_newest_message_first_and_shows_each() throws Exception {
        messages.add(email(1, Optional.of("Hello\nAda"), Optional.of("<p>Hello</p>")));
        messages.add(publication(2));

        assertThat(get("/local/mailbox").body())
                .containsSubsequence(
                        "<td>SNS</td><td>arn:aws:sns:eu-central-1:000000000000:t</td>",
                        "<a href=\"/local/mailbox/id2\">(no subject)</a>",
                        "<td>Mail</td><td>Ada &lt;ada@example.org&gt;, bo@example.org</td>",
                        "<a href=\"/local/mailbox/id1\">Tokens expire &amp; end</a>");
        assertThat(get("/local/mailbox/id1").body())
                .containsSubsequence(
                        "<h1>Tokens expire &amp; end</h1>",
                        "<dt>From</dt><dd>shop@example.org</dd>",
                        "<dt>To</dt><dd>Ada &lt;ada@example.org&gt;, bo@example.org</dd>",
                        "<pre>Hello\nAda</pre>",
                        "src=\"/local/mailbox/id1/html\"")
                .doesNotContain("<dt>Cc</dt>", "http-equiv");
        assertThat(get("/local/mailbox/id1/html").body()).endsWith("<p>Hello</p>");
        assertThat(get("/local/mailbox/id2").body())
                .contains("<dt>Attributes</dt><dd>kind=digest</dd>", "<pre>soon</pre>")
                .doesNotContain("<iframe");
    }

    @Test
    void the_json_of_the_mailbox_has_all_fields_that_are_present() throws Exception {
        messages.add(email(1, Optional.of("Hello"), Optional.empty()));
        messages.add(publication(2));

        JsonNode json = JSON.readTree(get("/local/mailbox?format=json").body());

        assertThat(json).isEqualTo(JSON.readTree("""
                {"messages": [
                  {"id": "id2", "time": "2026-11-30T05:10:02Z", "channel": "sns",
                   "topic": "arn:aws:sns:eu-central-1:000000000000:t", "attributes": ["kind=digest"], "text": "soon"},
                  {"id": "id1", "time": "2026-11-30T05:10:01Z", "channel": "email", "from": "shop@example.org",
                   "to": ["Ada <ada@example.org>", "bo@example.org"], "subject": "Tokens expire & end", "text": "Hello"}
                ]}
                """));
    }

    @Test
    void the_html_of_a_message_runs_no_script_and_loads_nothing() throws Exception {
        messages.add(email(1, Optional.empty(), Optional.of("<img src=\"https://example.org/pixel\">" + EVIL)));

        String page = get("/local/mailbox/id1").body();
        String policy = policy(get("/local/mailbox/id1/html"));

        assertThat(page)
                .contains("<iframe title=\"Message as HTML\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"")
                .doesNotContain(EVIL, "pixel");
        assertThat(policy)
                .contains("default-src 'none'", "; sandbox allow-popups allow-popups-to-escape-sandbox;")
                .doesNotContain("script-src", "allow-scripts", "allow-same-origin", "https:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/local/events", "/local/mailbox", "/local/mailbox/id1", "/local/events?format=json"})
    void a_page_runs_no_script_and_is_neither_framed_nor_stored(String path) throws Exception {
        messages.add(email(1, Optional.of(EVIL), Optional.of(EVIL)));

        HttpResponse<String> response = get(path);

        assertThat(policy(response))
                .startsWith("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("script-src", "unsafe");
        assertThat(response.headers().map())
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
                .containsEntry("cache-control", List.of("no-store"))
                .doesNotContainKey("access-control-allow-origin");
        assertThat(response.body()).doesNotContain(EVIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/local/events", "/local/mailbox"})
    void a_list_reloads_until_the_reader_stops_it(String path) throws Exception {
        assertThat(get(path).body())
                .contains("<meta http-equiv=\"refresh\" content=\"5\">", "<a href=\"?refresh=off\">Stop reloading</a>");
        assertThat(get(path + "?refresh=off").body())
                .contains("<a href=\"?\">Reload every 5 seconds</a>")
                .doesNotContain("http-equiv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/local/events/1",
                "/local/eventsource",
                "/local/mailbox/",
                "/local/mailbox/none",
                "/local/mailbox/none/html",
                "/local/mailbox/id2/html",
                "/local/mailboxid2"
            })
    void other_paths_are_not_found(String path) throws Exception {
        messages.add(publication(2));

        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void only_get_is_supported() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(server.endpoint().resolve("/local/events"))
                .POST(BodyPublishers.ofString("x"))
                .build();

        HttpResponse<String> response = http.send(post, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(server.endpoint().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static String policy(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private static PublishedEvent event(long number, String type, String detail) throws IOException {
        JsonNode event = JSON.createObjectNode()
                .put("id", "event-" + number)
                .put("detail-type", type)
                .put("time", "2026-11-30T05:10:00Z")
                .set("detail", JSON.readTree(detail));
        return new PublishedEvent(number, "default", event);
    }

    private static MailboxMessage email(int second, Optional<String> text, Optional<String> html) {
        Recipients recipients =
                new Recipients(List.of("Ada <ada@example.org>", "bo@example.org"), List.of(), List.of());
        return MailboxMessage.of(new SentEmail(
                "id" + second,
                time(second),
                "shop@example.org",
                recipients,
                List.of(),
                "Tokens expire & end",
                text,
                html));
    }

    private static MailboxMessage publication(int second) {
        return MailboxMessage.of(new Publication(
                "id" + second,
                time(second),
                "arn:aws:sns:eu-central-1:000000000000:t",
                Optional.empty(),
                "soon",
                Map.of("kind", "digest")));
    }

    private static Instant time(int second) {
        return Instant.parse("2026-11-30T05:10:00Z").plusSeconds(second);
    }
}
