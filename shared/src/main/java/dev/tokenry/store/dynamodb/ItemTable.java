package dev.tokenry.store.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of the table that the authorizer makes. Management functions make them through the AWS SDK, and the
 * authorizer without it.
 *
 * <p>All of them throw {@link dev.tokenry.error.ServiceUnavailableException} if DynamoDB is unavailable or its response
 * is incomplete. A write may then have been applied.
 */
public interface ItemTable {

    /** The name of the attribute that is the key. */
    String KEY = "pk";

    /** Returns an item, or empty if there is none of this key. Strongly consistent. */
    Optional<Map<String, Attribute>> getItem(String key);

    /**
     * Returns the items that exist, by their keys, in one call, strongly consistent. A key that DynamoDB leaves
     * unprocessed twice is a failure: its item is not absent.
     */
    Map<String, Map<String, Attribute>> getTogether(List<String> keys);

    /**
     * Updates an item that meets the condition, and keeps the stored nonce, which a concurrent write may still need.
     *
     * @return whether the condition was met; may be false if the update was repeated after a lost response
     */
    boolean updateIdempotent(String key, ConditionalUpdate update);
}
