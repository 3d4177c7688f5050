package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.CreationSortKey;
import dev.tokenry.store.TokenSummary;
import dev.tokenry.store.dynamodb.DynamoTable.WriteCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts tokens to items and back. The only class that knows the names of a token's attributes. */
final class TokenItem {

    static final String KIND = "kind";
    static final String TOKEN_KIND = "T";
    static final String CREATED_KEY = "createdKey";
    static final String OWNER = "owner";
    static final String PROJECT = "project";

    private static final String USER_ID = "userId";
    private static final String CREATED_BY = "createdBy";
    static final String PERSONAL = "personal";
    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String ENABLED = "enabled";
    private static final String SCOPES = "scopes";
    private static final String REQUESTED_SCOPES = "requestedScopes";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String MODIFIED_AT = "modifiedAt";
    private static final String DIGEST = "digest";
    private static final String PEPPER = "pepper";
    private static final String PREVIOUS_DIGEST = "previousDigest";
    private static final String PREVIOUS_PEPPER = "previousPepper";
    private static final String PREVIOUS_UNTIL = "previousUntil";
    private static final String REPLACED_BY = "replacedBy";
    private static final String REGENERATED_AT = "regeneratedAt";
    private static final String CURRENT_USED_AT = "currentUsedAt";
    private static final String PREVIOUS_USED_AT = "previousUsedAt";
    private static final String LAST_USED_AT = "lastUsedAt";
    private static final String LAST_USED_IP = "lastUsedIp";
    private static final String VERSION = "version";
    private static final String FLAGS = "flags";
    private static final String DELETED_AT = "deletedAt";
    private static final String PURGE_AT = "purgeAt";

    /** The attributes that {@link #lastUseFromItem} reads. */
    static final String LAST_USE_PROJECTION = DynamoTable.KEY + ", " + LAST_USED_AT;

    private static final long FIRST_RECORD_VERSION = 1;

    /**
     * The format of a token with a user id. A release that does not know the user id does not know when the token must
     * not work, and so has to reject it; all other tokens keep the first format.
     */
    private static final long RECORD_VERSION_WITH_USER_ID = 2;

    private static final String BOOTSTRAP_FLAG = "B";

    /** The maximum purge time in seconds. A time in milliseconds, stored by mistake, is larger. */
    private static final long MAX_PURGE_AT = 999_999_999_999L;

    /** The attributes of a token, all of which its tombstone lacks. */
    private static final List<String> ATTRIBUTES = List.of(
            KIND,
            CREATED_KEY,
            OWNER,
            PROJECT,
            USER_ID,
            CREATED_BY,
            PERSONAL,
            NAME,
            DESCRIPTION,
            ENABLED,
            SCOPES,
            REQUESTED_SCOPES,
            EXPIRES_AT,
            MODIFIED_AT,
            DIGEST,
            PEPPER,
            PREVIOUS_DIGEST,
            PREVIOUS_PEPPER,
            PREVIOUS_UNTIL,
            REPLACED_BY,
            REGENERATED_AT,
            CURRENT_USED_AT,
            PREVIOUS_USED_AT,
            LAST_USED_AT,
            LAST_USED_IP,
            VERSION,
            FLAGS);

    private TokenItem() {}

    /** Returns all attributes of a new token. */
    static ItemBuilder fullItem(Token token, Duration retention) {
        TokenOrigin origin = token.origin();
        LastUse lastUse = token.lastUse();
        return mutableAttributes(token, retention)
                .string(KIND, TOKEN_KIND)
                .string(CREATED_KEY, new CreationSortKey(origin.createdAt(), token.id()).encode())
                .string(FLAGS, origin.bootstrap() ? BOOTSTRAP_FLAG : null)
                .string(CREATED_BY, origin.createdBy())
                .string(PROJECT, origin.project())
                .bool(PERSONAL, origin.personal())
                .instant(CURRENT_USED_AT, token.secrets().lastUsedAt(SecretGeneration.CURRENT))
                .instant(PREVIOUS_USED_AT, token.secrets().lastUsedAt(SecretGeneration.PREVIOUS))
                .instant(LAST_USED_AT, lastUse == null ? null : lastUse.at())
                .string(LAST_USED_IP, lastUse == null ? null : lastUse.ipAddress());
    }

