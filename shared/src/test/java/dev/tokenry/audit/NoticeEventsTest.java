package dev.tokenry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.model.Notice;
import dev.tokenry.model.Notice.Kind;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.OwnerName;
import dev.tokenry.store.SampleTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoticeEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T05:10:00.123Z");
    private static final OwnerName ALICE = OwnerName.of("Alice");

    @Test
    void tokens_of_an_owner_share_an_event() {
        Notice first = notice(Kind.EXPIRING, "alpha", NOW.minusSeconds(60), NOW.plusSeconds(60));
        Notice second = notice(Kind.EXPIRING, null, null, NOW.plusSeconds(120));
        List<AuditEvent> events = events(first, second);

        Map<String, Object> json = AuditEventJson.of(events.getFirst());
        assertThat(events).hasSize(1);
        assertThat(json)
                .containsEntry("type", "Tokens Expiring")
                .containsEntry("action", "tokens.expiring")
                .containsEntry("actor", Map.of("kind", "iam", "function", "notices"))
                .containsEntry("target", Map.of("kind", "user", "id", "Alice"))
                .containsEntry("changes", List.of())
                .containsEntry("requestId", "request")
                .containsEntry(
                        "tokens",
                        List.of(
                                Map.of(
                                        "id",
                                        first.id().value(),
                                        "name",
                                        "ci",
                                        "project",
                                        "alpha",
                                        "expirationDate",
                                        "2026-11-30T05:11:00.123Z",
                                        "lastUsedDate",
                                        "2026-11-30T05:09:00.123Z"),
                                Map.of(
                                        "id",
                                        second.id().value(),
                                        "name",
                                        "ci",
                                        "expirationDate",
                                        "2026-11-30T05:12:00.123Z")));
    }

    @Test
    void unused_tokens_are_disabled_from_a_time_on() {
        Notice unused = notice(Kind.UNUSED, null, null, NOW.plusSeconds(60));

        assertThat(AuditEventJson.of(events(unused).getFirst()))
                .containsEntry("type", "Tokens Unused")
                .containsEntry(
                        "tokens",
                        List.of(Map.of(
                                "id", unused.id().value(), "name", "ci", "disabledFrom", "2026-11-30T05:11:00.123Z")));
    }

    @Test
    void each_expired_token_has_an_event_at_the_time_of_its_expiration() {
        Notice expired = notice(Kind.EXPIRED, "alpha", null, NOW.minusSeconds(60));
        List<AuditEvent> events = events(expired, notice(Kind.EXPIRED, null, null, NOW));

        assertThat(events).hasSize(2).allMatch(event -> event.action().id().equals("token.expired"));
        assertThat(events.getFirst().time()).isEqualTo(NOW.minusSeconds(60));
        assertThat(events.getFirst().target())
                .isEqualTo(new AuditTarget(AuditTarget.Kind.TOKEN, expired.id().value(), "ci", "Alice", "alpha"));
    }

    @Test
    void anything_else_has_another_id() {
        Notice notice = notice(Kind.EXPIRED, null, null, NOW);
        Notice later = new Notice(Kind.EXPIRED, notice.id(), "ci", null, null, NOW.plusMillis(1), null);
        Notice expiring = new Notice(Kind.EXPIRING, notice.id(), "ci", null, null, NOW, 30);
        Notice urgent = new Notice(Kind.EXPIRING, notice.id(), "ci", null, null, NOW, 7);

        assertThat(Stream.of(notice, later, expiring, urgent)
                        .map(each -> events(each).getFirst().id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_sent_again_is_the_same_event_and_the_latest_due_time_is_its_time() {
        Notice unused = notice(Kind.UNUSED, null, null, NOW.plus(Duration.ofDays(3)));
        Notice first = notice(Kind.EXPIRING, null, null, NOW.plus(Duration.ofDays(5)));
        Notice second = notice(Kind.EXPIRING, null, null, NOW.plus(Duration.ofDays(6)));

        List<AuditEvent> events = events(first, second, unused);

        assertThat(events)
                .extracting(AuditEvent::time)
                .containsExactly(NOW.minus(Duration.ofDays(1)), NOW.minus(Duration.ofDays(4)));
        assertThat(events(first, second, unused)).isEqualTo(events);
    }

    @Test
    void many_tokens_are_divided_among_events_that_every_destination_accepts() {
        Notice[] notices = IntStream.range(0, 10_000)
                .mapToObj(i -> new Notice(
                        Kind.EXPIRING,
                        SampleTokens.newId(),
                        "\u6669".repeat(100),
                        "p".repeat(63),
                        NOW,
                        NOW.plusMillis(i),
                        7))
                .toArray(Notice[]::new);
        List<AuditEvent> events = events(notices);

        assertThat(events).hasSize(100);
        assertThat(events.stream().flatMap(event -> event.tokens().stream()).map(NoticedToken::id))
                .containsExactlyElementsOf(
                        Stream.of(notices).map(notice -> notice.id().value()).toList());
        assertThat(events)
                .allMatch(event -> OutgoingEvent.of(event, Map::toString).size() < OutgoingEvent.MAX_BYTES / 2);
    }

    private static List<AuditEvent> events(Notice... notices) {
        return new NoticeEvents(new AuditActor.Iam("notices"), "request", "default")
                .of(new NoticeDigest(ALICE, Optional.empty(), List.of(notices)));
    }

    private static Notice notice(Kind kind, String project, Instant lastUsedAt, Instant at) {
        return new Notice(kind, SampleTokens.newId(), "ci", project, lastUsedAt, at, kind == Kind.EXPIRING ? 7 : null);
    }
}
