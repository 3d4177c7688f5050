package dev.tokenry.access;

import dev.tokenry.crypto.PepperCache;
import dev.tokenry.store.Replacement;
import dev.tokenry.store.TokenStore;
import dev.tokenry.token.Expected;
import dev.tokenry.token.Origin;
import dev.tokenry.token.PresentedToken;
import dev.tokenry.token.Problem;
import dev.tokenry.token.SecretDigest;
import dev.tokenry.token.Secrets;
import dev.tokenry.token.Settings;
import dev.tokenry.token.Token;
import dev.tokenry.token.TokenFormat;
import dev.tokenry.token.Unavailable;
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
    public Issued issue(Origin origin, Settings settings) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Issued> issued = keep(mint(), origin, settings);
            if (issued.isPresent()) {
                return issued.get();
            }
        }
        // 120 random bits do not meet thrice: the source of randomness is broken.
        throw new Unavailable("Random token ids repeat");
    }

    /** A whole token that is not kept yet, for one who must know its id before. */
    public PresentedToken mint() {
        return format.mint();
    }

    /** Keeps a minted token; empty when its id was ever used. */
    public Optional<Issued> keep(PresentedToken whole, Origin origin, Settings settings) {
        Issued issued = drawn(whole, origin, settings);
        return tokens.insert(issued.token()) ? Optional.of(issued) : Optional.empty();
    }

    /** A new token for one who keeps it by other means. */
    Issued draw(Origin origin, Settings settings) {
        return drawn(mint(), origin, settings);
    }

    private Issued drawn(PresentedToken whole, Origin origin, Settings settings) {
        return new Issued(whole, Token.fresh(whole.id(), origin, settings, digest(whole)));
    }

    /**
     * A new secret for a token; the old one works on for the overlap, at most as long as the token does.
     *
     * @throws Problem.Conflict when somebody else changed the token since it was read: no secret was made
     */
    public Issued regenerate(Token read, Duration overlap) {
        return regenerate(read, overlap, new Expected.Anything());
    }

    /** @throws Problem.PreconditionFailed when the token is not, or is no longer, what was expected */
    public Issued regenerate(Token read, Duration overlap, Expected expected) {
        expected.requireMetBy(read.version());
        Instant now = clock.instant();
        PresentedToken whole = format.mint(read.id());
        Secrets secrets = new Secrets(digest(whole), previous(read, now, overlap), now)
                .endingOverlapBy(read.settings().expiresAt());
        return switch (tokens.replace(read, read.with(secrets))) {
            case Replacement.Done(var token) -> new Issued(whole, token);
            case Replacement.Outdated _ -> throw outdated(expected);
            case Replacement.Gone _ -> throw new Problem.NotFound();
        };
    }

    private static Problem outdated(Expected expected) {
        return expected.allowsAnother()
                ? new Problem.Conflict("The token was changed by another request. It keeps the secret it has now.")
                : new Problem.PreconditionFailed();
    }

    private static Secrets.@Nullable Previous previous(Token read, Instant now, Duration overlap) {
        if (overlap.isZero()) {
            return null;
        }
        return new Secrets.Previous(read.secrets().current(), now.plus(overlap));
    }

    private SecretDigest digest(PresentedToken whole) {
        return peppers.current().digest(whole.id(), whole.secret());
    }
}
