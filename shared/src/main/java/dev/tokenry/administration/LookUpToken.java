package dev.tokenry.administration;

import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;

/** Finds the record of a token by the token value. */
public final class LookUpToken {

    private final Authenticator authenticator;
    private final TokenVisibility visibility;

    public LookUpToken(Authenticator authenticator, TokenVisibility visibility) {
        this.authenticator = authenticator;
        this.visibility = visibility;
    }

    /**
     * Returns the token with this value, even if it is disabled or expired.
     *
     * @throws ApiException.ForbiddenException if the caller's user may not manage tokens
     * @throws ApiException.NotFoundException if no token has this value, or the token is not visible to the caller
     */
    public Token execute(TokenActor actor, String tokenValue) {
        // Authenticating first reveals nothing: a caller that holds the token value could use the token itself.
        Token token = authenticator.lookUp(tokenValue).orElseThrow(ApiException.NotFoundException::new);
        return visibility.requireVisible(token, actor.principal());
    }
}
