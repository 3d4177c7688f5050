package dev.tokenry.store.dynamodb;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.LastUse;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.store.IndexPosition;
import dev.tokenry.store.TokenSummary;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What lists read of a token: its row in an index, which contains some attributes, and its last use. */
final class TokenIndexRow {

    /** The attributes that {@link #lastUseFromItem} reads. */
    static final String LAST_USE_PROJECTION = DynamoTable.KEY + ", " + TokenItem.LAST_USED_AT;

    /** The attributes that {@link #scopeUseFromItem} reads. */
    static final String SCOPE_USE_PROJECTION =
            LAST_USE_PROJECTION + ", " + ScopeUseAttributes.SCOPE_USE + ", " + ScopeUseAttributes.SINCE;

    private TokenIndexRow() {}

    /**
     * Returns the summary of a token from an item of an index; a damaged one contains what can be read. Empty if the
     * item is no token: then it is a damaged record of another kind.
     */
    static Optional<TokenSummary> summaryFromItem(Map<String, Attribute> attributes) {
        String key = DynamoTable.keyOf(attributes);
        return TokenId.parse(key).map(id -> summary(new ItemReader(key, attributes), id));
    }

    private static TokenSummary summary(ItemReader item, TokenId id) {
        try {
            return TokenSummary.of(
                    id,
                    TokenItem.origin(item, id),
                    TokenItem.settings(item),
                    TokenItem.isRestrictedToAddresses(item),
                    TokenItem.isMarkedLeaked(item));
        } catch (CorruptRecordException e) {
            return damagedSummary(item, id);
        }
    }

    private static TokenSummary damagedSummary(ItemReader item, TokenId id) {
        TokenOrigin origin = new TokenOrigin(
                readableName(item, TokenItem.OWNER),
                null,
                readableName(item, TokenItem.CREATED_BY),
                readable(() -> item.stringOrNull(TokenItem.PROJECT)).orElse(null),
                readable(() -> item.bool(TokenItem.PERSONAL)).orElse(false),
                false,
                readable(() -> item.stringOrNull(TokenItem.TRUST))
                        .map(trust -> new ExchangeOrigin(trust, null))
                        .orElse(null),
                readable(() -> TokenItem.sortKey(item, id).createdAt()).orElse(TokenOrigin.UNKNOWN_TIME));
        return new TokenSummary(
                id,
                origin,
                readable(() -> item.string(TokenItem.NAME)).orElse(""),
                readable(() -> item.bool(TokenItem.ENABLED)).orElse(false),
                readable(() -> item.scopes(TokenItem.SCOPES, TokenItem.REQUESTED_SCOPES))
                        .orElse(Scopes.NONE),
                readable(() -> item.instantOrNull(TokenItem.EXPIRES_AT)).orElse(null),
                readable(() -> TokenItem.isRestrictedToAddresses(item)).orElse(false),
                readable(() -> TokenItem.isMarkedLeaked(item)).orElse(false),
                readable(() -> item.instantOrNull(TokenItem.MODIFIED_AT)).orElse(null),
                true,
                new IndexPosition(item.string(TokenItem.CREATED_KEY), id.value()));
    }

    private static OwnerName readableName(ItemReader item, String attribute) {
        return readable(() -> item.ownerName(attribute)).orElse(OwnerName.UNREADABLE);
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
    static Optional<Instant> lastUseFromItem(Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader(DynamoTable.keyOf(attributes), attributes);
        return readable(() -> item.instantOrNull(TokenItem.LAST_USED_AT));
    }

    /** Returns the last use without its address from an item that was read with {@link #SCOPE_USE_PROJECTION}. */
    static Optional<LastUse> scopeUseFromItem(Map<String, Attribute> attributes) {
        return attributes.isEmpty()
                ? Optional.empty()
                : lastUseFromItem(attributes).map(at -> new LastUse(at, null, ScopeUseAttributes.fromItem(attributes)));
    }

    /** Returns whether an item of an index is a personal token. */
    static boolean isPersonal(Map<String, Attribute> attributes) {
        ItemReader item = new ItemReader("in an index", attributes);
        return readable(() -> item.bool(TokenItem.PERSONAL)).orElse(false);
    }
}
