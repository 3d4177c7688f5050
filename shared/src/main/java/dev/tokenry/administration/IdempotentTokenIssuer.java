package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InsertResult;
import dev.tokenry.store.TokenFinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Issues one token for each idempotency key of a calling token. A later request with the key gets the token that the
 * first one created, in its current state and without its secret.
 */
final class IdempotentTokenIssuer {

    /** How long an idempotency key refers to its first request. */
    static final Duration KEY_TTL = Duration.ofHours(24);

    private static final int MAX_ATTEMPTS = 3;

    private final TokenIssuer issuer;
    private final IdempotencyStore records;
    private final TokenFinder tokens;
    private final InstantSource clock;

    IdempotentTokenIssuer(TokenIssuer issuer, IdempotencyStore records, TokenFinder tokens, InstantSource clock) {
        this.issuer = issuer;
        this.records = records;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Returns the token that an earlier request with this key created.
     *
     * @throws ApiException.IdempotencyKeyReusedException if the earlier request was a different one
     * @throws ApiException.NotFoundException if the token was deleted or is no longer visible to the caller
     */
    Optional<Token> findExisting(IdempotencyKey key, Principal caller) {
        Instant now = clock.instant();
        return records.find(caller.tokenId(), key)
                .filter(record -> record.isValidAt(now))
                .map(record -> resolve(record, key, caller));
    }

    /** Issues a token, or returns the one of a concurrent request with the same key. */
    CreateToken.Result issue(IdempotencyKey key, Principal caller, TokenOrigin origin, TokenSettings settings) {
        Instant now = clock.instant();
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            IssuedToken issued = issuer.prepare(origin, settings);
            var record =
                    new IdempotencyRecord(caller.tokenId(), key, issued.token().id(), now.plus(KEY_TTL));
            switch (records.insert(issued.token(), record, now)) {
                case InsertResult.Inserted _ -> {
                    return new CreateToken.Result.Created(issued);
                }
                case InsertResult.KeyInUse(var existing) -> {
                    return new CreateToken.Result.Replayed(resolve(existing, key, caller));
                }
                case InsertResult.IdTaken _ -> {}
            }
        }
        throw new ServiceUnavailableException("Random token ids repeat");
    }

    private Token resolve(IdempotencyRecord record, IdempotencyKey key, Principal caller) {
        if (!record.key().equals(key)) {
            throw new ApiException.IdempotencyKeyReusedException();
        }
        return TokenReader.findVisible(tokens, record.tokenId(), caller);
    }
}
