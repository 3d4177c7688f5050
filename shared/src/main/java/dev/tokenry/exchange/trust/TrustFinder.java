package dev.tokenry.exchange.trust;

import java.util.Optional;

/**
 * Finds trusts. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable,
 * and never returns a record whose seal does not fit it: such a record is damaged.
 */
public interface TrustFinder {

    /** Returns the current state of a trust; empty if there is none of this name. The read is strongly consistent. */
    Optional<Trust> find(String name);
}
