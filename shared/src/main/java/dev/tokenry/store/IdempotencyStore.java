package dev.tokenry.store;

import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores idempotency records. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is
 * unavailable or a record is invalid.
 */
public interface IdempotencyStore {

    /** Returns the record of a caller and key that is valid at a time, for any payload. */
    Optional<IdempotencyRecord> find(String caller, IdempotencyKey key, Instant now);

    /**
     * Inserts a token and its idempotency record in one atomic write, with the guarantees of a {@link TokenStore}.
     * Until the record expires, all other inserts with the same caller and key fail.
     *
     * @throws dev.tokenry.error.ApiException.ConflictException if concurrent writes of the same items persist; nothing
     *     is written
     */
    InsertResult insert(Token token, IdempotencyRecord record, Instant now, ChangeStamp stamp);

    /**
     * Replaces settings and secrets of a token, as {@link TokenStore#replace}, and inserts an idempotency record in one
     * atomic write. The name must not change.
     *
     * @throws dev.tokenry.error.ApiException.ConflictException if concurrent writes of the same items persist; nothing
     *     is written
     */
    ReplaceResult replace(Token current, Token updated, IdempotencyRecord record, Instant now, ChangeStamp stamp);
}
