package dev.tokenry.authorization;

import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.Token;

/** Receives the uses of tokens whose secret is proven. No method affects the decision. */
public interface TokenUseListener {

    /**
     * A token is authenticated and can be used from the address.
     *
     * @param decision whether the request is allowed
     */
    void authenticated(Authenticated authenticated, AuthorizationDecision decision);

    /**
     * A token cannot be used.
     *
     * @param token the token as it was read for this request
     * @param reason what {@link dev.tokenry.model.RejectedUse#reason} accepts
     */
    void rejected(Token token, DenialReason reason);
}
