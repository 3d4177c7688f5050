package dev.tokenry.crypto;

import java.util.Optional;

/** The stored check values of peppers. */
@FunctionalInterface
public interface PepperCheckValues {

    /**
     * Returns the check value of a pepper version, or empty if there is none.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if it cannot be read
     */
    Optional<byte[]> find(int version);
}
