package dev.tokenry.crypto;

/** Derives peppers. Each call is a derivation; {@link PepperCache} caches the results. */
public interface PepperSource {

    /**
     * Derives the pepper of a version.
     *
     * @throws PepperRejectedException if the key is disabled, deleted or not permitted; a cached pepper must not be
     *     used anymore
     * @throws dev.tokenry.error.ServiceUnavailableException if the version has no key or the source is unavailable
     */
    Pepper derive(int version);
}
