package dev.tokenry.store;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.TokenId;
import java.time.Instant;

/**
 * That a request of a caller made a token, so that the same request makes no other. Nothing of its answer is kept: that
 * would be the secret.
 *
 * @param until when the key may be used for something else
 */
public record IdempotencyClaim(TokenId caller, IdempotencyKey key, TokenId made, Instant until) {

    public boolean isLiveAt(Instant now) {
        return now.isBefore(until);
    }
}
