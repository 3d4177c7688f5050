package dev.tokenry.functions.tokens;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.resource.TokenJson;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.ScopeUse;
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
    private final Limits limits;
    private final DamagedRecords damagedRecords;
    private final InstantSource clock;

    public TokenRenderer(UserFinder users, Limits limits, DamagedRecords damagedRecords, InstantSource clock) {
        this.users = users;
        this.limits = limits;
        this.damagedRecords = damagedRecords;
        this.clock = clock;
    }

    /**
     * Returns a renderer that reads each owner once. After a write, no read may fail any more: the response would deny
     * the write.
     */
    public TokenRenderer remembering() {
        Map<OwnerName, Optional<User>> read = new HashMap<>();
        return new TokenRenderer(owner -> read.computeIfAbsent(owner, this::owner), limits, damagedRecords, clock);
    }

    /** Reads what rendering a token of this owner needs. */
    public void prepare(OwnerName owner) {
        owner(owner);
    }

    /** Returns all fields of a token. */
    public Map<String, Object> full(Token token) {
        Instant now = clock.instant();
        return TokenJson.full(token, TokenStatus.of(token, owner(token.origin().owner()), now), limits, now);
    }

    /** Returns all fields of a token and those about the use of its scopes. */
    public Map<String, Object> full(Token token, ScopeUse scopeUse) {
        Instant now = clock.instant();
        return TokenJson.full(token, TokenStatus.of(token, owner(token.origin().owner()), now), limits, scopeUse, now);
    }

    /** A damaged user stops its tokens, but does not hide what they are. */
    private Optional<User> owner(OwnerName name) {
        try {
            return damagedRecords.counted(() -> users.find(name));
        } catch (CorruptRecordException e) {
            return Optional.of(User.unreadable(name));
        }
    }
}
