package dev.tokenry.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.audit.AuditAction;
import dev.tokenry.audit.AuditActor;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.AuditTarget;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.audit.NoticeEvents;
import dev.tokenry.audit.OutgoingEvent;
import dev.tokenry.model.Notice;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.StoredRecord;
import dev.tokenry.store.dynamodb.TestAuditTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The newest states that follow from events in DynamoDB Local. */
class EventSourceIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant SINCE = Instant.parse("2026-11-21T07:55:00Z");
    private static final AuditActor ACTOR = new AuditActor.Iam("notices");
    private static final TokenId TOKEN =
            TokenId.parse("tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX").orElseThrow();

    private final TestAuditTable audit = new TestAuditTable();
    private Instant now = SINCE.plus(Duration.ofHours(1));

    @Test
    void the_first_event_counts_however_long_the_restored_table_is_read() {
        add(new AuditEvent(
                "1",
                SINCE,
                AuditAction.of(Kind.TOKEN, AuditAction.Verb.DELETED),
                "deleteToken",
                ACTOR,
                AuditTarget.of(Kind.TOKEN, TOKEN.value()),
                List.of(),
                null,
                "test",
                1L,
                null));

        assertThat(newestStates(() -> now = now.plus(Duration.ofMinutes(10))))
                .containsExactly(Map.entry(TOKEN.value(), new StoredRecord.Deleted(TOKEN.value())));
    }

    /** It would be created again as one without rights, which stops all tokens of the owner. */
    @Test
    void a_notice_to_an_owner_without_a_user_record_is_no_user() {
        NoticeDigest digest = new NoticeDigest(
                OwnerName.of("ci-deploy"),
                Optional.empty(),
                List.of(notice(Notice.Kind.EXPIRING, 7), notice(Notice.Kind.UNUSED, null)));
        new NoticeEvents(ACTOR, null, "test").of(digest).forEach(this::add);
        assertThat(audit.items()).hasSize(2);

        assertThat(newestStates(() -> now)).isEmpty();
    }

    private static Notice notice(Notice.Kind kind, Integer daysBefore) {
        return new Notice(kind, TOKEN, "deploy", null, null, SINCE.plus(Duration.ofDays(7)), daysBefore);
    }

    private void add(AuditEvent event) {
        OutgoingEvent outgoing =
                OutgoingEvent.of(event, json -> JSON.valueToTree(json).toString());
        assertThat(audit.store(() -> now).take(List.of(outgoing), () -> true)).isEqualTo(1);
    }

    private Map<String, StoredRecord> newestStates(InstantSource clock) {
        return EventSource.of(Installation.dynamo(), audit.name(), SINCE, clock, _ -> {})
                .newestStates();
    }
}
