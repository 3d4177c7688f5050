package dev.tokenry.administration;

import dev.tokenry.crypto.PepperCache;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    IssuedToken issue(TokenOrigin origin, TokenSettings settings) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            Optional<IssuedToken> issued = store(mint(), origin, settings);
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
    Optional<IssuedToken> store(PresentedToken presented, TokenOrigin origin, TokenSettings settings) {
        IssuedToken issued = prepared(presented, origin, settings);
        return tokens.insert(issued.token()) ? Optional.of(issued) : Optional.empty();
    }

    /** Creates a token that the caller stores. */
    IssuedToken prepare(TokenOrigin origin, TokenSettings settings) {
        return prepared(mint(), origin, settings);
    }

    private IssuedToken prepared(PresentedToken presented, TokenOrigin origin, TokenSettings settings) {
        return new IssuedToken(presented, Token.create(presented.id(), origin, settings, digest(presented)));
    }

    /**
     * Stores a new secret and these settings for a token; the previous one is accepted during the overlap, at most until the token expires.
     *
     * @return empty, and nothing is changed, if the token changed since it was read
     * @throws ApiException.NotFoundException if the token no longer exists
     */
    Optional<IssuedToken> regenerate(Token current, TokenSettings settings, Duration overlap) {
        Instant now = clock.instant();
        PresentedToken presented = format.mint(current.id());
        SecretDigests secrets = new SecretDigests(digest(presented), previous(current, now, overlap), now);
        return OptimisticUpdate.toOptional(
                        tokens.replace(current, current.withSettings(settings).withSecrets(secrets)))
                .map(token -> new IssuedToken(presented, token));
    }

    private static SecretDigests.@Nullable PreviousDigest previous(Token current, Instant now, Duration overlap) {
        if (overlap.isZero()) {
            return null;
        }
        return new SecretDigests.PreviousDigest(current.secrets().current(), now.plus(overlap));
    }

    private SecretDigest digest(PresentedToken presented) {
        return peppers.current().digest(presented.id(), presented.secret());
    }
}
