package dev.tokenry.exchange.keys;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of an issuer: at least one, and at most {@value #MAX_KEYS}, with different ids. */
public final class KeySet {

    public static final int MAX_KEYS = 50;

    private final Map<String, VerificationKey> keys;

    /** @throws IllegalArgumentException if the number of keys is out of range */
    public KeySet(Collection<VerificationKey> keys) {
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("A key set has 1 to " + MAX_KEYS + " keys");
        }
        this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(VerificationKey::keyId, Function.identity()));
    }

    public Optional<VerificationKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    public List<VerificationKey> keys() {
        return List.copyOf(keys.values());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeySet set && keys.equals(set.keys);
    }

    @Override
    public int hashCode() {
        return keys.hashCode();
    }

    /** Returns the ids of the keys. */
    @Override
    public String toString() {
        return "KeySet" + keys.keySet();
    }
}
