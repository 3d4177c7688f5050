package dev.tokenry.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which audit events to find. What is null does not matter; without a target and an actor, the events of all.
 *
 * @param target the key of a target, see {@link dev.tokenry.audit.AuditTarget#key()}
 * @param actor the key of an actor, see {@link dev.tokenry.audit.AuditActor#key()}
 * @param action the id of an action
 * @param project the project of the target
 * @param from the earliest time
 * @param to the time before which the events were
 */
public record AuditEventQuery(
        @Nullable String target,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String project,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Returns a query of all events of a target. */
    public static AuditEventQuery ofTarget(String target) {
        return new AuditEventQuery(target, null, null, null, null, null);
    }

    /** Returns this query for the events of a project. */
    public AuditEventQuery ofProject(String name) {
        return new AuditEventQuery(target, actor, action, name, from, to);
    }
}
