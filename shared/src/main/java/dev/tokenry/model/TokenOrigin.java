package dev.tokenry.model;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a token comes from and whom it belongs to. Only the owner can change, and the user id with it.
 *
 * @param owner the name of the user or technical user that the token belongs to
 * @param userId the id of the owner's user record at the time when the owner received the token; null if the owner had
 *     no record, or if the token is older than user ids
 * @param createdBy the owner of the token that created this one
 * @param project the project that the token is bound to; null if it is bound to none
 * @param personal whether the token is a personal access token: its effective scopes are limited to those of its owner
 * @param bootstrap whether the token was created by bootstrap: it works whatever the user record of its owner says
 * @param exchange the exchange that gave the token; null if it was created otherwise
 */
public record TokenOrigin(
        OwnerName owner,
        @Nullable String userId,
        OwnerName createdBy,
        @Nullable String project,
        boolean personal,
        boolean bootstrap,
        @Nullable ExchangeOrigin exchange,
        Instant createdAt) {

    /** The creation time of a damaged token that does not tell it. */
    public static final Instant UNKNOWN_TIME = Instant.EPOCH;

    /** Creates the origin of a token that comes from no exchange. */
    public TokenOrigin(
            OwnerName owner,
            @Nullable String userId,
            OwnerName createdBy,
            @Nullable String project,
            boolean personal,
            boolean bootstrap,
            Instant createdAt) {
        this(owner, userId, createdBy, project, personal, bootstrap, null, createdAt);
    }

    /**
     * Creates the origin of a token whose owner has no user record.
     *
     * @throws IllegalArgumentException if a name is not a valid owner name
     */
    public TokenOrigin(String owner, String createdBy, @Nullable String project, boolean personal, Instant createdAt) {
        this(OwnerName.of(owner), null, OwnerName.of(createdBy), project, personal, false, createdAt);
    }

    /** Returns a copy that belongs to another owner. */
    public TokenOrigin withOwner(OwnerName newOwner, @Nullable String newUserId) {
        return new TokenOrigin(newOwner, newUserId, createdBy, project, personal, bootstrap, exchange, createdAt);
    }

    /** Returns whether an exchange gave the token. */
    public boolean isExchanged() {
        return exchange != null;
    }

    /**
     * Returns why the user record of the owner stops the token; empty if it does not. A token with a user id works only
     * while the record with this very id exists, so that a record that is deleted and created again revives no token. A
     * token without one is evaluated by the record of the owner's name, and only a personal token needs a record.
     *
     * @param record the user record of the owner; empty if there is none
     */
    public Optional<DenialReason> stoppedBy(Optional<User> record) {
        if (bootstrap) {
            return Optional.empty();
        }
        if (record.isEmpty()) {
            return userId != null || personal ? Optional.of(DenialReason.OWNER_UNKNOWN) : Optional.empty();
        }
        if (userId != null && !userId.equals(record.get().id())) {
            return Optional.of(DenialReason.OWNER_UNKNOWN);
        }
        return record.get().enabled() ? Optional.empty() : Optional.of(DenialReason.OWNER_DISABLED);
    }
}
