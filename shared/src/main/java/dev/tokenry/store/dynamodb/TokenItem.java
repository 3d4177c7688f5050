package dev.tokenry.store.dynamodb;

import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.RejectedUse;
import dev.tokenry.model.RetiredUse;
import dev.tokenry.model.ScopeUse;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.CreationSortKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts tokens to items and back. The only class that knows the names of a token's attributes. */
final class TokenItem {

    static final String KIND = "kind";
    static final String TOKEN_KIND = "T";

    /** The kind of tokens from an exchange: there can be so many that lists of all other tokens must not read them. */
    static final String EXCHANGED_KIND = "X";

    static final String CREATED_KEY = "createdKey";
    static final String OWNER = "owner";
    private static final String OWNER_NAME = "ownerName";
    static final String PROJECT = "project";

    static final String USER_ID = "userId";
    static final String CREATED_BY = "createdBy";
    static final String PERSONAL = "personal";
    static final String TRUST = "trust";
    static final String SUBJECT = "subject";
    private static final String MAX_CREATED_DAYS = "maxCreatedDays";
    static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    static final String ENABLED = "enabled";
    static final String SCOPES = "scopes";
    static final String REQUESTED_SCOPES = "requestedScopes";
    static final String EXPIRES_AT = "expiresAt";
    static final String ALLOWED_IPS = "allowedIps";
    static final String MODIFIED_AT = "modifiedAt";
    static final String LAST_USED_AT = "lastUsedAt";
    static final String LAST_USED_IP = "lastUsedIp";
    private static final String ENABLED_AT = "enabledAt";
    private static final String UNUSED_MARKED_AT = "unusedMarkedAt";
    static final String DISABLED_REASON = "disabledReason";
    static final String VERSION = "version";
    private static final String FLAGS = "flags";

    // The indexes contain the flags.
    private static final String BOOTSTRAP_FLAG = "B";
    private static final String ALLOWED_IPS_FLAG = "A";
    private static final String LEAKED_FLAG = "L";

    /** The maximum purge time in seconds. A time in milliseconds, stored by mistake, is larger. */
    private static final long MAX_PURGE_AT = 999_999_999_999L;

    /** The attributes of a token besides those of its secrets, all of which its tombstone lacks. */
    private static final List<String> ATTRIBUTES = List.of(
            KIND,
            CREATED_KEY,
            OWNER,
            OWNER_NAME,
            PROJECT,
            USER_ID,
            CREATED_BY,
            PERSONAL,
            TRUST,
            SUBJECT,
            MAX_CREATED_DAYS,
            NAME,
            DESCRIPTION,
            ENABLED,
            SCOPES,
            REQUESTED_SCOPES,
            EXPIRES_AT,
            ALLOWED_IPS,
            MODIFIED_AT,
            LAST_USED_AT,
            LAST_USED_IP,
            ScopeUseAttributes.SCOPE_USE,
            ScopeUseAttributes.SINCE,
            ENABLED_AT,
            UNUSED_MARKED_AT,
            DISABLED_REASON,
            VERSION,
            FLAGS);

    private TokenItem() {}

    /** Returns all attributes of a new token. */
    static ItemBuilder fullItem(Token token, Duration retention) {
        TokenOrigin origin = token.origin();
        ExchangeOrigin exchange = origin.exchange();
        LastUse lastUse = token.lastUse();
        ItemBuilder item = mutableAttributes(token)
                .string(KIND, kind(origin))
                .string(CREATED_KEY, new CreationSortKey(origin.createdAt(), token.id()).encode())
                .string(CREATED_BY, origin.createdBy().spelling())
                .string(PROJECT, origin.project())
                .bool(PERSONAL, origin.personal())
                .string(TRUST, exchange == null ? null : exchange.trust())
                .string(SUBJECT, exchange == null ? null : exchange.subject())
                .number(MAX_CREATED_DAYS, maxCreatedDays(exchange))
                .string(FLAGS, flags(origin, token))
                .instant(LAST_USED_AT, lastUse == null ? null : lastUse.at())
                .string(LAST_USED_IP, lastUse == null ? null : lastUse.ipAddress());
        putPurgeTime(item, token, retention);
        SecretAttributes.putUses(item, token.secrets());
        RejectedUseAttributes.put(item, token.rejectedUses());
        if (lastUse != null && lastUse.scopeUse().since() != null) {
            ScopeUseAttributes.replace(item, lastUse.scopeUse());
        }
        return item;
    }

    private static @Nullable Long maxCreatedDays(@Nullable ExchangeOrigin exchange) {
        return exchange == null || exchange.maxCreatedDays() == null
                ? null
                : exchange.maxCreatedDays().longValue();
    }

    private static String kind(TokenOrigin origin) {
        return origin.isExchanged() ? EXCHANGED_KIND : TOKEN_KIND;
    }

