package dev.tokenry.store.dynamodb;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.text.CaseFolding;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reservation of a name by a token, stored as an item of its own. A reservation whose token does not exist or has
 * another name is stale, and other tokens can take it over. Reservations become stale while unique names are not
 * enforced. A damaged reservation, whose token is not known, is held: it is released when the token that has the name
 * is deleted or renamed.
 *
 * @param tokenId the token that holds the reservation; empty if the item is damaged
 * @param item the item as it was read; without attributes if there is none
 */
record NameReservation(Optional<TokenId> tokenId, Map<String, Attribute> item) {

    static final String KEY_PREFIX = "name#";
    private static final String TOKEN_ID = "tokenId";

    /**
     * Returns the key of the item: names that differ only in case or in composition have the same. Owner names do not
     * contain {@code #}, so the keys of different names differ.
     */
    static String key(Token token) {
        return KEY_PREFIX + token.origin().owner().key() + "#"
                + CaseFolding.fold(token.settings().name());
    }

    /** Returns the attributes of a reservation that a token holds. */
    static ItemBuilder reservedFor(TokenId tokenId) {
        return new ItemBuilder().string(TOKEN_ID, tokenId.value()).number(Tombstone.PURGE_AT, null);
    }

    /**
     * Returns the attributes of a released reservation. Releasing is an update, so that functions need no IAM
     * permission to delete.
     */
    static ItemBuilder released(Instant now) {
        return new ItemBuilder().string(TOKEN_ID, null).number(Tombstone.PURGE_AT, now.getEpochSecond());
    }

    /** Requires that no other token holds the reservation, except for the stale one. */
    static WriteCondition availableTo(TokenId id, @Nullable NameReservation stale) {
        WriteCondition released = new WriteCondition(
                "attribute_not_exists(#reservedFor)"
                        + " AND (attribute_not_exists(#key) OR attribute_exists(#releasedAt))",
                Map.of("#reservedFor", TOKEN_ID, "#key", DynamoTable.KEY, "#releasedAt", Tombstone.PURGE_AT),
                Map.of());
        WriteCondition available = released.or(ownedBy(id));
        return stale == null ? available : available.or(stale.unchanged());
    }

    /** Requires that the token holds the reservation. */
    static WriteCondition ownedBy(TokenId id) {
        return new WriteCondition(
                "#reservedFor = :reservedFor",
                Map.of("#reservedFor", TOKEN_ID),
                Map.of(":reservedFor", Attribute.fromS(id.value())));
    }

    /** Requires that the reservation is still as it was read. */
    WriteCondition unchanged() {
        return WriteCondition.unchanged(item);
    }

    /** Returns whether the item exists and does not tell which token holds the reservation. */
    boolean isDamaged() {
        return tokenId.isEmpty() && !item.isEmpty();
    }

    static NameReservation fromItem(Map<String, Attribute> item) {
        return new NameReservation(
                Optional.ofNullable(item.get(TOKEN_ID))
                        .filter(value -> value.is(Attribute.Type.S))
                        .map(Attribute::s)
                        .flatMap(TokenId::parse),
                item);
    }
}
