package dev.tokenry.store;

import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import java.time.Instant;
import java.util.Optional;

/** Where it is kept which requests made which tokens. Throws {@link dev.tokenry.error.ServiceUnavailableException} when away. */
public interface IdempotencyStore {

    /** The last claim of a caller on a key, live or not, whatever body it was for. */
    Optional<IdempotencyRecord> find(TokenId callerTokenId, IdempotencyKey key);

    /**
     * Adds a token, and with it the claim that it is what the request made: both or neither, like each write of a {@link
     * TokenStore}. Of all that use a key until its claim ends, one succeeds.
     *
     * @throws dev.tokenry.error.ApiException.ConflictException when others kept on writing the same; nothing changed
     */
    InsertResult insert(Token token, IdempotencyRecord record, Instant now);
}
