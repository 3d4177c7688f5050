package dev.tokenry.authentication;

import dev.tokenry.model.DenialReason;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import org.jspecify.annotations.Nullable;

/** The result of the authentication of a token value. */
public sealed interface AuthenticationResult {

    /**
     * The secret is one of a stored token, and the token is active.
     *
     * @param presented the token id and secret that were presented
     * @param token the token as it was read for this request
     * @param secretGeneration which of the token's secrets was presented
     * @param effectiveScopes the scopes of the token; for a personal access token, only those that its owner also has
     */
    record Authenticated(
            PresentedToken presented, Token token, SecretGeneration secretGeneration, Scopes effectiveScopes)
            implements AuthenticationResult {}

    /**
     * The token value does not authenticate the request.
     *
     * @param proven the token of which the secret is or was one; null if there is none
     */
    record Rejected(DenialReason reason, @Nullable Token proven) implements AuthenticationResult {

        /** Creates a result for a value that is not a secret of a token. */
        public Rejected(DenialReason reason) {
            this(reason, null);
        }
    }
}
