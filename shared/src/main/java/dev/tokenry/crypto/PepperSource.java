package dev.tokenry.crypto;

import java.nio.charset.StandardCharsets;

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

    /**
     * Begins a derivation, which goes on while the caller does other work if the source can do that.
     *
     * @throws dev.tokenry.error.ServiceUnavailableException if the version has no key
     */
    default Derivation begin(int version) {
        return new Derivation() {
            @Override
            public Pepper await() {
                return derive(version);
            }

            @Override
            public void cancel() {
                // Nothing was begun.
            }
        };
    }

    /** A derivation that was begun. */
    interface Derivation {

        /** Waits for the pepper, once, on the terms of {@link PepperSource#derive}. */
        Pepper await();

        /** Ends the derivation, for which no one waits, so that it does not hold a connection. */
        void cancel();
    }

    /** Returns the message whose MAC is the pepper of a version. */
    static byte[] message(int version) {
        return ("tokenry/pepper/" + version).getBytes(StandardCharsets.US_ASCII);
    }
}
