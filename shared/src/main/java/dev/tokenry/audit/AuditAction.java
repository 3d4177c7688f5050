package dev.tokenry.audit;

import dev.tokenry.audit.AuditTarget.Kind;

/**
 * What happened to a target.
 *
 * @param type the detail type of the event, such as {@code Token Created}
 * @param id the short form, such as {@code token.created}
 */
public record AuditAction(String type, String id) {

    /** A record cannot be read, so that it is not known what happened to it. */
    public static final AuditAction UNPARSED = new AuditAction("Unparsed", "record.unparsed");

    /** A secret that a regeneration or the end of an overlap has ended was presented. */
    public static final AuditAction RETIRED_SECRET_USED =
            new AuditAction("Retired Secret Used", "token.retiredSecretUsed");

    /** What can happen to a target. If several apply to a change, the first one names it. */
    public enum Verb {
        /** The record was deleted, or is gone. */
        DELETED("deleted", "Deleted"),
        /** The time to live removed the record. */
        PURGED("purged", "Purged"),
        CREATED("created", "Created"),
        /** A generation of bootstrap has created its token. */
        USED("used", "Used"),
        /** A secret of a token was found, and revoked by its finder. */
        LEAKED("leaked", "Leaked"),
        /** A token got another secret. */
        REGENERATED("regenerated", "Regenerated"),
        DISABLED("disabled", "Disabled"),
        ENABLED("enabled", "Enabled"),
        UPDATED("updated", "Updated");

        private final String id;
        private final String title;

        Verb(String id, String title) {
            this.id = id;
            this.title = title;
        }
    }

    public static AuditAction of(Kind kind, Verb verb) {
        return new AuditAction(kind.title() + " " + verb.title, kind.id() + "." + verb.id);
    }
}
