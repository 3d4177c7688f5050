package dev.tokenry.store.dynamodb;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.store.dynamodb.DynamoTable.WriteCondition;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The reservation of a name by a token, stored as an item of its own. A reservation whose token does not exist or has
 * another name is stale, and other tokens can take it over. Reservations become stale while unique names are not
 * enforced.
 *
 * @param tokenId the token that holds the reservation
 * @param nonce changes with each write of the item, and so identifies the state that was read
 */
record NameReservation(TokenId tokenId, String nonce) {

    static final String KEY_PREFIX = "name#";
    private static final String TOKEN_ID = "tokenId";
    private static final String PURGE_AT = "purgeAt";

    /** Returns the key of the item. Owner names do not contain {@code #}, so the keys of different names differ. */
    static String key(Token token) {
        return KEY_PREFIX + token.origin().owner() + "#" + token.settings().name();
    }

    /** Returns the attributes of a reservation that a token holds. */
    static ItemBuilder reservedFor(TokenId tokenId) {
        return new ItemBuilder().string(TOKEN_ID, tokenId.value()).number(PURGE_AT, null);
    }

    /**
     * Returns the attributes of a released reservation. Releasing is an update, so that functions need no IAM
     * permission to delete.
     */
    static ItemBuilder released(Instant now) {
        return new ItemBuilder().string(TOKEN_ID, null).number(PURGE_AT, now.getEpochSecond());
    }

    /** Requires that no other token holds the reservation, except for the stale one. */
    static WriteCondition availableTo(TokenId id, @Nullable NameReservation stale) {
        String available = "attribute_not_exists(#reservedFor) OR #reservedFor = :reservedFor";
        Map<String, String> names = new HashMap<>(Map.of("#reservedFor", TOKEN_ID));
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":reservedFor", AttributeValue.fromS(id.value())));
        if (stale == null) {
            return new WriteCondition(available, names, values);
        }
        names.put("#staleNonce", DynamoTable.NONCE);
        values.put(":staleNonce", AttributeValue.fromS(stale.nonce()));
        return new WriteCondition(available + " OR #staleNonce = :staleNonce", names, values);
    }

    /** Requires that the token holds the reservation. */
    static WriteCondition ownedBy(TokenId id) {
        return new WriteCondition(
                "#reservedFor = :reservedFor",
                Map.of("#reservedFor", TOKEN_ID),
                Map.of(":reservedFor", AttributeValue.fromS(id.value())));
    }

    static NameReservation fromItem(String key, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        TokenId tokenId = TokenId.parse(item.string(TOKEN_ID)).orElseThrow(() -> item.corrupt(TOKEN_ID));
        return new NameReservation(tokenId, item.string(DynamoTable.NONCE));
    }
}
