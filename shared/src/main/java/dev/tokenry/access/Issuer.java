package dev.tokenry.access;

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
public final class Issuer {

    /** The longest that an old secret works beside the new one. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    private static final int TRIES = 3;

    private final TokenFormat format;
    private final PepperCache peppers;
    private final TokenStore tokens;
    private final InstantSource clock;

    public Issuer(TokenFormat format, PepperCache peppers, TokenStore tokens, InstantSource clock) {
        this.format = format;
        this.peppers = peppers;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A new token. */
    public Issued issue(TokenOrigin origin, TokenSettings settings) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Issued> issued = keep(mint(), origin, settings);
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
    public Optional<Issued> keep(PresentedToken whole, TokenOrigin origin, TokenSettings settings) {
        Issued issued = drawn(whole, origin, settings);
        return tokens.insert(issued.token()) ? Optional.of(issued) : Optional.empty();
    }

    /** A new token for one who keeps it by other means. */
    Issued draw(TokenOrigin origin, TokenSettings settings) {
        return drawn(mint(), origin, settings);
    }

    private Issued drawn(PresentedToken whole, TokenOrigin origin, TokenSettings settings) {
        return new Issued(whole, Token.create(whole.id(), origin, settings, digest(whole)));
    }

    /**
     * A new secret for a token; the old one works on for the overlap, at most as long as the token does.
     *
     * @throws ApiException.ConflictException when somebody else changed the token since it was read: no secret was made
     */
    public Issued regenerate(Token read, Duration overlap) {
        return regenerate(read, overlap, new Precondition.None());
    }

    /** @throws ApiException.PreconditionFailedException when the token is not, or is no longer, what was expected */
    public Issued regenerate(Token read, Duration overlap, Precondition expected) {
        expected.requireMetBy(read.version());
        Instant now = clock.instant();
        PresentedToken whole = format.mint(read.id());
        SecretDigests secrets = new SecretDigests(digest(whole), previous(read, now, overlap), now)
                .limitOverlap(read.settings().expiresAt());
        return switch (tokens.replace(read, read.withSecrets(secrets))) {
            case WriteResult.Written(var token) -> new Issued(whole, token);
            case WriteResult.VersionConflict _ -> throw outdated(expected);
            case WriteResult.NotFound _ -> throw new ApiException.NotFoundException();
        };
    }

    private static ApiException outdated(Precondition expected) {
        return expected.isUnconditional()
                ? new ApiException.ConflictException("The token was changed by another request. It keeps the secret it has now.")
                : new ApiException.PreconditionFailedException();
    }

    private static SecretDigests.@Nullable PreviousDigest previous(Token read, Instant now, Duration overlap) {
        if (overlap.isZero()) {
            return null;
        }
        return new SecretDigests.PreviousDigest(read.secrets().current(), now.plus(overlap));
    }

    private SecretDigest digest(PresentedToken whole) {
        return peppers.current().digest(whole.id(), whole.secret());
    }
}
