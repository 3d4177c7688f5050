package dev.tokenry.exchange.trust;

import java.util.Optional;

/**
 * Finds the users of subjects. Throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is
 * unavailable, and never returns a link whose seal does not fit it: such a link is damaged.
 */
public interface IdentityFinder {

    /**
     * Returns the link of a subject with a user; empty if there is none. The read is strongly consistent. Whether the
     * link still counts, {@link IdentityLink#isOf} says.
     */
    Optional<IdentityLink> find(Issuer issuer, String subject);
}
