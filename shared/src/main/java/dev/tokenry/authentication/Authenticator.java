package dev.tokenry.authentication;

import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.AuthenticationResult.Rejected;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretDigests.PreviousDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.User;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.CredentialFinder.Credential;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Authenticates token values. The order of checks is part of the contract: an invalid checksum causes no database read,
 * and the state of a token is revealed only after the secret matches.
 */
public final class Authenticator {

    /**
     * The number of digests that are computed for a secret that does not match, whether the id is known or not, and
     * whether the token has a previous secret or not: otherwise the response time would reveal it. A token has up to two
     * digests; the third is reserved for a retired one.
     */
    static final int DIGESTS_PER_REJECTION = 3;

    private final TokenFormat format;
    private final CredentialFinder credentials;
    private final PepperCache peppers;
    private final InstantSource clock;

    public Authenticator(TokenFormat format, CredentialFinder credentials, PepperCache peppers, InstantSource clock) {
        this.format = format;
        this.credentials = credentials;
        this.peppers = peppers;
        this.clock = clock;
    }

    /**
     * Authenticates a token value.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if the store or a pepper is unavailable, so that no result
     *     is known
     */
    public AuthenticationResult authenticate(String tokenValue) {
        Optional<PresentedToken> presented = format.parse(tokenValue);
        if (presented.isEmpty()) {
            return new Rejected(DenialReason.MALFORMED);
        }
        peppers.prepareCurrent();
        Optional<Credential> stored = credentials.find(presented.get().id());
        if (stored.isEmpty()) {
            equalizeTiming(presented.get(), 0);
            return new Rejected(DenialReason.UNKNOWN);
        }
        return evaluate(presented.get(), stored.get());
    }

    /**
     * Finds the token with this value, by its current or previous secret. The token need not be active.
     *
     * @return the token; empty if the value is malformed, no token has the id, or the secret does not match
     * @throws dev.tokenry.error.ServiceUnavailableException if the store or a pepper is unavailable
     */
    public Optional<Token> lookUp(String tokenValue) {
        Optional<PresentedToken> presented = format.parse(tokenValue);
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        Optional<Token> stored = credentials.find(presented.get().id()).map(Credential::token);
        if (stored.isEmpty()) {
            equalizeTiming(presented.get(), 0);
        }
        return stored.filter(token ->
                matchSecret(presented.get(), token.secrets(), clock.instant()).isPresent());
    }

    private AuthenticationResult evaluate(PresentedToken presented, Credential credential) {
        Token token = credential.token();
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
        Optional<User> owner = token.origin().bootstrap()
                ? Optional.empty()
                : credential.owner().get();
        Optional<DenialReason> stopped = token.origin().stoppedBy(owner);
        return stopped.isPresent()
                ? new Rejected(stopped.get())
                : new Authenticated(presented, token, generation.get(), token.effectiveScopes(owner));
    }

    private Optional<SecretGeneration> matchSecret(PresentedToken presented, SecretDigests secrets, Instant now) {
        if (matches(presented, secrets.current())) {
            return Optional.of(SecretGeneration.CURRENT);
        }
        Optional<PreviousDigest> previous = secrets.previousValidAt(now);
        if (previous.isPresent() && matches(presented, previous.get().digest())) {
            return Optional.of(SecretGeneration.PREVIOUS);
        }
        equalizeTiming(presented, previous.isPresent() ? 2 : 1);
        return Optional.empty();
    }

    private boolean matches(PresentedToken presented, SecretDigest stored) {
        return peppers.get(stored.pepperVersion())
                .digest(presented.id(), presented.secret())
                .equals(stored);
    }

    /** Computes the digests that are missing, and ignores them. */
    private void equalizeTiming(PresentedToken presented, int computed) {
        for (int i = computed; i < DIGESTS_PER_REJECTION; i++) {
            SecretDigest _ = peppers.current().digest(presented.id(), presented.secret());
        }
    }
}
