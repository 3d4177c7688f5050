package dev.tokenry.administration;

import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InsertResult;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes one token for each idempotency key of a caller. A repetition is told of that token as it is now, as far as the
 * caller may see it now, and never of its secret.
 */
public final class IdempotentTokenIssuer {

    /** How long a key stands for its first request. */
    public static final Duration KEY_TTL = Duration.ofHours(24);

    private static final int MAX_ATTEMPTS = 3;

    /** What a request with a key came to. */
    public sealed interface Result {

        /** It made a token. */
        record Created(IssuedToken issued) implements Result {}

        /** An earlier request like it made this token. */
        record Replayed(Token token) implements Result {}
    }

    private final TokenIssuer issuer;
    private final IdempotencyStore records;
    private final OptimisticUpdate tokens;
    private final InstantSource clock;

    public IdempotentTokenIssuer(TokenIssuer issuer, IdempotencyStore records, OptimisticUpdate tokens, InstantSource clock) {
        this.issuer = issuer;
        this.records = records;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What an earlier request with this key made. */
    public Optional<Token> findExisting(IdempotencyKey key, Principal caller) {
        Instant now = clock.instant();
        return records.find(caller.tokenId(), key)
                .filter(record -> record.isValidAt(now))
                .map(record -> resolve(record, key, caller));
    }

    public Result issue(IdempotencyKey key, Principal caller, TokenOrigin origin, TokenSettings settings) {
        Instant now = clock.instant();
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            IssuedToken issued = issuer.prepare(origin, settings);
            var record =
                    new IdempotencyRecord(caller.tokenId(), key, issued.token().id(), now.plus(KEY_TTL));
            switch (records.insert(issued.token(), record, now)) {
                case InsertResult.Inserted _ -> {
                    return new Result.Created(issued);
                }
                case InsertResult.KeyInUse(var existing) -> {
                    return new Result.Replayed(resolve(existing, key, caller));
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
        return tokens.get(record.tokenId(), caller);
    }
}
