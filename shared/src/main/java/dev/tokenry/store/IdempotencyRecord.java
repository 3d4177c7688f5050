package dev.tokenry.store;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.TokenId;
import java.time.Instant;

/**
 * That a request of a caller made a token, so that the same request makes no other. Nothing of its answer is kept: that
 * would be the secret.
 *
 * @param expiresAt when the key may be used for something else
 */
public record IdempotencyRecord(TokenId callerTokenId, IdempotencyKey key, TokenId tokenId, Instant expiresAt) {

    public boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