    /** Returns the attributes that a replacement writes: owner, settings, secrets and version. */
    static ItemBuilder mutableAttributes(Token token, Duration retention) {
        TokenSettings settings = token.settings();
        SecretDigests secrets = token.secrets();
        SecretDigests.PreviousDigest previous = secrets.previous();
        Instant expiresAt = settings.expiresAt();
        String userId = token.origin().userId();
        return new ItemBuilder()
                .string(OWNER, token.origin().owner())
                .string(USER_ID, userId)
                .number(ItemReader.RECORD_VERSION, userId == null ? FIRST_RECORD_VERSION : RECORD_VERSION_WITH_USER_ID)
                .string(NAME, settings.name())
                .string(DESCRIPTION, settings.description())
                .bool(ENABLED, settings.enabled())
                .scopes(SCOPES, REQUESTED_SCOPES, settings.scopes())
                .instant(EXPIRES_AT, expiresAt)
                .instant(MODIFIED_AT, settings.modifiedAt())
                .bytes(DIGEST, secrets.current().toByteArray())
                .number(PEPPER, (long) secrets.current().pepperVersion())
                .bytes(
                        PREVIOUS_DIGEST,
                        previous == null ? null : previous.digest().toByteArray())
                .number(
                        PREVIOUS_PEPPER,
                        previous == null ? null : (long) previous.digest().pepperVersion())
                .instant(PREVIOUS_UNTIL, previous == null ? null : previous.validUntil())
                .string(REPLACED_BY, previous == null ? null : previous.replacedBy())
                .instant(REGENERATED_AT, secrets.regeneratedAt())
                .number(VERSION, token.version())
                .number(PURGE_AT, expiresAt == null ? null : purgeAt(expiresAt, retention));
    }

    /**
     * Returns the attributes that a replacement writes. The last uses of secrets keep their stored values, unless other
     * secrets replace them.
     */
    static ItemBuilder replacement(Token current, Token updated, Duration retention) {
        ItemBuilder item = mutableAttributes(updated, retention);
        SecretDigests secrets = updated.secrets();
        if (secrets.isRegenerated(current.secrets())) {
            item.instant(CURRENT_USED_AT, secrets.lastUsedAt(SecretGeneration.CURRENT));
        }
        if (secrets.hasOtherPrevious(current.secrets())) {
            item.instant(PREVIOUS_USED_AT, secrets.lastUsedAt(SecretGeneration.PREVIOUS));
        }
        return item;
    }

    /**
     * Requires that the token is unchanged. If an unused secret is replaced, also that it has still not been used and
     * is the one that was read.
     */
    static WriteCondition replaceable(Token current, Token updated) {
        WriteCondition unchanged = versionUnchanged(current);
        return updated.secrets().replacesUnused(current.secrets())
                ? unchanged
                        .and(digestUnchanged(
                                SecretGeneration.CURRENT, current.secrets().current()))
                        .and(new WriteCondition(
                                "attribute_not_exists(#storedCurrentUse)",
                                Map.of("#storedCurrentUse", CURRENT_USED_AT),
                                Map.of()))
                : unchanged;
    }

    /** Requires that the item exists, whatever it contains. */
    static WriteCondition exists() {
        return new WriteCondition("attribute_exists(#storedKey)", Map.of("#storedKey", DynamoTable.KEY), Map.of());
    }

    private static ItemBuilder removedAttributes() {
        ItemBuilder item = new ItemBuilder();
        ATTRIBUTES.forEach(name -> item.string(name, null));
        return item;
    }

    /** Returns the attributes of a deleted token: none by which it could be authenticated, listed or described. */
    static ItemBuilder tombstone(Instant now, Duration retention) {
        return removedAttributes()
                .number(ItemReader.RECORD_VERSION, FIRST_RECORD_VERSION)
                .instant(DELETED_AT, now)
                .number(PURGE_AT, purgeAt(now, retention));
    }

    /** Requires that the token exists and has the version of {@code expected}. */
    static WriteCondition versionUnchanged(Token expected) {
        return new WriteCondition(
                "attribute_exists(#storedKey) AND attribute_not_exists(#storedDeletedAt)"
                        + " AND #storedVersion = :expectedVersion",
                Map.of("#storedKey", DynamoTable.KEY, "#storedDeletedAt", DELETED_AT, "#storedVersion", VERSION),
                Map.of(":expectedVersion", AttributeValue.fromN(Long.toString(expected.version()))));
    }

    /** Returns the attributes of a use of a secret. */
    static ItemBuilder lastUse(SecretGeneration generation, LastUse lastUse) {
        return new ItemBuilder()
                .instant(usedAtAttribute(generation), lastUse.at())
                .instant(LAST_USED_AT, lastUse.at())
                .string(LAST_USED_IP, lastUse.ipAddress());
    }