    /** Returns the attributes that every write has: owner, settings, secrets and version. */
    private static ItemBuilder mutableAttributes(Token token) {
        TokenSettings settings = token.settings();
        AllowedIps allowedIps = settings.allowedIps();
        ItemBuilder item = new ItemBuilder();
        SecretAttributes.put(item, token.secrets());
        return item.ownerName(OWNER, OWNER_NAME, token.origin().owner())
                .string(USER_ID, token.origin().userId())
                .number(ItemReader.RECORD_VERSION, TokenRecordFormat.of(token))
                .string(NAME, settings.name())
                .string(DESCRIPTION, settings.description())
                .bool(ENABLED, settings.enabled())
                .scopes(SCOPES, REQUESTED_SCOPES, settings.scopes())
                .instant(EXPIRES_AT, settings.expiresAt())
                .bytes(ALLOWED_IPS, allowedIps.isRestricted() ? allowedIps.toByteArray() : null)
                .instant(MODIFIED_AT, settings.modifiedAt())
                .instant(ENABLED_AT, token.lifecycle().enabledAt())
                .instant(UNUSED_MARKED_AT, token.lifecycle().unusedMarkedAt())
                .string(DISABLED_REASON, token.lifecycle().disabledReason())
                .number(VERSION, token.version());
    }

    private static void putPurgeTime(ItemBuilder item, Token token, Duration retention) {
        Instant expiresAt = token.settings().expiresAt();
        item.number(Tombstone.PURGE_AT, expiresAt == null ? null : Tombstone.purgeAt(expiresAt, retention));
    }

    private static @Nullable String flags(TokenOrigin origin, Token token) {
        String flags = (origin.bootstrap() ? BOOTSTRAP_FLAG : "")
                + (token.settings().allowedIps().isRestricted() ? ALLOWED_IPS_FLAG : "")
                + (token.isLeaked() ? LEAKED_FLAG : "");
        return flags.isEmpty() ? null : flags;
    }

    /**
     * Returns the attributes that a replacement writes. The last uses of secrets keep their stored values, unless other
     * secrets replace them.
     */
    static ItemBuilder replacement(Token current, Token updated, Duration retention) {
        ItemBuilder item = mutableAttributes(updated);
        // The exchange has decided how long its tokens are kept. None expires later than it did then.
        if (!current.origin().isExchanged()) {
            putPurgeTime(item, updated, retention);
        }
        String flags = flags(current.origin(), updated);
        // Otherwise they keep their value: a later release may have others.
        if (!Objects.equals(flags, flags(current.origin(), current))) {
            item.string(FLAGS, flags);
        }
        SecretAttributes.putReplacedUses(item, current.secrets(), updated.secrets());
        if (updated.secrets().isRegenerated(current.secrets())) {
            RejectedUseAttributes.putRetired(item, updated.rejectedUses().retired());
        }
        return item;
    }

    /** Returns the attributes of a deleted token: none by which it could be authenticated, listed or described. */
    static ItemBuilder tombstone(Instant now, Duration retention) {
        ItemBuilder removed = new ItemBuilder();
        ATTRIBUTES.forEach(name -> removed.string(name, null));
        NoticeItem.MARKS.forEach(name -> removed.string(name, null));
        SecretAttributes.ALL.forEach(name -> removed.string(name, null));
        RejectedUseAttributes.ALL.forEach(name -> removed.string(name, null));
        return Tombstone.of(removed, TokenRecordFormat.ofTombstone(), now, retention);
    }

    /** Returns the attributes of a use of a secret of this token. */
    static ItemBuilder lastUse(Token token, SecretGeneration generation, LastUse lastUse) {
        ScopeUse scopeUse = lastUse.scopeUse();
        ItemBuilder item = scopeUse.since() == null ? new ItemBuilder() : scopeUse(token, scopeUse);
        return item.instant(SecretAttributes.usedAtAttribute(generation), lastUse.at())
                .instant(LAST_USED_AT, lastUse.at())
                .string(LAST_USED_IP, lastUse.ipAddress());
    }

    /** Returns the attributes of a rejected use. */
    static ItemBuilder rejectedUse(RejectedUse use) {
        ItemBuilder item = new ItemBuilder();
        RejectedUseAttributes.putLast(item, use);
        return item;
    }

    /** Returns the attributes of a use of a retired secret, which is also a rejected one. */
    static ItemBuilder retiredUse(RetiredUse use) {
        ItemBuilder item = rejectedUse(use.asRejectedUse());
        RejectedUseAttributes.putRetired(item, use);
        return item;
    }

