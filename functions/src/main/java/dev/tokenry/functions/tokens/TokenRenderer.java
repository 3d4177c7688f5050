package dev.tokenry.functions.tokens;

import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenStatus;
import dev.tokenry.model.User;
import dev.tokenry.store.UserFinder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Renders tokens with their present status, which depends on the user record of the owner. */
public final class TokenRenderer {

    private final UserFinder users;
    private final InstantSource clock;

    public TokenRenderer(UserFinder users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    /**
     * Returns a renderer that reads each owner once. After a write, no read may fail any more: the response would deny the
     * write.
     */
    public TokenRenderer remembering() {
        Map<OwnerName, Optional<User>> read = new HashMap<>();
        return new TokenRenderer(owner -> read.computeIfAbsent(owner, users::find), clock);
    }

    /** Reads what rendering a token of this owner needs. */
    public void prepare(OwnerName owner) {
        users.find(owner);
    }

    /** Returns all fields of a token. */
    public Map<String, Object> full(Token token) {
        Instant now = clock.instant();
        return TokenJson.full(
                token, TokenStatus.of(token, users.find(token.origin().owner()), now), now);
    }
}
