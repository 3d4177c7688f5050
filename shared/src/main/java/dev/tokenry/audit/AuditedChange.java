package dev.tokenry.audit;

import dev.tokenry.audit.AuditAction.Verb;
import dev.tokenry.audit.AuditTarget.Kind;
import dev.tokenry.audit.AuditedRecord.Withheld;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a record, as its state before and after a change shows.
 *
 * @param version the version after the change, or before a deletion; null if the record has none
 */
public record AuditedChange(
        AuditAction action,
        AuditTarget target,
        List<AuditChange> changes,
        @Nullable Long version) {

    /** Describes the creation of a record. */
    public static AuditedChange created(AuditedRecord created) {
        Kind kind = created.target().kind();
        return of(kind == Kind.BOOTSTRAP ? Verb.USED : Verb.CREATED, Map.of(), created.fields(), created);
    }

    /** Describes the change of a record that exists before and after it. */
    public static AuditedChange updated(AuditedRecord before, AuditedRecord after) {
        return of(verb(before, after), before.fields(), after.fields(), after);
    }

    /** Describes the revocation of a token, of which a secret leaked. */
    public static AuditedChange leaked(AuditedRecord before, AuditedRecord after) {
        return of(Verb.LEAKED, before.fields(), after.fields(), after);
    }

    /** Describes the change of a record whose state before cannot be read. */
    public static AuditedChange updated(AuditedRecord after) {
        return of(Verb.UPDATED, Map.of(), after.fields(), after);
    }

    /** Describes the deletion of a record. Its fields tell what it could do, and when it last did. */
    public static AuditedChange deleted(AuditedRecord deleted) {
        return of(Verb.DELETED, deleted.allFields(), Map.of(), deleted);
    }

    /** Describes the removal of a record by the time to live, which only tokens have. */
    public static AuditedChange purged(AuditedRecord purged) {
        return purged.target().kind() == Kind.TOKEN
                ? of(Verb.PURGED, purged.allFields(), Map.of(), purged)
                : deleted(purged);
    }

    /** Describes the deletion of a record of which nothing else is known. */
    public static AuditedChange deleted(AuditTarget target) {
        return new AuditedChange(AuditAction.of(target.kind(), Verb.DELETED), target, List.of(), null);
    }

    private static AuditedChange of(
            Verb verb, Map<String, Object> before, Map<String, Object> after, AuditedRecord described) {
        AuditTarget target = described.target();
        return new AuditedChange(
                AuditAction.of(target.kind(), verb), target, changes(before, after), described.version());
    }

    private static Verb verb(AuditedRecord before, AuditedRecord after) {
        if (after.isRegenerated(before)) {
            return Verb.REGENERATED;
        }
        Object enabled = after.fields().get(AuditedRecord.ENABLED);
        if (Objects.equals(enabled, before.fields().get(AuditedRecord.ENABLED))) {
            return Verb.UPDATED;
        }
        return Boolean.TRUE.equals(enabled) ? Verb.ENABLED : Verb.DISABLED;
    }

    private static List<AuditChange> changes(Map<String, Object> before, Map<String, Object> after) {
        Set<String> names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        List<AuditChange> changes = new ArrayList<>();
        for (String name : names) {
            Object from = before.get(name);
            Object to = after.get(name);
            if (from instanceof List<?> || to instanceof List<?>) {
                addElements(changes, name, elements(from), elements(to));
            } else if (!Objects.equals(from, to)) {
                changes.add(
                        from instanceof Withheld || to instanceof Withheld
                                ? new AuditChange.Omitted(name)
                                : new AuditChange.Value(name, from, to));
            }
        }
        return changes;
    }

    private static void addElements(List<AuditChange> changes, String name, List<String> from, List<String> to) {
        List<String> added =
                to.stream().filter(element -> !from.contains(element)).toList();
        List<String> removed =
                from.stream().filter(element -> !to.contains(element)).toList();
        if (!added.isEmpty() || !removed.isEmpty()) {
            changes.add(new AuditChange.Elements(name, added, removed));
        }
    }

    @SuppressWarnings("unchecked") // Lists of a record have texts only.
    private static List<String> elements(@Nullable Object value) {
        return value == null ? List.of() : (List<String>) value;
    }
}
