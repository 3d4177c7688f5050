package dev.tokenry.access;

import dev.tokenry.access.Authentication.Known;
import dev.tokenry.access.Authentication.Refused;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.store.TokenFinder;
import dev.tokenry.store.UserFinder;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.User;
import dev.tokenry.authorization.AuthorizationDecision.DenialReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * From a presented text to a known token. The order is part of the promise: what fails its checksum costs no read, and
 * nothing is said of a token's state before its secret is proven.
 */
public final class Authenticator {

    private final TokenFormat format;
    private final TokenFinder tokens;
    private final UserFinder users;
    private final PepperCache peppers;
    private final InstantSource clock;

    public Authenticator(
            TokenFormat format, TokenFinder tokens, UserFinder users, PepperCache peppers, InstantSource clock) {
        this.format = format;
        this.tokens = tokens;
        this.users = users;
        this.peppers = peppers;
        this.clock = clock;
    }

    /** @throws dev.tokenry.error.ServiceUnavailableException when store or pepper are away: neither known nor refused */
    public Authentication authenticate(String text) {
        Optional<PresentedToken> presented = format.parse(text);
        if (presented.isEmpty()) {
            return new Refused(DenialReason.MALFORMED);
        }
        Optional<Token> found = tokens.find(presented.get().id());
        if (found.isEmpty()) {
            digestForNothing(presented.get());
            return new Refused(DenialReason.UNKNOWN);
        }
        return judge(presented.get(), found.get());
    }

    /**
     * The token that a text is the whole of, by its current secret or by its previous one, whether it works now or not.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException when store or pepper are away
     */
    public Optional<Token> findProven(String text) {
        Optional<PresentedToken> presented = format.parse(text);
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        Optional<Token> found = tokens.find(presented.get().id());
        if (found.isEmpty()) {
            digestForNothing(presented.get());
        }
        return found.filter(token -> secretProvenBy(presented.get(), token.secrets(), clock.instant())
                .isPresent());
    }

    private Authentication judge(PresentedToken presented, Token token) {
        Instant now = clock.instant();
        Optional<SecretGeneration> proven = secretProvenBy(presented, token.secrets(), now);
        if (proven.isEmpty()) {
            return new Refused(DenialReason.WRONG_SECRET);
        }
        if (!token.settings().enabled()) {
            return new Refused(DenialReason.DISABLED);
        }
        if (token.settings().isExpiredAt(now)) {
            return new Refused(DenialReason.EXPIRED);
        }
        return token.origin().personal()
                ? judgeByOwner(presented, token, proven.get())
                : new Known(presented, token, proven.get(), token.settings().scopes());
    }

    /** A personal token is worth what its owner's record says, now. */
    private Authentication judgeByOwner(PresentedToken presented, Token token, SecretGeneration secret) {
        Optional<User> owner = users.find(token.origin().owner());
        if (owner.isEmpty()) {
            return new Refused(DenialReason.OWNER_UNKNOWN);
        }
        if (!owner.get().enabled()) {
            return new Refused(DenialReason.OWNER_DISABLED);
        }
        return new Known(
                presented,
                token,
                secret,
                token.settings().scopes().intersect(owner.get().scopes()));
    }

    private Optional<SecretGeneration> secretProvenBy(PresentedToken presented, SecretDigests secrets, Instant now) {
        if (proves(presented, secrets.current())) {
            return Optional.of(SecretGeneration.CURRENT);
        }
        return secrets.previousValidAt(now)
                .filter(previous -> proves(presented, previous.digest()))
                .map(previous -> SecretGeneration.PREVIOUS);
    }

    private boolean proves(PresentedToken presented, SecretDigest stored) {
        return peppers.get(stored.pepperVersion())
                .digest(presented.id(), presented.secret())
                .equals(stored);
    }

    /** An unknown id takes the time of a known one. */
    private void digestForNothing(PresentedToken presented) {
        SecretDigest _ = peppers.current().digest(presented.id(), presented.secret());
    }
}
