package dev.tokenry.store.dynamodb;

import dev.tokenry.store.CreationSortKey;
import dev.tokenry.store.TokenSummary;

import dev.tokenry.store.dynamodb.DynamoTable.WriteCondition;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A token as an item of the table, and back. Alone knows the names of a token's attributes. */
final class TokenItem {

    static final String KIND = "kind";
    static final String TOKEN_KIND = "T";
    static final String CREATED_KEY = "createdKey";
    static final String OWNER = "owner";
    static final String PROJECT = "project";

    private static final String CREATED_BY = "createdBy";
    static final String PERSONAL = "personal";
    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String ENABLED = "enabled";
    private static final String SCOPES = "scopes";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String MODIFIED_AT = "modifiedAt";
    private static final String DIGEST = "digest";
    private static final String PEPPER = "pepper";
    private static final String PREVIOUS_DIGEST = "previousDigest";
    private static final String PREVIOUS_PEPPER = "previousPepper";
    private static final String PREVIOUS_UNTIL = "previousUntil";
    private static final String REGENERATED_AT = "regeneratedAt";
    private static final String LAST_USED_AT = "lastUsedAt";
    private static final String LAST_USED_IP = "lastUsedIp";
    private static final String VERSION = "version";
    private static final String DELETED_AT = "deletedAt";
    private static final String PURGE_AT = "purgeAt";

    /** Of an item, as much as {@link #lastUseFromItem} reads. */
    static final String LAST_USE_PROJECTION = DynamoTable.KEY + ", " + LAST_USED_AT;

    private static final long CURRENT_RECORD_VERSION = 1;

    /** Any present time in milliseconds is more than this. */
    private static final long MAX_PURGE_AT = 999_999_999_999L;

    private TokenItem() {}

