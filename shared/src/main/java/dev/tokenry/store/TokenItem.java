package dev.tokenry.store;

import dev.tokenry.store.DynamoTable.Condition;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.error.ServiceUnavailableException;
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
    private static final String RECORD_VERSION = "recordVersion";
    private static final String DELETED_AT = "deletedAt";
    private static final String PURGE_AT = "purgeAt";

    /** Of an item, as much as {@link #readLastUse} reads. */
    static final String LAST_USE_ALONE = DynamoTable.KEY + ", " + LAST_USED_AT;

    private static final long KNOWN_RECORD_VERSION = 1;

    /** Any present time in milliseconds is more than this. */
    private static final long LAST_PURGE = 999_999_999_999L;

    private TokenItem() {}

    /** All of a new token. */
    static Attributes whole(Token token, Duration retention) {
        TokenOrigin origin = token.origin();
        LastUse lastUse = token.lastUse();
        return changeable(token, retention)
                .text(KIND, TOKEN_KIND)
                .text(CREATED_KEY, new CreatedKey(origin.createdAt(), token.id()).asText())
                .text(OWNER, origin.owner())
                .text(CREATED_BY, origin.createdBy())
                .text(PROJECT, origin.project())
                .flag(PERSONAL, origin.personal())
                .time(LAST_USED_AT, lastUse == null ? null : lastUse.at())
                .text(LAST_USED_IP, lastUse == null ? null : lastUse.ipAddress())
                .number(RECORD_VERSION, KNOWN_RECORD_VERSION);
    }

    /** What a replacement writes: settings, secrets, version. */
    static Attributes changeable(Token token, Duration retention) {
        TokenSettings settings = token.settings();
        SecretDigests secrets = token.secrets();
        SecretDigests.PreviousDigest previous = secrets.previous();
        Instant expiresAt = settings.expiresAt();
        return new Attributes()
                .text(NAME, settings.name())
                .text(DESCRIPTION, settings.description())
                .flag(ENABLED, settings.enabled())
                .texts(SCOPES, settings.scopes().names())
                .time(EXPIRES_AT, expiresAt)
                .time(MODIFIED_AT, settings.modifiedAt())
                .bytes(DIGEST, secrets.current().toByteArray())
                .number(PEPPER, (long) secrets.current().pepperVersion())
                .bytes(
                        PREVIOUS_DIGEST,
                        previous == null ? null : previous.digest().toByteArray())
                .number(
                        PREVIOUS_PEPPER,
                        previous == null ? null : (long) previous.digest().pepperVersion())
                .time(PREVIOUS_UNTIL, previous == null ? null : previous.validUntil())
                .time(REGENERATED_AT, secrets.regeneratedAt())
                .number(VERSION, token.version())
                .number(PURGE_AT, expiresAt == null ? null : purgeAt(expiresAt, retention));
    }

    /** What stays of a deleted token: nothing that it could be proven, listed or described by. */
    static Attributes tombstone(Token deleted, Instant now, Duration retention) {
        return whole(deleted, retention)
                .withoutAll()
                .number(RECORD_VERSION, KNOWN_RECORD_VERSION)
                .time(DELETED_AT, now)
                .number(PURGE_AT, purgeAt(now, retention));
    }

    /** That the token is there and nobody changed it since it was read. */
    static Condition unchangedSince(Token read) {
        return new Condition(
                "attribute_exists(#readKey) AND attribute_not_exists(#readDeletedAt) AND #readVersion = :readVersion",
                Map.of("#readKey", DynamoTable.KEY, "#readDeletedAt", DELETED_AT, "#readVersion", VERSION),
                Map.of(":readVersion", AttributeValue.fromN(Long.toString(read.version()))));
    }

    /** What the use of a token writes. */
    static Attributes used(LastUse use) {
        return new Attributes().time(LAST_USED_AT, use.at()).text(LAST_USED_IP, use.ipAddress());
    }

    /** That the token is there and no use of it is on record at this time or later. */
    static Condition unusedSince(Instant time) {
        return new Condition(
                "attribute_exists(#readKey) AND attribute_not_exists(#readDeletedAt)"
                        + " AND (attribute_not_exists(#readLastUse) OR #readLastUse < :readTime)",
                Map.of("#readKey", DynamoTable.KEY, "#readDeletedAt", DELETED_AT, "#readLastUse", LAST_USED_AT),
                Map.of(":readTime", AttributeValue.fromN(Long.toString(time.toEpochMilli()))));
    }

    /** What the renewal of a digest writes. */
    static Attributes digested(SecretGeneration secret, SecretDigest digest) {
        return new Attributes().bytes(digestOf(secret), digest.toByteArray()).number(pepperOf(secret), (long)
                digest.pepperVersion());
    }

    /** That the token is there, and this secret of it is recognised by this digest. */
    static Condition digestIsStill(SecretGeneration secret, SecretDigest digest) {
        return new Condition(
                "attribute_exists(#readKey) AND attribute_not_exists(#readDeletedAt)"
                        + " AND #readDigest = :readDigest AND #readPepper = :readPepper",
                Map.of(
                        "#readKey",
                        DynamoTable.KEY,
                        "#readDeletedAt",
                        DELETED_AT,
                        "#readDigest",
                        digestOf(secret),
                        "#readPepper",
                        pepperOf(secret)),
                Map.of(
                        ":readDigest",
                        AttributeValue.fromB(SdkBytes.fromByteArray(digest.toByteArray())),
                        ":readPepper",
                        AttributeValue.fromN(Integer.toString(digest.pepperVersion()))));
    }

    private static String digestOf(SecretGeneration secret) {
        return switch (secret) {
            case CURRENT -> DIGEST;
            case PREVIOUS -> PREVIOUS_DIGEST;
        };
    }

    private static String pepperOf(SecretGeneration secret) {
        return switch (secret) {
            case CURRENT -> PEPPER;
            case PREVIOUS -> PREVIOUS_PEPPER;
        };
    }

    /** The token that an item holds; empty when the item only says that it was deleted. */
    static Optional<Token> read(TokenId id, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(id.value(), attributes);
        if (!item.text(DynamoTable.KEY).equals(id.value())) {
            throw item.corrupt(DynamoTable.KEY);
        }
        if (item.number(RECORD_VERSION, 1, Long.MAX_VALUE) > KNOWN_RECORD_VERSION) {
            throw new ServiceUnavailableException("The record " + id + " is newer than this program");
        }
        item.text(DynamoTable.NONCE);
        if (item.has(DELETED_AT)) {
            item.time(DELETED_AT);
            return Optional.empty();
        }
        requirePurgeAfterExpiry(item);
        if (!item.text(KIND).equals(TOKEN_KIND)) {
            throw item.corrupt(KIND);
        }
        long version = item.number(VERSION, Token.FIRST_VERSION, Long.MAX_VALUE);
        return Optional.of(new Token(id, origin(item, id), settings(item), secrets(item), lastUse(item), version));
    }

    /** What the row of an index says of a token. */
    static TokenRow readRow(Map<String, AttributeValue> row) {
        String key = new ItemReader("in an index", row).text(DynamoTable.KEY);
        ItemReader item = new ItemReader(key, row);
        TokenId id = TokenId.parse(key).orElseThrow(() -> item.corrupt(DynamoTable.KEY));
        return TokenRow.of(id, origin(item, id), settings(item));
    }

    /** When a token was last used, by what was read of it with {@link #LAST_USE_ALONE}. */
    static Optional<Instant> readLastUse(Map<String, AttributeValue> part) {
        return Optional.ofNullable(new ItemReader(DynamoTable.keyIn(part), part).timeOrNull(LAST_USED_AT));
    }

    /** Whether the row of an index is a personal token's. */
    static boolean isPersonalRow(Map<String, AttributeValue> row) {
        return new ItemReader("in an index", row).flag(PERSONAL);
    }

    private static TokenOrigin origin(ItemReader item, TokenId id) {
        return new TokenOrigin(
                item.text(OWNER),
                item.text(CREATED_BY),
                item.textOrNull(PROJECT),
                item.flag(PERSONAL),
                createdKey(item, id).createdAt());
    }

    private static CreatedKey createdKey(ItemReader item, TokenId id) {
        return CreatedKey.parse(item.text(CREATED_KEY))
                .filter(it -> it.id().equals(id))
                .orElseThrow(() -> item.corrupt(CREATED_KEY));
    }

    private static TokenSettings settings(ItemReader item) {
        return new TokenSettings(
                item.text(NAME),
                item.textOrNull(DESCRIPTION),
                item.flag(ENABLED),
                item.scopes(SCOPES),
                item.timeOrNull(EXPIRES_AT),
                item.timeOrNull(MODIFIED_AT));
    }

    private static SecretDigests secrets(ItemReader item) {
        return new SecretDigests(digest(item, DIGEST, PEPPER), previous(item), item.timeOrNull(REGENERATED_AT));
    }

    private static SecretDigests.@Nullable PreviousDigest previous(ItemReader item) {
        return item.hasNone(PREVIOUS_DIGEST, PREVIOUS_PEPPER, PREVIOUS_UNTIL)
                ? null
                : new SecretDigests.PreviousDigest(digest(item, PREVIOUS_DIGEST, PREVIOUS_PEPPER), item.time(PREVIOUS_UNTIL));
    }

    private static SecretDigest digest(ItemReader item, String digest, String pepper) {
        byte[] bytes = item.bytes(digest);
        if (bytes.length != SecretDigest.BYTES) {
            throw item.corrupt(digest);
        }
        return new SecretDigest((int) item.number(pepper, 1, Integer.MAX_VALUE), bytes);
    }

    private static @Nullable LastUse lastUse(ItemReader item) {
        return item.hasNone(LAST_USED_AT, LAST_USED_IP)
                ? null
                : new LastUse(item.time(LAST_USED_AT), item.textOrNull(LAST_USED_IP));
    }

    /** A token that is purged before it expires, or that never expires, would be a live one that disappears. */
    private static void requirePurgeAfterExpiry(ItemReader item) {
        Instant expiresAt = item.timeOrNull(EXPIRES_AT);
        if (expiresAt != null) {
            item.number(PURGE_AT, expiresAt.getEpochSecond(), LAST_PURGE);
        } else if (item.has(PURGE_AT)) {
            throw item.corrupt(PURGE_AT);
        }
    }

    /** DynamoDB counts this one time in seconds. */
    private static long purgeAt(Instant from, Duration retention) {
        return from.plus(retention).getEpochSecond();
    }
}
