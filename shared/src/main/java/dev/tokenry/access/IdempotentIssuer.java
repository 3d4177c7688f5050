package dev.tokenry.access;

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
public final class IdempotentIssuer {

    /** How long a key stands for its first request. */
    public static final Duration WINDOW = Duration.ofHours(24);

    private static final int TRIES = 3;

    /** What a request with a key came to. */
    public sealed interface Result {

        /** It made a token. */
        record First(Issued issued) implements Result {}

        /** An earlier request like it made this token. */
        record Repeated(Token token) implements Result {}
    }

    private final Issuer issuer;
    private final IdempotencyStore claims;
    private final Changes tokens;
    private final InstantSource clock;

    public IdempotentIssuer(Issuer issuer, IdempotencyStore claims, Changes tokens, InstantSource clock) {
        this.issuer = issuer;
        this.claims = claims;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What an earlier request with this key made. */
    public Optional<Token> findMade(IdempotencyKey key, Principal caller) {
        Instant now = clock.instant();
        return claims.find(caller.tokenId(), key)
                .filter(claim -> claim.isValidAt(now))
                .map(claim -> made(claim, key, caller));
    }

    public Result issue(IdempotencyKey key, Principal caller, TokenOrigin origin, TokenSettings settings) {
        Instant now = clock.instant();
        for (int i = 0; i < TRIES; i++) {
            Issued issued = issuer.draw(origin, settings);
            var claim =
                    new IdempotencyRecord(caller.tokenId(), key, issued.token().id(), now.plus(WINDOW));
            switch (claims.insert(issued.token(), claim, now)) {
                case InsertResult.Inserted _ -> {
                    return new Result.First(issued);
                }
                case InsertResult.KeyInUse(var earlier) -> {
                    return new Result.Repeated(made(earlier, key, caller));
                }
                case InsertResult.IdTaken _ -> {}
            }
        }
        throw new ServiceUnavailableException("Random token ids repeat");
    }

    private Token made(IdempotencyRecord claim, IdempotencyKey key, Principal caller) {
        if (!claim.key().equals(key)) {
            throw new ApiException.IdempotencyKeyReusedException();
        }
        return tokens.find(claim.tokenId(), caller);
    }
}
