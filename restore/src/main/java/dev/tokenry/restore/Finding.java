package dev.tokenry.restore;

/** What happened to a record since the restore point, and what a replay does about it. */
enum Finding {
    DELETED("deleted since: deleted", false),
    DELETION_REVERSIBLE("deleted since: disabled", true),
    MISSING("not in the source: disabled", true),
    DISABLED("disabled since: disabled", false),
    LEAKED("revoked since because the secret leaked: disabled, and regenerate it before it is enabled", true),
    REDUCED("scopes, expiration or rights reduced since: reduced", false),
    SECRETS_COPIED("secret replaced, migrated or overlap changed since: copied", false),
    OVERLAP_REDUCED("overlap ended or shortened since: shortened", false),
    SECRET_UNKNOWN("secret replaced or migrated since: disabled", true),
    UNREADABLE("unreadable in the source: disabled", true),
    ORIGIN_DIFFERS("owner, project or another final attribute differs from the source: disabled", true),
    CONTACT_COPIED("email or language changed since: copied", false),
    RULES_COPIED("rules changed since: copied", false),
    RULES_DELETED("rules changed since, missing or unreadable: deleted, so that every request is denied", true),
    PROJECT_DELETED("project created again since, missing or unreadable: deleted, so that no user leads it", true),
    SCOPE_COPIED("scope changed, withdrawn or deleted since: copied", false),
    SCOPE_DIFFERS("scope changed since, missing or unreadable: not brought over", true),
    SEALED_COPIED("issuer, trust or identity changed since: copied", false),
    SEALED_DELETED(
            "issuer, trust or identity changed since, missing or unreadable: deleted, so that it gives no token", true),
    CREATED("created since: copied", false),
    RESTRICTION_CREATED("user created since, and not copied or unreadable: created without rights", true),
    NOT_CREATED("only in the source: not created, because the table is in use", true),
    LOST("created since: lost", true),
    WIDENED("enabled, widened or prolonged since: not brought over", true),
    RENAMED("name or description changed since: not brought over", true),
    CHECK_VALUE_DIFFERS("check value differs from the source: not brought over", true),
    CHECK_VALUE_LOST("check value stored since: invoke the bootstrap function after the cut-over", true),
    DAMAGED("unreadable in the restored table: rejected as it is", true),
    CHANGED_MEANWHILE("changed while the replay ran: run it again", true);

    private final String text;
    private final boolean needsAttention;

    Finding(String text, boolean needsAttention) {
        this.text = text;
        this.needsAttention = needsAttention;
    }

    /** Returns a description for operators. */
    String text() {
        return text;
    }

    /** Returns whether an operator may have to do something about the record, so that its id is listed. */
    boolean needsAttention() {
        return needsAttention;
    }
}
