package dev.tokenry.exchange.trust;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds issuers. Every method throws {@link dev.tokenry.error.ServiceUnavailableException} if the store is unavailable,
 * and never returns a record whose seal does not fit it: such a record is damaged.
 */
public interface IssuerFinder {

    /** Returns the current state of an issuer; empty if there is none of this name. The read is strongly consistent. */
    Optional<Issuer> find(String name);

    /**
     * Returns all issuers by name, without those whose record is damaged. One that was created a moment ago may be
     * missing.
     *
     * @param onDamaged receives the name of each issuer whose record is damaged
     */
    List<Issuer> list(Consumer<String> onDamaged);
}