    /** Returns the attributes of a use of scopes of this token. */
    static ItemBuilder scopeUse(Token token, ScopeUse use) {
        LastUse stored = token.lastUse();
        ItemBuilder item = new ItemBuilder();
        ScopeUseAttributes.add(
                item,
                use,
                stored == null ? ScopeUse.UNKNOWN : stored.scopeUse(),
                token.settings().scopes());
        return item;
    }

    /** Returns the token of an item, or empty if the item is the tombstone of a deleted token. */
    static Optional<Token> fromItem(TokenId id, Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(id.value(), attributes);
        item.require(DynamoTable.KEY, id.value());
        long format = TokenRecordFormat.read(item);
        item.string(DynamoTable.NONCE);
        if (Tombstone.is(item)) {
            return Optional.empty();
        }
        TokenRecordFormat.require(item, format);
        requirePurgeAfterExpiry(item);
        TokenOrigin origin = origin(item, id);
        item.require(KIND, kind(origin));
        long version = item.number(VERSION, Token.FIRST_VERSION, Long.MAX_VALUE);
        return Optional.of(new Token(
                id,
                origin,
                settings(item),
                SecretAttributes.fromItem(item),
                lastUse(item, attributes),
                RejectedUseAttributes.fromItem(item),
                lifecycle(item),
                version));
    }

    static TokenOrigin origin(ItemReader item, TokenId id) {
        return new TokenOrigin(
                item.ownerName(OWNER, OWNER_NAME),
                item.stringOrNull(USER_ID),
                item.ownerName(CREATED_BY),
                item.stringOrNull(PROJECT),
                item.bool(PERSONAL),
                hasFlag(item, BOOTSTRAP_FLAG),
                item.has(TRUST) ? exchange(item) : null,
                sortKey(item, id).createdAt());
    }

    private static ExchangeOrigin exchange(ItemReader item) {
        return new ExchangeOrigin(
                item.string(TRUST),
                item.stringOrNull(SUBJECT),
                item.has(MAX_CREATED_DAYS) ? (int) item.number(MAX_CREATED_DAYS, 1, Integer.MAX_VALUE) : null);
    }

    private static boolean hasFlag(ItemReader item, String flag) {
        return item.has(FLAGS) && item.string(FLAGS).contains(flag);
    }

    /** Returns whether the token is restricted to addresses, which an index does not contain. */
    static boolean isRestrictedToAddresses(ItemReader item) {
        return hasFlag(item, ALLOWED_IPS_FLAG);
    }

    /** Returns whether the secret of the token leaked, as an index tells it. */
    static boolean isMarkedLeaked(ItemReader item) {
        return hasFlag(item, LEAKED_FLAG);
    }

    static CreationSortKey sortKey(ItemReader item, TokenId id) {
        Optional<CreationSortKey> sortKey = CreationSortKey.parse(item.string(CREATED_KEY));
        if (sortKey.isEmpty() || !sortKey.get().id().equals(id)) {
            throw item.corrupt(CREATED_KEY);
        }
        return sortKey.get();
    }

    static TokenSettings settings(ItemReader item) {
        return new TokenSettings(
                item.string(NAME),
                item.stringOrNull(DESCRIPTION),
                item.bool(ENABLED),
                item.scopes(SCOPES, REQUESTED_SCOPES),
                item.instantOrNull(EXPIRES_AT),
                allowedIps(item),
                item.instantOrNull(MODIFIED_AT));
    }

    private static AllowedIps allowedIps(ItemReader item) {
        try {
            return item.has(ALLOWED_IPS) ? AllowedIps.ofBytes(item.bytes(ALLOWED_IPS)) : AllowedIps.EVERY;
        } catch (IllegalArgumentException e) {
            throw item.corrupt(ALLOWED_IPS);
        }
    }

    private static TokenLifecycle lifecycle(ItemReader item) {
        return new TokenLifecycle(
                item.instantOrNull(ENABLED_AT),
                item.instantOrNull(UNUSED_MARKED_AT),
                item.stringOrNull(DISABLED_REASON));
    }

    private static @Nullable LastUse lastUse(ItemReader item, Map<String, Attribute> attributes) {
        return item.hasNone(LAST_USED_AT, LAST_USED_IP)
                ? null
                : new LastUse(
                        item.instant(LAST_USED_AT),
                        item.stringOrNull(LAST_USED_IP),
                        ScopeUseAttributes.fromItem(attributes));
    }

    /**
     * DynamoDB would delete an active token whose purge time is before its expiration, or that has only a purge time.
     */
    private static void requirePurgeAfterExpiry(ItemReader item) {
        Instant expiresAt = item.instantOrNull(EXPIRES_AT);
        if (expiresAt != null) {
            item.number(Tombstone.PURGE_AT, expiresAt.getEpochSecond(), MAX_PURGE_AT);
        } else if (item.has(Tombstone.PURGE_AT)) {
            throw item.corrupt(Tombstone.PURGE_AT);
        }
    }
}
