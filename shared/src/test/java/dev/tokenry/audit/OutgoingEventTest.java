package dev.tokenry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.model.Leak;
import dev.tokenry.model.SecretGeneration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutgoingEventTest {

    @Test
    void values_that_are_too_large_are_left_out_and_their_fields_stay() {
        OutgoingEvent large =
                OutgoingEvent.of(withDescription("ü".repeat(OutgoingEvent.MAX_BYTES / 2)), String::valueOf);

        assertThat(large.size()).isLessThan(1_000);
        assertThat(large.json()).contains("changes=[{field=description, omitted=true}]");
    }

    @Test
    void event_that_just_fits_is_complete() {
        int frame = OutgoingEvent.of(withDescription(""), String::valueOf).size();
        String description = "x".repeat(OutgoingEvent.MAX_BYTES - frame);

        assertThat(OutgoingEvent.of(withDescription(description), String::valueOf)
                        .json())
                .contains(description);
        assertThat(OutgoingEvent.of(withDescription(description + "x"), String::valueOf)
                        .json())
                .contains("omitted");
    }

    @Test
    void group_is_the_target_and_deduplication_id_that_of_the_change() {
        OutgoingEvent event = OutgoingEvent.of(withDescription("x"), String::valueOf);

        assertThat(event.group()).isEqualTo("user#alice");
        assertThat(event.deduplicationId()).isEqualTo("id");
    }

    static Stream<AuditEvent> forged() {
        String text = "ü".repeat(OutgoingEvent.MAX_BYTES);
        AuditActor actor = new AuditActor.Iam("maintenance");
        AuditTarget target = new AuditTarget(Kind.TOKEN, "tk0c01.A", "ci", "alice", "web");
        return Stream.of(
                forged("putUser", actor, new AuditTarget(Kind.TOKEN, "tk0c01.A", text, "alice", null), null),
                forged("putUser", actor, new AuditTarget(Kind.TOKEN, "tk0c01.A", "ci", text, null), null),
                forged("putUser", actor, new AuditTarget(Kind.TOKEN, "tk0c01.A", "ci", "alice", text), null),
                forged("putUser", actor, AuditTarget.of(Kind.USER, text), null),
                forged("putUser", actor, AuditTarget.of(Kind.RECORD, text), null),
                forged(text, actor, target, null),
                forged("putUser", new AuditActor.Iam(text), target, null),
                forged("putUser", new AuditActor.Token(text, null, null, null, null), target, null),
                forged("putUser", new AuditActor.Possession("tk0c01.A", text, null), target, null),
                forged("putUser", actor, target, text),
                forged("putUser", actor, target, null).withLeak(new Leak(SecretGeneration.CURRENT, text)));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void what_is_too_large_without_values_is_a_record_that_cannot_be_read(AuditEvent forged) {
        OutgoingEvent outgoing = OutgoingEvent.of(forged, String::valueOf);

        assertThat(outgoing.size()).isLessThan(3_000);
        assertThat(outgoing.event().isUnparsed()).isTrue();
        assertThat(outgoing.deduplicationId()).isEqualTo("id");
        assertThat(outgoing.group()).startsWith("record#");
        assertThat(outgoing.json()).contains("record.unparsed", "kind=unknown", "sequenceNumber=17");
    }

    private static AuditEvent forged(String operation, AuditActor actor, AuditTarget target, String requestId) {
        return new AuditEvent(
                "id",
                SampleEvents.NOW,
                AuditAction.of(Kind.TOKEN, Verb.UPDATED),
                operation,
                actor,
                target,
                List.of(),
                requestId,
                "default",
                1L,
                "17");
    }

    private static AuditEvent withDescription(String description) {
        return new AuditEvent(
                "id",
                SampleEvents.NOW,
                AuditAction.of(Kind.USER, Verb.UPDATED),
                "putUser",
                new AuditActor.Unknown(),
                AuditTarget.of(Kind.USER, "Alice"),
                List.of(new AuditChange.Value("description", null, description)),
                null,
                "default",
                1L,
                null);
    }
}
