package dev.tokenry.authentication;

import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.AuthenticationResult.Rejected;
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
    public AuthenticationResult authenticate(String tokenValue) {
        Optional<PresentedToken> presented = format.parse(tokenValue);
        if (presented.isEmpty()) {
            return new Rejected(DenialReason.MALFORMED);
        }
        Optional<Token> stored = tokens.find(presented.get().id());
        if (stored.isEmpty()) {
            equalizeTiming(presented.get());
            return new Rejected(DenialReason.UNKNOWN);
        }
        return evaluate(presented.get(), stored.get());
    }

    /**
     * The token that a text is the whole of, by its current secret or by its previous one, whether it works now or not.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException when store or pepper are away
     */
    public Optional<Token> lookUp(String tokenValue) {
        Optional<PresentedToken> presented = format.parse(tokenValue);
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        Optional<Token> stored = tokens.find(presented.get().id());
        if (stored.isEmpty()) {
            equalizeTiming(presented.get());
        }
        return stored.filter(token -> matchSecret(presented.get(), token.secrets(), clock.instant())
                .isPresent());
    }

    private AuthenticationResult evaluate(PresentedToken presented, Token token) {
        Instant now = clock.instant();
        Optional<SecretGeneration> generation = matchSecret(presented, token.secrets(), now);
        if (generation.isEmpty()) {
            return new Rejected(DenialReason.WRONG_SECRET);
        }
        if (!token.settings().enabled()) {
            return new Rejected(DenialReason.DISABLED);
        }
        if (token.settings().isExpiredAt(now)) {
            return new Rejected(DenialReason.EXPIRED);
        }
        return token.origin().personal()
                ? evaluateOwner(presented, token, generation.get())
                : new Authenticated(presented, token, generation.get(), token.settings().scopes());
    }

    /** A personal token is worth what its owner's record says, now. */
    private AuthenticationResult evaluateOwner(PresentedToken presented, Token token, SecretGeneration generation) {
        Optional<User> owner = users.find(token.origin().owner());
        if (owner.isEmpty()) {
            return new Rejected(DenialReason.OWNER_UNKNOWN);
        }
        if (!owner.get().enabled()) {
            return new Rejected(DenialReason.OWNER_DISABLED);
        }
        return new Authenticated(
                presented,
                token,
                generation,
                token.settings().scopes().intersect(owner.get().scopes()));
    }

    private Optional<SecretGeneration> matchSecret(PresentedToken presented, SecretDigests secrets, Instant now) {
        if (matches(presented, secrets.current())) {
            return Optional.of(SecretGeneration.CURRENT);
        }
        return secrets.previousValidAt(now)
                .filter(previous -> matches(presented, previous.digest()))
                .map(previous -> SecretGeneration.PREVIOUS);
    }

    private boolean matches(PresentedToken presented, SecretDigest stored) {
        return peppers.get(stored.pepperVersion())
                .digest(presented.id(), presented.secret())
                .equals(stored);
    }

    /** An unknown id takes the time of a known one. */
    private void equalizeTiming(PresentedToken presented) {
        SecretDigest _ = peppers.current().digest(presented.id(), presented.secret());
    }
}
