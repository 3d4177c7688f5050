package dev.tokenry.model;

import java.time.Instant;
import java.util.Optional;

/** What a token is at a given time. If several apply, the first one counts. */
public enum TokenStatus {
    /** The record of the token is damaged. */
    DAMAGED("damaged"),
    /** The token is disabled because its secret leaked. It needs another one before it can be enabled. */
    LEAKED("leaked"),
    /** The token is disabled. */
    DISABLED("disabled"),
    /** The token has expired. */
    EXPIRED("expired"),
    /** The user of the owner is disabled or no longer exists. */
    OWNER_DISABLED("ownerDisabled"),
    /** The token works. */
    ACTIVE("active");

    private final String value;

    TokenStatus(String value) {
        this.value = value;
    }

    /** Returns the value in requests and responses. */
    public String value() {
        return value;
    }

    /**
     * Returns the status of a token.
     *
     * @param owner the user record of the owner; empty if there is none
     */
    public static TokenStatus of(Token token, Optional<User> owner, Instant now) {
        return token.isLeaked()
                ? LEAKED
                : of(
                        token.origin(),
                        token.settings().enabled(),
                        token.settings().isExpiredAt(now),
                        owner);
    }

    /** Returns the status of a token that did not leak, and of which only this is known. */
    public static TokenStatus of(TokenOrigin origin, boolean enabled, boolean expired, Optional<User> owner) {
        if (!enabled) {
            return DISABLED;
        }
        if (expired) {
            return EXPIRED;
        }
        return origin.stoppedBy(owner).isPresent() ? OWNER_DISABLED : ACTIVE;
    }
}
