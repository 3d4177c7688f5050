package dev.tokenry.audit;

import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.model.Notice;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.OwnerName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of notices. Each has an id that depends on what it says alone, so that what is said again has the same one. An
 * expired token has an event of its own, at the time of its expiration; the other tokens of an owner share one.
 */
public final class NoticeEvents {

    /** The number of tokens in an event, which keeps it smaller than a destination accepts. */
    static final int MAX_TOKENS = 100;

    private static final AuditAction EXPIRED = new AuditAction("Token Expired", "token.expired");
    private static final AuditAction EXPIRING = new AuditAction("Tokens Expiring", "tokens.expiring");
    private static final AuditAction UNUSED = new AuditAction("Tokens Unused", "tokens.unused");

    private final AuditActor actor;
    private final @Nullable String requestId;
    private final String environment;
    private final Instant now;

    /**
     * @param requestId the id of the invocation
     * @param environment the id of the environment
     */
    public NoticeEvents(AuditActor actor, @Nullable String requestId, String environment, Instant now) {
        this.actor = actor;
        this.requestId = requestId;
        this.environment = environment;
        this.now = now;
    }

    public List<AuditEvent> of(NoticeDigest digest) {
        List<AuditEvent> events = new ArrayList<>();
        digest.of(Notice.Kind.EXPIRED).forEach(notice -> events.add(expired(digest.owner(), notice)));
        addAll(events, EXPIRING, digest.owner(), digest.of(Notice.Kind.EXPIRING));
        addAll(events, UNUSED, digest.owner(), digest.of(Notice.Kind.UNUSED));
        return events;
    }

    private AuditEvent expired(OwnerName owner, Notice notice) {
        AuditTarget target =
                new AuditTarget(Kind.TOKEN, notice.id().value(), notice.name(), owner.spelling(), notice.project());
        Instant time = Objects.requireNonNull(notice.at());
        return event(id(EXPIRED, List.of(notice)), time, EXPIRED, target, List.of());
    }

    private void addAll(List<AuditEvent> events, AuditAction action, OwnerName owner, List<Notice> notices) {
        AuditTarget target = AuditTarget.of(Kind.USER, owner.spelling());
        notices.stream()
                .gather(Gatherers.windowFixed(MAX_TOKENS))
                .forEach(part -> events.add(event(
                        id(action, part),
                        now,
                        action,
                        target,
                        part.stream().map(NoticedToken::of).toList())));
    }

    private AuditEvent event(
            String id, Instant time, AuditAction action, AuditTarget target, List<NoticedToken> tokens) {
        return new AuditEvent(id, time, action, null, actor, target, List.of(), requestId, environment, null, null)
                .withTokens(tokens);
    }

    /** The same tokens expire in 30 days and then in 7: these are two events. */
    private static String daysBefore(Notice notice) {
        return notice.daysBefore() == null ? "" : "-" + notice.daysBefore();
    }

    private static String id(AuditAction action, List<Notice> notices) {
        String text = notices.stream()
                .map(notice -> notice.id().value() + "@" + notice.at() + daysBefore(notice))
                .collect(Collectors.joining(" ", action.id() + " ", ""));
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
