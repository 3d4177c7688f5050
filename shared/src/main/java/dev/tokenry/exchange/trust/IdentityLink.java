package dev.tokenry.exchange.trust;

import dev.tokenry.model.OwnerName;
import dev.tokenry.model.User;
import dev.tokenry.model.UserIdentity;
import java.time.Instant;

/**
 * The link of a subject of an issuer with a user. No subject has two.
 *
 * @param user the name of the user
 * @param userId the id of the user's record: the link does not count for another record of the name
 * @param linkedAt when the user was linked
 */
public record IdentityLink(UserIdentity identity, OwnerName user, String userId, Instant linkedAt) {

    /** Returns whether the link counts for a user record: it is the same record, and has the identity. */
    public boolean isOf(User record) {
        return record.name().equals(user)
                && record.id().equals(userId)
                && record.identities().contains(identity);
    }
}
