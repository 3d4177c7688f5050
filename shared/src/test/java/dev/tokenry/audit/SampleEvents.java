package dev.tokenry.audit;

import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditTarget.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Events for tests. */
public final class SampleEvents {

    public static final Instant NOW = Instant.parse("2026-11-30T05:10:00.123Z");

    /** Writes what tells an event from others; the modules that send events have a JSON library. */
    public static final Function<Map<String, Object>, String> WRITER = Object::toString;

    private SampleEvents() {}

    /** Returns an event of a token of project web. */
    public static OutgoingEvent event(String id, Instant time, String tokenId) {
        return event(id, time, tokenId, new AuditActor.Iam("maintenance"), Verb.DISABLED, "web");
    }

    public static OutgoingEvent event(
            String id, Instant time, String tokenId, AuditActor actor, Verb verb, String project) {
        return OutgoingEvent.of(
                new AuditEvent(
                        id,
                        time,
                        AuditAction.of(Kind.TOKEN, verb),
                        "disableUnusedTokens",
                        actor,
                        new AuditTarget(Kind.TOKEN, tokenId, "ci", "alice", project),
                        List.of(new AuditChange.Value("enabled", true, false)),
                        "request",
                        "default",
                        3L,
                        null),
                WRITER);
    }
}
