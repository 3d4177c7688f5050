package dev.tokenry.crypto;

import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.SecretDigest;

/**
 * Seals records with keys that are derived from the peppers: new seals with the current one, and a seal is verified
 * with that of its version.
 */
public final class PepperSealer implements RecordSealer {

    private final PepperCache peppers;

    public PepperSealer(PepperCache peppers) {
        this.peppers = peppers;
    }

    @Override
    public SecretDigest seal(String key, String text) {
        return peppers.current().seal(key, text);
    }

    @Override
    public boolean isIntact(String key, String text, SecretDigest seal) {
        // Equal digests are compared in constant time.
        return peppers.get(seal.pepperVersion()).seal(key, text).equals(seal);
    }
}
