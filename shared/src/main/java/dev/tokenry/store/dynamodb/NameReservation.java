package dev.tokenry.store.dynamodb;

import dev.tokenry.store.dynamodb.DynamoTable.WriteCondition;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A claim of a token on its name as an item of the table. It stands while its token bears the name; else it is abandoned,
 * as one is that was written or left behind while names were not unique.
 *
 * @param tokenId the token whose claim it is
 * @param nonce changes with each write of the claim, and so tells whether it is still the one that was read
 */
record NameReservation(TokenId tokenId, String nonce) {

    private static final String KEY_PREFIX = "name#";
    private static final String TOKEN_ID = "tokenId";
    private static final String PURGE_AT = "purgeAt";

    /** No owner's name holds a {@code #}, so no two keys are the same. */
    static String key(Token token) {
        return KEY_PREFIX + token.origin().owner() + "#" + token.settings().name();
    }

    static ItemBuilder reservedFor(TokenId tokenId) {
        return new ItemBuilder().string(TOKEN_ID, tokenId.value()).number(PURGE_AT, null);
    }

    /** Updates can make a claim nobody's and cannot delete it: functions that only update need no right to delete. */
    static ItemBuilder released(Instant now) {
        return new ItemBuilder().string(TOKEN_ID, null).number(PURGE_AT, now.getEpochSecond());
    }

    /** That the name is nobody's, the token's own already, or that of the abandoned claim. */
    static WriteCondition availableTo(TokenId id, @Nullable NameReservation stale) {
        String available = "attribute_not_exists(#heldBy) OR #heldBy = :heldBy";
        Map<String, String> names = new HashMap<>(Map.of("#heldBy", TOKEN_ID));
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":heldBy", AttributeValue.fromS(id.value())));
        if (stale == null) {
            return new WriteCondition(available, names, values);
        }
        names.put("#heldSince", DynamoTable.NONCE);
        values.put(":heldSince", AttributeValue.fromS(stale.nonce()));
        return new WriteCondition(available + " OR #heldSince = :heldSince", names, values);
    }

    static WriteCondition ownedBy(TokenId id) {
        return new WriteCondition(
                "#heldBy = :heldBy", Map.of("#heldBy", TOKEN_ID), Map.of(":heldBy", AttributeValue.fromS(id.value())));
    }

    static NameReservation fromItem(String key, Map<String, AttributeValue> attributes) {
        ItemReader item = new ItemReader(key, attributes);
        TokenId tokenId = TokenId.parse(item.string(TOKEN_ID)).orElseThrow(() -> item.corrupt(TOKEN_ID));
        return new NameReservation(tokenId, item.string(DynamoTable.NONCE));
    }
}