    /**
     * Requires that the token exists and has the secrets of {@code expected}, and that the last use of the secret is
     * absent or before {@code time}. The time of the regeneration stands for the secrets, so that the authorizer does
     * not need access to digests.
     */
    static WriteCondition notUsedSince(Token expected, SecretGeneration generation, Instant time) {
        Instant regeneratedAt = expected.secrets().regeneratedAt();
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":time", epochMillis(time)));
        if (regeneratedAt != null) {
            values.put(":regeneratedAt", epochMillis(regeneratedAt));
        }
        return new WriteCondition(
                "attribute_exists(#storedKey) AND attribute_not_exists(#storedDeletedAt)"
                        + (regeneratedAt == null
                                ? " AND attribute_not_exists(#storedRegeneratedAt)"
                                : " AND #storedRegeneratedAt = :regeneratedAt")
                        + " AND (attribute_not_exists(#storedUse) OR #storedUse < :time)",
                Map.of(
                        "#storedKey",
                        DynamoTable.KEY,
                        "#storedDeletedAt",
                        DELETED_AT,
                        "#storedRegeneratedAt",
                        REGENERATED_AT,
                        "#storedUse",
                        usedAtAttribute(generation)),
                values);
    }

    private static AttributeValue epochMillis(Instant time) {
        return AttributeValue.fromN(Long.toString(time.toEpochMilli()));
    }

    private static String usedAtAttribute(SecretGeneration generation) {
        return switch (generation) {
            case CURRENT -> CURRENT_USED_AT;
            case PREVIOUS -> PREVIOUS_USED_AT;
        };
    }

    /** Returns the attributes of the digest of a secret. */
    static ItemBuilder digest(SecretGeneration generation, SecretDigest digest) {
        return new ItemBuilder()
                .bytes(digestAttribute(generation), digest.toByteArray())
                .number(pepperAttribute(generation), (long) digest.pepperVersion());
    }

    /** Requires that the token exists and the secret has this digest. */
    static WriteCondition digestUnchanged(SecretGeneration generation, SecretDigest digest) {
        return new WriteCondition(
                "attribute_exists(#storedKey) AND attribute_not_exists(#storedDeletedAt)"
                        + " AND #storedDigest = :expectedDigest AND #storedPepper = :expectedPepper",
                Map.of(
                        "#storedKey",
                        DynamoTable.KEY,
                        "#storedDeletedAt",
                        DELETED_AT,
                        "#storedDigest",
                        digestAttribute(generation),
                        "#storedPepper",
                        pepperAttribute(generation)),
                Map.of(
                        ":expectedDigest",
                        AttributeValue.fromB(SdkBytes.fromByteArray(digest.toByteArray())),
                        ":expectedPepper",
                        AttributeValue.fromN(Integer.toString(digest.pepperVersion()))));
    }

    private static String digestAttribute(SecretGeneration generation) {
        return switch (generation) {
            case CURRENT -> DIGEST;
            case PREVIOUS -> PREVIOUS_DIGEST;
        };
    }

    private static String pepperAttribute(SecretGeneration generation) {
        return switch (generation) {
            case CURRENT -> PEPPER;
            case PREVIOUS -> PREVIOUS_PEPPER;
        };
    }

    /** Returns the token of an item, or empty if the item is the tombstone of a deleted token. */
    static Optional<Token> fromItem(TokenId id, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(id.value(), attributes);
        item.require(DynamoTable.KEY, id.value());
        item.requireVersion(RECORD_VERSION_WITH_USER_ID);
        item.string(DynamoTable.NONCE);
        if (item.has(DELETED_AT)) {
            item.instant(DELETED_AT);
            return Optional.empty();
        }
        requirePurgeAfterExpiry(item);
        item.require(KIND, TOKEN_KIND);
        long version = item.number(VERSION, Token.FIRST_VERSION, Long.MAX_VALUE);
        return Optional.of(new Token(id, origin(item, id), settings(item), secrets(item), lastUse(item), version));
    }

    /** Returns the summary of a token from an item of an index; a damaged one contains what can be read. */
    static TokenSummary summaryFromItem(Map<String, AttributeValue> attributes) {
        String key = new ItemReader("in an index", attributes).string(DynamoTable.KEY);
        ItemReader item = new ItemReader(key, attributes);
        TokenId id = TokenId.parse(key).orElseThrow(() -> item.corrupt(DynamoTable.KEY));
        try {
            return TokenSummary.of(id, origin(item, id), settings(item));
        } catch (CorruptRecordException e) {
            return damagedSummary(item, id);
        }
    }

    private static TokenSummary damagedSummary(ItemReader item, TokenId id) {
        TokenOrigin origin = new TokenOrigin(
                readable(() -> item.string(OWNER)).orElse(""),
                null,
                readable(() -> item.string(CREATED_BY)).orElse(""),
                readable(() -> item.stringOrNull(PROJECT)).orElse(null),
                readable(() -> item.bool(PERSONAL)).orElse(false),
                false,
                sortKey(item, id).createdAt());
        return new TokenSummary(
                id,
                origin,
                readable(() -> item.string(NAME)).orElse(""),
                readable(() -> item.bool(ENABLED)).orElse(false),
                readable(() -> item.scopes(SCOPES, REQUESTED_SCOPES)).orElse(Scopes.NONE),
                readable(() -> item.instantOrNull(EXPIRES_AT)).orElse(null),
                readable(() -> item.instantOrNull(MODIFIED_AT)).orElse(null),
                true);
    }

    /** Returns an attribute; empty if it is absent or damaged. */
    private static <T> Optional<T> readable(Supplier<? extends @Nullable T> attribute) {
        try {
            return Optional.ofNullable(attribute.get());
        } catch (CorruptRecordException e) {
            return Optional.empty();
        }
    }

    /** Returns the time of the last use from an item that was read with {@link #LAST_USE_PROJECTION}. */
    static Optional<Instant> lastUseFromItem(Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(DynamoTable.keyOf(attributes), attributes);
        return readable(() -> item.instantOrNull(LAST_USED_AT));
    }

    /** Returns whether an item of an index is a personal token. */
    static boolean isPersonal(Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader("in an index", attributes);
        return readable(() -> item.bool(PERSONAL)).orElse(false);
    }

    private static TokenOrigin origin(ItemReader item, TokenId id) {
        return new TokenOrigin(
                item.string(OWNER),
                item.stringOrNull(USER_ID),
                item.string(CREATED_BY),
                item.stringOrNull(PROJECT),
                item.bool(PERSONAL),
                item.has(FLAGS) && item.string(FLAGS).contains(BOOTSTRAP_FLAG),
                sortKey(item, id).createdAt());
    }

    private static CreationSortKey sortKey(ItemReader item, TokenId id) {
        return CreationSortKey.parse(item.string(CREATED_KEY))
                .filter(sortKey -> sortKey.id().equals(id))
                .orElseThrow(() -> item.corrupt(CREATED_KEY));
    }

    private static TokenSettings settings(ItemReader item) {
        return new TokenSettings(
                item.string(NAME),
                item.stringOrNull(DESCRIPTION),
                item.bool(ENABLED),
                item.scopes(SCOPES, REQUESTED_SCOPES),
                item.instantOrNull(EXPIRES_AT),
                item.instantOrNull(MODIFIED_AT));
    }

    private static SecretDigests secrets(ItemReader item) {
        return new SecretDigests(
                digest(item, DIGEST, PEPPER),
                previous(item),
                item.instantOrNull(REGENERATED_AT),
                item.instantOrNull(CURRENT_USED_AT));
    }

    private static SecretDigests.@Nullable PreviousDigest previous(ItemReader item) {
        return item.hasNone(PREVIOUS_DIGEST, PREVIOUS_PEPPER, PREVIOUS_UNTIL)
                ? null
                : new SecretDigests.PreviousDigest(
                        digest(item, PREVIOUS_DIGEST, PREVIOUS_PEPPER),
                        item.instant(PREVIOUS_UNTIL),
                        item.instantOrNull(PREVIOUS_USED_AT),
                        item.stringOrNull(REPLACED_BY));
    }

    private static SecretDigest digest(ItemReader item, String digestAttribute, String pepperAttribute) {
        byte[] bytes = item.bytes(digestAttribute);
        if (bytes.length != SecretDigest.BYTES) {
            throw item.corrupt(digestAttribute);
        }
        return new SecretDigest((int) item.number(pepperAttribute, 1, Integer.MAX_VALUE), bytes);
    }

    private static @Nullable LastUse lastUse(ItemReader item) {
        return item.hasNone(LAST_USED_AT, LAST_USED_IP)
                ? null
                : new LastUse(item.instant(LAST_USED_AT), item.stringOrNull(LAST_USED_IP));
    }

    /**
     * DynamoDB would delete an active token whose purge time is before its expiration, or that has only a purge time.
     */
    private static void requirePurgeAfterExpiry(ItemReader item) {
        Instant expiresAt = item.instantOrNull(EXPIRES_AT);
        if (expiresAt != null) {
            item.number(PURGE_AT, expiresAt.getEpochSecond(), MAX_PURGE_AT);
        } else if (item.has(PURGE_AT)) {
            throw item.corrupt(PURGE_AT);
        }
    }

    /** Returns the time to live in the form that DynamoDB requires: in seconds. */
    private static long purgeAt(Instant start, Duration retention) {
        return start.plus(retention).getEpochSecond();
    }
}
