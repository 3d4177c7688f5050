package dev.tokenry.functions.resource;

import dev.tokenry.model.Token;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.store.UserFinder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Renders tokens with their present status, which depends on the user record of the owner. */
public final class TokenRenderer {

    private final UserFinder users;
    private final InstantSource clock;

    public TokenRenderer(UserFinder users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    /** Returns all fields of a token. */
    public Map<String, Object> full(Token token) {
        Instant now = clock.instant();
        return TokenJson.full(
                token, TokenStatus.of(token, users.find(token.origin().owner()), now), now);
    }
}
