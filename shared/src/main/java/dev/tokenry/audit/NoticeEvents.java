package dev.tokenry.audit;

import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.model.Notice;
import dev.tokenry.model.NoticeDigest;
import dev.tokenry.model.OwnerName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of notices. Each has an id and a time that depend on what it says alone, so that what is said again is
 * the same event. The time is that at which the last of its notices became due. An expired token has an event of its
 * own; the other tokens of an owner share one.
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

    /**
     * @param requestId the id of the invocation
     * @param environment the id of the environment
     */
    public NoticeEvents(AuditActor actor, @Nullable String requestId, String environment) {
        this.actor = actor;
        this.requestId = requestId;
        this.environment = environment;
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
        return event(EXPIRED, target, List.of(notice), List.of());
    }

    private void addAll(List<AuditEvent> events, AuditAction action, OwnerName owner, List<Notice> notices) {
        AuditTarget target = AuditTarget.of(Kind.USER, owner.spelling());
        notices.stream()
                .gather(Gatherers.windowFixed(MAX_TOKENS))
                .forEach(part -> events.add(event(
                        action,
                        target,
                        part,
                        part.stream().map(NoticedToken::of).toList())));
    }

    private AuditEvent event(AuditAction action, AuditTarget target, List<Notice> notices, List<NoticedToken> tokens) {
        return new AuditEvent(
                        id(action, notices),
                        time(notices),
                        action,
                        null,
                        actor,
                        target,
                        List.of(),
                        requestId,
                        environment,
                        null,
                        null)
                .withTokens(tokens);
    }

    private static Instant time(List<Notice> notices) {
        return notices.stream()
                .map(Notice::dueAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
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
