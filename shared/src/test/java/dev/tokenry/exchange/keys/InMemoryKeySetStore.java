package dev.tokenry.exchange.keys;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A store that counts its reads. Safe for concurrent use. */
public final class InMemoryKeySetStore implements KeySetStore {

    private final Map<IssuerKeys.Published, KeySetState> states = new HashMap<>();
    private int reads;

    @Override
    public synchronized Optional<KeySetState> find(IssuerKeys.Published issuer) {
        reads++;
        return Optional.ofNullable(states.get(key(issuer)));
    }

    @Override
    public synchronized boolean claimFetch(IssuerKeys.Published issuer, Instant now, Instant nextFetchAt) {
        KeySetState state = states.getOrDefault(key(issuer), KeySetState.NONE);
        if (now.isBefore(state.nextFetchAt())) {
            return false;
        }
        states.put(key(issuer), new KeySetState(state.fetched(), nextFetchAt));
        return true;
    }

    @Override
    public synchronized void replaceKeys(IssuerKeys.Published issuer, FetchedKeySet fetched) {
        KeySetState state = states.getOrDefault(key(issuer), KeySetState.NONE);
        states.put(key(issuer), new KeySetState(Optional.of(fetched), state.nextFetchAt()));
    }

    /** All versions of the record have one key set. */
    private static IssuerKeys.Published key(IssuerKeys.Published issuer) {
        return new IssuerKeys.Published(issuer.name(), issuer.id(), issuer.issuer(), 0);
    }

    synchronized int reads() {
        return reads;
    }
}
