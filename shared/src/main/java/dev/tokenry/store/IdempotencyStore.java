package dev.tokenry.store;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores idempotency records. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is
 * unavailable or a record is invalid.
 */
public interface IdempotencyStore {

    /** Returns the latest record of a caller and key, for any payload. The record may have expired. */
    Optional<IdempotencyRecord> find(TokenId callerTokenId, IdempotencyKey key);

    /**
     * Inserts a token and its idempotency record in one atomic write, with the guarantees of a {@link TokenStore}.
     * Until the record expires, all other inserts with the same caller and key fail.
     *
     * @throws dev.tokenry.error.ApiException.ConflictException if concurrent writes of the same items persist; nothing
     *     is written
     */
    InsertResult insert(Token token, IdempotencyRecord record, Instant now);
}
