package dev.tokenry.administration;

import dev.tokenry.error.ErrorReason;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.store.WriteResult;
import dev.tokenry.store.TokenStore;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes tokens and new secrets for tokens. Nothing is shown whose digest was not kept first. */
public final class TokenIssuer {

    /** The longest that an old secret works beside the new one. */
    public static final Duration MAX_OVERLAP = Duration.ofDays(7);

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

    /** A new token. */
    public IssuedToken issue(TokenOrigin origin, TokenSettings settings) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            Optional<IssuedToken> issued = store(mint(), origin, settings);
            if (issued.isPresent()) {
                return issued.get();
            }
        }
        // 120 random bits do not meet thrice: the source of randomness is broken.
        throw new ServiceUnavailableException("Random token ids repeat");
    }

    /** A whole token that is not kept yet, for one who must know its id before. */
    public PresentedToken mint() {
        return format.mint();
    }

    /** Keeps a minted token; empty when its id was ever used. */
    public Optional<IssuedToken> store(PresentedToken presented, TokenOrigin origin, TokenSettings settings) {
        IssuedToken issued = prepared(presented, origin, settings);
        return tokens.insert(issued.token()) ? Optional.of(issued) : Optional.empty();
    }

    /** A new token for one who keeps it by other means. */
    IssuedToken prepare(TokenOrigin origin, TokenSettings settings) {
        return prepared(mint(), origin, settings);
    }

    private IssuedToken prepared(PresentedToken presented, TokenOrigin origin, TokenSettings settings) {
        return new IssuedToken(presented, Token.create(presented.id(), origin, settings, digest(presented)));
    }

    /**
     * A new secret for a token; the old one works on for the overlap, at most as long as the token does.
     *
     * @throws ApiException.ConflictException when somebody else changed the token since it was read: no secret was made
     */
    public IssuedToken regenerate(Token current, Duration overlap) {
        return regenerate(current, overlap, new Precondition.None());
    }

    /** @throws ApiException.PreconditionFailedException when the token is not, or is no longer, what was expected */
    public IssuedToken regenerate(Token current, Duration overlap, Precondition precondition) {
        precondition.requireMetBy(current.version());
        Instant now = clock.instant();
        PresentedToken presented = format.mint(current.id());
        SecretDigests secrets = new SecretDigests(digest(presented), previous(current, now, overlap), now)
                .limitOverlap(current.settings().expiresAt());
        return switch (tokens.replace(current, current.withSecrets(secrets))) {
            case WriteResult.Written(var token) -> new IssuedToken(presented, token);
            case WriteResult.VersionConflict _ -> throw versionConflict(precondition);
            case WriteResult.NotFound _ -> throw new ApiException.NotFoundException();
        };
    }

    private static ApiException versionConflict(Precondition precondition) {
        return precondition.isUnconditional()
                ? new ApiException.ConflictException(ErrorReason.REGENERATE_CONFLICT, "The token was modified concurrently. Its secret was not changed.")
                : new ApiException.PreconditionFailedException();
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
