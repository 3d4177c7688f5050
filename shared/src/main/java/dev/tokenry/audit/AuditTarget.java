package dev.tokenry.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a change changed.
 *
 * @param id the token id, the name, the API id, or the number of the generation or version
 * @param name the name of a token; null for all others, whose id is their name
 * @param owner the owner of a token, or of the tokens that a trust gives; otherwise null
 * @param project the project that a token is bound to, or the tokens that a trust gives, or the target itself if it is
 *     a project; otherwise null
 */
public record AuditTarget(
        Kind kind,
        String id,
        @Nullable String name,
        @Nullable String owner,
        @Nullable String project) {

    /** The kinds of records, and records that cannot be read. */
    public enum Kind {
        TOKEN("token", "Token"),
        USER("user", "User"),
        RULES("rules", "Rules"),
        SCOPE("scope", "Scope"),
        SCOPE_TEMPLATE("scopeTemplate", "Scope Template"),
        ISSUER("issuer", "Issuer"),
        TRUST("trust", "Trust"),
        PROJECT("project", "Project"),
        BOOTSTRAP("bootstrap", "Bootstrap"),
        PEPPER("pepper", "Pepper"),
        RECORD("record", "Record");

        private final String id;
        private final String title;

        Kind(String id, String title) {
            this.id = id;
            this.title = title;
        }

        public String id() {
            return id;
        }

        String title() {
            return title;
        }
    }

    /** Creates a target whose id is its name. */
    public static AuditTarget of(Kind kind, String id) {
        return new AuditTarget(kind, id, null, null, kind == Kind.PROJECT ? id : null);
    }

    /** Returns what identifies the target among those of all kinds. User names and scope names are case-insensitive. */
    public String key() {
        boolean ignoresCase = kind == Kind.USER || kind == Kind.SCOPE;
        return kind.id() + "#" + (ignoresCase ? id.toLowerCase(Locale.ROOT) : id);
    }
}
