package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.trust.Trust;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.IdTokenUse;
import java.util.Optional;

/** Mints the tokens of exchanges, and stores each together with the use of its id token. */
final class ExchangedTokenIssuer {

    private static final int MAX_ATTEMPTS = 3;

    /** So many characters of a token id make its name differ from others of the trust. */
    private static final int ID_LENGTH_IN_NAME = 8;

    private final TokenIssuer tokenIssuer;
    private final ExchangedTokenStore tokens;

    ExchangedTokenIssuer(TokenIssuer tokenIssuer, ExchangedTokenStore tokens) {
        this.tokenIssuer = tokenIssuer;
        this.tokens = tokens;
    }

    /** Returns whether the id token was exchanged before, and may be only once. */
    boolean isReplayed(AcceptedIdToken accepted) {
        return accepted.issuer().singleUse() && tokens.isUsed(accepted.idToken().replayDigest());
    }

    /**
     * Mints a token and stores it.
     *
     * @param settings the settings of the token, but for its name
     * @return empty, and nothing is stored, if the id token was exchanged in the meantime and may be only once
     */
    Optional<IssuedToken> issue(
            AcceptedIdToken accepted, TokenOrigin origin, TokenSettings settings, ChangeStamp stamp) {
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            PresentedToken presented = tokenIssuer.mint();
            IssuedToken issued =
                    tokenIssuer.prepared(presented, origin, settings.withName(name(accepted.trust(), presented)));
            try {
                switch (insert(issued, accepted, stamp)) {
                    case INSERTED -> {
                        return Optional.of(issued);
                    }
                    case ALREADY_USED -> {
                        return Optional.empty();
                    }
                    case ID_TAKEN -> {
                        // Another id follows.
                    }
                }
            } catch (ApiException.NameAlreadyExistsException e) {
                // Another name follows.
            }
        }
        throw new ServiceUnavailableException("Random token ids repeat");
    }

    private ExchangedTokenStore.Outcome insert(IssuedToken issued, AcceptedIdToken accepted, ChangeStamp stamp) {
        return accepted.issuer().singleUse()
                ? tokens.insertFirst(
                        issued.token(),
                        new IdTokenUse(
                                accepted.idToken().replayDigest(),
                                accepted.idToken().expiresAt()),
                        stamp)
                : tokens.insert(issued.token(), stamp);
    }

    private static String name(Trust trust, PresentedToken presented) {
        return trust.name() + " " + presented.id().publicPart().substring(0, ID_LENGTH_IN_NAME);
    }
}
