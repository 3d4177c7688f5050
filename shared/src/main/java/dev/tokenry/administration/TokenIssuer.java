package dev.tokenry.administration;

import dev.tokenry.crypto.PepperCache;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.WriteResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

/** Issues tokens, and new secrets for existing tokens. A secret is returned only after its digest is stored. */
public final class TokenIssuer {

    private static final int MAX_ATTEMPTS = 3;

    private final TokenFormat format;
    private final PepperCache peppers;
    private final TokenStore tokens;
    private final InstantSource clock;

    public TokenIssuer(TokenFormat format, PepperCache peppers, TokenStore tokens, InstantSource clock) {
        this.format = format;
        this.peppers = peppers;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Creates and stores a token. */
    IssuedToken issue(TokenOrigin origin, TokenSettings settings, ChangeStamp stamp) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            Optional<IssuedToken> issued = store(mint(), origin, settings, stamp);
            if (issued.isPresent()) {
                return issued.get();
            }
        }
        // 120 random bits do not collide three times unless the source of randomness is broken.
        throw new ServiceUnavailableException("Random token ids repeat");
    }

    /** Generates a token id and a secret. Nothing is stored. */
    PresentedToken mint() {
        return format.mint();
    }

    /** Stores a minted token; returns empty if its id was ever used. */
    Optional<IssuedToken> store(
            PresentedToken presented, TokenOrigin origin, TokenSettings settings, ChangeStamp stamp) {
        IssuedToken issued = prepared(presented, origin, settings);
        return tokens.insert(issued.token(), stamp) ? Optional.of(issued) : Optional.empty();
    }

    /** Creates a token that the caller stores. */
    IssuedToken prepare(TokenOrigin origin, TokenSettings settings) {
        return prepared(mint(), origin, settings);
    }

    /** Creates a token with a minted id, which the caller stores. */
    IssuedToken prepared(PresentedToken presented, TokenOrigin origin, TokenSettings settings) {
        return new IssuedToken(presented, Token.create(presented.id(), origin, settings, digest(presented)));
    }

    /**
     * Stores a new secret for a token.
     *
     * @return empty, and nothing is changed, if the token changed since it was read
     * @throws ApiException.NotFoundException if the token no longer exists
     */
    Optional<IssuedToken> regenerate(Token current, Regeneration regeneration, ChangeStamp stamp) {
        return regenerate(current, regeneration, (token, updated) -> tokens.replace(token, updated, stamp));
    }

    /** As {@link #regenerate(Token, Regeneration, ChangeStamp)}, with another way to store the token. */
    Optional<IssuedToken> regenerate(
            Token current, Regeneration regeneration, BiFunction<Token, Token, WriteResult<Token>> write) {
        Token token = current;
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            Instant now = clock.instant();
            if (!regeneration.isPossible(token, now)) {
                return Optional.empty();
            }
            PresentedToken presented = format.mint(token.id());
            Token regenerated = regeneration.apply(token, digest(presented), now);
            switch (write.apply(token, regenerated)) {
                case WriteResult.Written<Token>(var stored) -> {
                    return Optional.of(new IssuedToken(presented, stored));
                }
                case WriteResult.VersionConflict<Token>(var stored) -> {
                    if (stored.version() != current.version()) {
                        return Optional.empty();
                    }
                    // Only the use of a secret was recorded, or its digest migrated.
                    token = stored;
                }
                case WriteResult.NotFound<Token> _ -> throw new ApiException.NotFoundException();
            }
        }
        return Optional.empty();
    }

    private SecretDigest digest(PresentedToken presented) {
        return peppers.current().digest(presented.id(), presented.secret());
    }
}
