package dev.tokenry.store;

import dev.tokenry.model.ApiRules;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Project;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.User;
import java.util.Map;

/**
 * A record of a table as a scan finds it. Reservations of names, idempotency records, scope templates, uses of scopes
 * and of id tokens are not among them.
 */
public sealed interface StoredRecord {

    /** Returns the key of the record in its table. It contains no secret. */
    String key();

    /** A token. */
    record StoredToken(String key, Token token) implements StoredRecord {}

    /** A user. */
    record StoredUser(String key, User user) implements StoredRecord {}

    /** A project. */
    record StoredProject(String key, Project project) implements StoredRecord {}

    /** An own scope, also a deleted one: its name is kept. */
    record StoredScope(String key, OwnScope scope) implements StoredRecord {}

    /**
     * An issuer, a trust, or the link of an identity with a user. Its seal covers all of it, so that it is copied as it
     * is: no other program can write one.
     *
     * @param content what is sealed, and the seal, in the form of the table. Equal contents are those of equal records.
     * @param pepperVersion the version of the pepper of the seal
     * @param enabled whether the issuer or trust is enabled; true for the link of an identity
     */
    record StoredSealedRecord(String key, Map<String, ?> content, int pepperVersion, long version, boolean enabled)
            implements StoredRecord {

        public StoredSealedRecord {
            content = Map.copyOf(content);
        }
    }

    /** The rules of an attached API. */
    record StoredApiRules(String key, String apiId, ApiRules rules) implements StoredRecord {}

    /**
     * The check value of a pepper.
     *
     * @param checkValue the value in hexadecimal digits
     */
    record StoredCheckValue(String key, int pepperVersion, String checkValue) implements StoredRecord {}

    /** The token of a bootstrap generation. */
    record StoredBootstrap(String key, int generation, TokenId tokenId) implements StoredRecord {}

    /** A deleted token, user, project or API. The time to live removes the traces of users and APIs. */
    record Deleted(String key) implements StoredRecord {}

    /** A damaged record. Requests that need it are rejected. */
    record Unreadable(String key) implements StoredRecord {}

    /** A damaged user. Requests that need it are rejected. */
    record UnreadableUser(String key, OwnerName name) implements StoredRecord {}
}