    /** All of a new token. */
    static ItemBuilder fullItem(Token token, Duration retention) {
        TokenOrigin origin = token.origin();
        LastUse lastUse = token.lastUse();
        return mutableAttributes(token, retention)
                .string(KIND, TOKEN_KIND)
                .string(CREATED_KEY, new CreationSortKey(origin.createdAt(), token.id()).encode())
                .string(OWNER, origin.owner())
                .string(CREATED_BY, origin.createdBy())
                .string(PROJECT, origin.project())
                .bool(PERSONAL, origin.personal())
                .instant(LAST_USED_AT, lastUse == null ? null : lastUse.at())
                .string(LAST_USED_IP, lastUse == null ? null : lastUse.ipAddress())
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION);
    }

    /** What a replacement writes: settings, secrets, version. */
    static ItemBuilder mutableAttributes(Token token, Duration retention) {
        TokenSettings settings = token.settings();
        SecretDigests secrets = token.secrets();
        SecretDigests.PreviousDigest previous = secrets.previous();
        Instant expiresAt = settings.expiresAt();
        return new ItemBuilder()
                .string(NAME, settings.name())
                .string(DESCRIPTION, settings.description())
                .bool(ENABLED, settings.enabled())
                .stringList(SCOPES, settings.scopes().names())
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
                .instant(REGENERATED_AT, secrets.regeneratedAt())
                .number(VERSION, token.version())
                .number(PURGE_AT, expiresAt == null ? null : purgeAt(expiresAt, retention));
    }

    /** What stays of a deleted token: nothing that it could be proven, listed or described by. */
    static ItemBuilder tombstone(Token deleted, Instant now, Duration retention) {
        return fullItem(deleted, retention)
                .removeAll()
                .number(ItemReader.RECORD_VERSION, CURRENT_RECORD_VERSION)
                .instant(DELETED_AT, now)
                .number(PURGE_AT, purgeAt(now, retention));
    }

    /** That the token is there and nobody changed it since it was read. */
    static WriteCondition versionUnchanged(Token expected) {
        return new WriteCondition(
                "attribute_exists(#readKey) AND attribute_not_exists(#readDeletedAt) AND #readVersion = :readVersion",
                Map.of("#readKey", DynamoTable.KEY, "#readDeletedAt", DELETED_AT, "#readVersion", VERSION),
                Map.of(":readVersion", AttributeValue.fromN(Long.toString(expected.version()))));
    }

    /** What the use of a token writes. */
    static ItemBuilder lastUse(LastUse lastUse) {
        return new ItemBuilder().instant(LAST_USED_AT, lastUse.at()).string(LAST_USED_IP, lastUse.ipAddress());
    }

    /** That the token is there and no use of it is on record at this time or later. */
    static WriteCondition notUsedSince(Instant time) {
        return new WriteCondition(
                "attribute_exists(#readKey) AND attribute_not_exists(#readDeletedAt)"
                        + " AND (attribute_not_exists(#readLastUse) OR #readLastUse < :readTime)",
                Map.of("#readKey", DynamoTable.KEY, "#readDeletedAt", DELETED_AT, "#readLastUse", LAST_USED_AT),
                Map.of(":readTime", AttributeValue.fromN(Long.toString(time.toEpochMilli()))));
    }

    /** What the renewal of a digest writes. */
    static ItemBuilder digest(SecretGeneration generation, SecretDigest digest) {
        return new ItemBuilder().bytes(digestAttribute(generation), digest.toByteArray()).number(pepperAttribute(generation), (long)
                digest.pepperVersion());
    }

    /** That the token is there, and this secret of it is recognised by this digest. */
    static WriteCondition digestUnchanged(SecretGeneration generation, SecretDigest digest) {
        return new WriteCondition(
                "attribute_exists(#readKey) AND attribute_not_exists(#readDeletedAt)"
                        + " AND #readDigest = :readDigest AND #readPepper = :readPepper",
                Map.of(
                        "#readKey",
                        DynamoTable.KEY,
                        "#readDeletedAt",
                        DELETED_AT,
                        "#readDigest",
                        digestAttribute(generation),
                        "#readPepper",
                        pepperAttribute(generation)),
                Map.of(
                        ":readDigest",
                        AttributeValue.fromB(SdkBytes.fromByteArray(digest.toByteArray())),
                        ":readPepper",
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

    /** The token that an item holds; empty when the item only says that it was deleted. */
    static Optional<Token> fromItem(TokenId id, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(id.value(), attributes);
        item.require(DynamoTable.KEY, id.value());
        item.requireVersion(CURRENT_RECORD_VERSION);
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

    /** What the row of an index says of a token. */
    static TokenSummary summaryFromItem(Map<String, AttributeValue> attributes) {
        String key = new ItemReader("in an index", attributes).string(DynamoTable.KEY);
        ItemReader item = new ItemReader(key, attributes);
        TokenId id = TokenId.parse(key).orElseThrow(() -> item.corrupt(DynamoTable.KEY));
        return TokenSummary.of(id, origin(item, id), settings(item));
    }

    /** When a token was last used, by what was read of it with {@link #LAST_USE_PROJECTION}. */
    static Optional<Instant> lastUseFromItem(Map<String, AttributeValue> attributes) {
        return Optional.ofNullable(new ItemReader(DynamoTable.keyOf(attributes), attributes).instantOrNull(LAST_USED_AT));
    }

    /** Whether the row of an index is a personal token's. */
    static boolean isPersonal(Map<String, AttributeValue> attributes) {
        return new ItemReader("in an index", attributes).bool(PERSONAL);
    }

    private static TokenOrigin origin(ItemReader item, TokenId id) {
        return new TokenOrigin(
                item.string(OWNER),
                item.string(CREATED_BY),
                item.stringOrNull(PROJECT),
                item.bool(PERSONAL),
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
                item.scopes(SCOPES),
                item.instantOrNull(EXPIRES_AT),
                item.instantOrNull(MODIFIED_AT));
    }

    private static SecretDigests secrets(ItemReader item) {
        return new SecretDigests(digest(item, DIGEST, PEPPER), previous(item), item.instantOrNull(REGENERATED_AT));
    }

    private static SecretDigests.@Nullable PreviousDigest previous(ItemReader item) {
        return item.hasNone(PREVIOUS_DIGEST, PREVIOUS_PEPPER, PREVIOUS_UNTIL)
                ? null
                : new SecretDigests.PreviousDigest(digest(item, PREVIOUS_DIGEST, PREVIOUS_PEPPER), item.instant(PREVIOUS_UNTIL));
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

    /** A token that is purged before it expires, or that never expires, would be a live one that disappears. */
    private static void requirePurgeAfterExpiry(ItemReader item) {
        Instant expiresAt = item.instantOrNull(EXPIRES_AT);
        if (expiresAt != null) {
            item.number(PURGE_AT, expiresAt.getEpochSecond(), MAX_PURGE_AT);
        } else if (item.has(PURGE_AT)) {
            throw item.corrupt(PURGE_AT);
        }
    }

    /** DynamoDB counts this one time in seconds. */
    private static long purgeAt(Instant start, Duration retention) {
        return start.plus(retention).getEpochSecond();
    }
}
