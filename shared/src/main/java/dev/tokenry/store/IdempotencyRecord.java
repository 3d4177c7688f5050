package dev.tokenry.store;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.TokenId;
import java.time.Instant;

/**
 * Records which token a request with an idempotency key created. The record does not contain the response, because the
 * response contains the secret.
 *
 * @param callerTokenId the token that authenticated the request; keys of other callers are independent
 * @param tokenId the created token
 * @param expiresAt the time from which the key can be used for another request
 */
public record IdempotencyRecord(TokenId callerTokenId, IdempotencyKey key, TokenId tokenId, Instant expiresAt) {

    /** Returns whether the record still applies, that is, {@code now} is before {@link #expiresAt}. */
    public boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
