package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.IdempotencyRecord;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InsertResult;
import dev.tokenry.store.ReplaceResult;
import dev.tokenry.store.TokenFinder;
import dev.tokenry.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Issues one token, or one secret of a token, for each idempotency key of a caller. A later request with the key gets
 * the token that the first one created or regenerated, in its current state and without its secret.
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
     * Returns the token that an earlier request with this key created or regenerated.
     *
     * @throws ApiException.IdempotencyKeyReusedException if the earlier request was a different one
     * @throws ApiException.NotFoundException if the token was deleted or is no longer visible to the caller
     */
    Optional<Token> findExisting(IdempotencyKey key, Principal caller) {
        return findRecord(key, caller).map(record -> resolve(record, key, caller));
    }

    /** Returns whether an earlier request with this key was the same. */
    boolean isRepetition(IdempotencyKey key, Principal caller) {
        return findRecord(key, caller)
                .filter(record -> record.key().equals(key))
                .isPresent();
    }

    /** Returns a text that identifies requests of the caller with this key and body. */
    String requestId(IdempotencyKey key, Principal caller, TokenId id) {
        return record(key, caller, id).requestId();
    }

    private Optional<IdempotencyRecord> findRecord(IdempotencyKey key, Principal caller) {
        return records.find(IdempotencyRecord.callerOf(caller), key, clock.instant());
    }

    private IdempotencyRecord record(IdempotencyKey key, Principal caller, TokenId id) {
        return new IdempotencyRecord(
                IdempotencyRecord.callerOf(caller), key, id, clock.instant().plus(KEY_TTL));
    }

    /**
     * Stores a new secret for a token, unless a concurrent request with the same key did.
     *
     * @return empty, and nothing is changed, if the token changed since it was read
     */
    Optional<RegenerateToken.Result> regenerate(
            IdempotencyKey key, Principal caller, Token current, Regeneration regeneration, ChangeStamp stamp) {
        IdempotencyRecord record = record(key, caller, current.id());
        AtomicReference<IdempotencyRecord> existing = new AtomicReference<>();
        Optional<IssuedToken> issued =
                issuer.regenerate(current, regeneration, (token, regenerated) -> switch (records.replace(
                        token, regenerated, record, clock.instant(), stamp)) {
                    case ReplaceResult.Decided(var result) -> result;
                    case ReplaceResult.KeyInUse(var other) -> {
                        existing.set(other);
                        // Another version ends the attempts of the issuer.
                        yield new WriteResult.VersionConflict<>(regenerated.withVersion(-1));
                    }
                });
        return existing.get() == null
                ? issued.map(RegenerateToken.Result.Regenerated::new)
                : Optional.of(new RegenerateToken.Result.Replayed(resolve(existing.get(), key, caller)));
    }

    /** Issues a token, or returns the one of a concurrent request with the same key. */
    CreateToken.Result issue(
            IdempotencyKey key, Principal caller, TokenOrigin origin, TokenSettings settings, ChangeStamp stamp) {
        Instant now = clock.instant();
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            IssuedToken issued = issuer.prepare(origin, settings);
            IdempotencyRecord record = record(key, caller, issued.token().id());
            switch (records.insert(issued.token(), record, now, stamp)) {
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
