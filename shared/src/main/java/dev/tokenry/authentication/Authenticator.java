package dev.tokenry.authentication;

import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.AuthenticationResult.Rejected;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.PresentedToken;
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

    private final TokenFormat format;
    private final CredentialFinder credentials;
    private final PepperCache peppers;
    private final SecretVerifier secrets;
    private final InstantSource clock;

    public Authenticator(TokenFormat format, CredentialFinder credentials, PepperCache peppers, InstantSource clock) {
        this.format = format;
        this.credentials = credentials;
        this.peppers = peppers;
        this.secrets = new SecretVerifier(peppers);
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
            secrets.rejectUnknown(presented.get());
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
            secrets.rejectUnknown(presented.get());
        }
        return stored.filter(token -> isValid(secrets.match(presented.get(), token.secrets(), clock.instant())));
    }

    /**
     * Finds the token that this value is or was one of. The token need not be active, and the secret need not work any
     * more. A value with an invalid checksum causes no database read; for all others, the work is the same.
     *
     * @return empty if the value is malformed, no token has the id, or the secret is none of the token, as far as is
     *     known
     * @throws dev.tokenry.error.ServiceUnavailableException if the store or a pepper is unavailable
     */
    public Optional<ProvenSecret> prove(String tokenValue) {
        Optional<PresentedToken> presented = format.parse(tokenValue);
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        peppers.prepareCurrent();
        Optional<Token> stored = credentials.find(presented.get().id()).map(Credential::token);
        if (stored.isEmpty()) {
            secrets.rejectUnknown(presented.get());
            return Optional.empty();
        }
        SecretMatch match =
                secrets.matchInEqualWork(presented.get(), stored.get().secrets(), clock.instant());
        return match == SecretMatch.NONE ? Optional.empty() : Optional.of(new ProvenSecret(stored.get(), match));
    }

    private static boolean isValid(SecretMatch match) {
        return match == SecretMatch.CURRENT || match == SecretMatch.PREVIOUS;
    }

    private AuthenticationResult evaluate(PresentedToken presented, Credential credential) {
        Token token = credential.token();
        Instant now = clock.instant();
        SecretMatch match = secrets.match(presented, token.secrets(), now);
        if (!isValid(match)) {
            return match == SecretMatch.RETIRED
                    ? new Rejected(DenialReason.RETIRED_SECRET, token)
                    : new Rejected(DenialReason.WRONG_SECRET);
        }
        if (!token.settings().enabled()) {
            return new Rejected(DenialReason.DISABLED, token);
        }
        if (token.settings().isExpiredAt(now)) {
            return new Rejected(DenialReason.EXPIRED, token);
        }
        Optional<User> owner = token.origin().bootstrap()
                ? Optional.empty()
                : credential.owner().get();
        Optional<DenialReason> stopped = token.origin().stoppedBy(owner);
        return stopped.isPresent()
                ? new Rejected(stopped.get(), token)
                : new Authenticated(
                        presented,
                        token,
                        match == SecretMatch.CURRENT ? SecretGeneration.CURRENT : SecretGeneration.PREVIOUS,
                        token.effectiveScopes(owner));
    }
}
