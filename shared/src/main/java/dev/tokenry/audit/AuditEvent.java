package dev.tokenry.audit;

import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.model.Leak;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.text.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a record, that is, who changed what and when, the use of a retired secret, or a notice about tokens.
 *
 * @param id the id of the change in the table's stream: the same however often the change is delivered
 * @param operation the operation that made the change; null if it is not known
 * @param requestId the id of the request or invocation; null if it is not known
 * @param environment the id of the environment
 * @param version the version of the record after the change, or before a deletion; null if it has none
 * @param sequenceNumber the position of the change in the stream, which the event of one that cannot be read tells;
 *     null if the event is of no change
 * @param leak the leak for which a token was revoked; otherwise null
 * @param retiredSecretUse the uses of the retired secrets of a token, if the event is about them; otherwise null
 * @param tokens the tokens that a notice is about; otherwise empty
 */
public record AuditEvent(
        String id,
        Instant time,
        AuditAction action,
        @Nullable String operation,
        AuditActor actor,
        AuditTarget target,
        List<AuditChange> changes,
        @Nullable String requestId,
        String environment,
        @Nullable Long version,
        @Nullable String sequenceNumber,
        @Nullable Leak leak,
        @Nullable RetiredUse retiredSecretUse,
        List<NoticedToken> tokens) {

    /** In code points. */
    private static final int MAX_RECORD_LENGTH = 500;

    public AuditEvent {
        changes = List.copyOf(changes);
        tokens = List.copyOf(tokens);
    }

    /** Creates the event of a change. */
    public AuditEvent(
            String id,
            Instant time,
            AuditAction action,
            @Nullable String operation,
            AuditActor actor,
            AuditTarget target,
            List<AuditChange> changes,
            @Nullable String requestId,
            String environment,
            @Nullable Long version,
            @Nullable String sequenceNumber) {
        this(
                id,
                time,
                action,
                operation,
                actor,
                target,
                changes,
                requestId,
                environment,
                version,
                sequenceNumber,
                null,
                null,
                List.of());
    }

    /** Returns a copy that tells the leak for which a token was revoked. */
    public AuditEvent withLeak(@Nullable Leak updated) {
        return with(changes, updated, retiredSecretUse, tokens);
    }

    /** Returns a copy that tells the uses of the retired secrets of a token. */
    public AuditEvent withRetiredSecretUse(RetiredUse updated) {
        return with(changes, leak, updated, tokens);
    }

    /** Returns a copy that is about these tokens. */
    public AuditEvent withTokens(List<NoticedToken> updated) {
        return with(changes, leak, retiredSecretUse, updated);
    }

    /** Returns whether a record was changed without this product. */
    public boolean isByUnknown() {
        return actor instanceof AuditActor.Unknown;
    }

    /** Returns whether the event says that a record cannot be read. */
    public boolean isUnparsed() {
        return action.equals(AuditAction.UNPARSED);
    }

    /** Returns this event without the values of its changes, which can be larger than a destination accepts. */
    public AuditEvent withoutValues() {
        List<AuditChange> omitted = changes.stream()
                .<AuditChange>map(change -> new AuditChange.Omitted(change.field()))
                .toList();
        return with(omitted, leak, retiredSecretUse, tokens);
    }

    /**
     * Returns the event of a record that cannot be read in place of this one. It is small whatever the record contains.
     */
    AuditEvent asUnparsed() {
        String record = target.kind() == Kind.TOKEN || isUnparsed() ? target.id() : target.key();
        return new AuditEvent(
                id,
                time,
                AuditAction.UNPARSED,
                null,
                new AuditActor.Unknown(),
                AuditTarget.of(Kind.RECORD, Text.truncate(record, MAX_RECORD_LENGTH)),
                List.of(),
                null,
                environment,
                null,
                sequenceNumber);
    }

    private AuditEvent with(
            List<AuditChange> newChanges,
            @Nullable Leak newLeak,
            @Nullable RetiredUse newRetiredSecretUse,
            List<NoticedToken> newTokens) {
        return new AuditEvent(
                id,
                time,
                action,
                operation,
                actor,
                target,
                newChanges,
                requestId,
                environment,
                version,
                sequenceNumber,
                newLeak,
                newRetiredSecretUse,
                newTokens);
    }
}
