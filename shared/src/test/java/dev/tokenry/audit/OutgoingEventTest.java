package dev.tokenry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditTarget.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

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
