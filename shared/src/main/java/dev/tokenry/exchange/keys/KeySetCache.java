package dev.tokenry.exchange.keys;

import dev.tokenry.error.ServiceUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks up keys in memory, then in the store, and fetches key sets that are old or lack a key. Callers choose the ids
 * of keys, so a fetch is claimed before it begins: all environments together begin one per issuer and minute, whatever
 * it brings. A key that its issuer withdraws is used for at most an hour, unless the issuer is unavailable, and no
 * longer once the record of the issuer has changed and the keys were fetched. The endpoints of identity providers come
 * with the keys.
 */
public final class KeySetCache implements KeySource, EndpointSource {

    private final KeySetStore store;
    private final KeyFetcher fetcher;
    private final Clock clock;
    private final Map<IssuerKeys.Published, KeySetState> memory = new ConcurrentHashMap<>();

    public KeySetCache(KeySetStore store, KeyFetcher fetcher, Clock clock) {
        this.store = store;
        this.fetcher = fetcher;
        this.clock = clock;
    }

    @Override
    public KeyLookup find(IssuerKeys issuer, String keyId) {
        return switch (issuer) {
            case IssuerKeys.Uploaded(KeySet keys) -> find(keys, keyId);
            case IssuerKeys.Published published -> findPublished(published, keyId);
        };
    }

    private KeyLookup findPublished(IssuerKeys.Published issuer, String keyId) {
        Instant now = clock.instant();
        Optional<KeyLookup> remembered = decide(memory.getOrDefault(issuer, KeySetState.NONE), keyId, now);
        if (remembered.isPresent()) {
            return remembered.get();
        }
        KeySetState stored = store.find(issuer).orElse(KeySetState.NONE);
        remember(issuer, stored);
        return decide(stored, keyId, now).orElseGet(() -> fetch(issuer, stored, keyId, now));
    }

    /** Returns the result if the key set is fresh, and has the key or is the newest; otherwise empty. */
    private static Optional<KeyLookup> decide(KeySetState state, String keyId, Instant now) {
        Optional<KeySet> keys = state.findKeysUpTo(KeySetState.REFRESH_AFTER, now);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        Optional<VerificationKey> key = keys.get().find(keyId);
        if (key.isPresent()) {
            return Optional.of(new KeyLookup.Found(key.get()));
        }
        return state.hasResultOfLastFetch() && !state.mayFetchAt(now)
                ? Optional.of(new KeyLookup.Unknown())
                : Optional.empty();
    }

    @Override
    public Optional<ProviderEndpoints> findEndpoints(IssuerKeys.Published issuer) {
        Instant now = clock.instant();
        Optional<ProviderEndpoints> remembered =
                endpoints(memory.getOrDefault(issuer, KeySetState.NONE), KeySetState.REFRESH_AFTER, now);
        if (remembered.isPresent()) {
            return remembered;
        }
        KeySetState stored = store.find(issuer).orElse(KeySetState.NONE);
        remember(issuer, stored);
        return endpoints(stored, KeySetState.REFRESH_AFTER, now)
                .or(() -> fetch(issuer, stored, now)
                        // Earlier ones only if there are no newer ones: an issuer can cease to sign people in.
                        .or(() -> stored.findUpTo(KeySetState.MAX_AGE, now))
                        .map(FetchedKeySet::endpoints)
                        .filter(ProviderEndpoints::permitSignIn));
    }

    private static Optional<ProviderEndpoints> endpoints(KeySetState state, Duration age, Instant now) {
        return state.findUpTo(age, now).map(FetchedKeySet::endpoints).filter(ProviderEndpoints::permitSignIn);
    }

    private KeyLookup fetch(IssuerKeys.Published issuer, KeySetState stored, String keyId, Instant now) {
        return fetch(issuer, stored, now)
                .map(fetched -> find(fetched.keys(), keyId))
                .orElseGet(() -> stored.findKeysUpTo(KeySetState.MAX_AGE, now)
                        .flatMap(keys -> keys.find(keyId))
                        .<KeyLookup>map(KeyLookup.Found::new)
                        .orElseGet(KeyLookup.KeysUnavailable::new));
    }

    /** Returns what the issuer publishes; empty if a fetch may not begin now, or fails. */
    private Optional<FetchedKeySet> fetch(IssuerKeys.Published issuer, KeySetState stored, Instant now) {
        Instant nextFetchAt = now.plus(KeySetState.FETCH_INTERVAL);
        if (stored.mayFetchAt(now)
                && store.claimFetch(issuer, now, nextFetchAt)
                && fetcher.fetch(issuer.issuer())
                        instanceof KeyFetchResult.Fetched(KeySet keys, ProviderEndpoints endpoints)) {
            FetchedKeySet fetched = new FetchedKeySet(keys, endpoints, now);
            // First, so that a failure of the store does not lose the keys: they are fetched once a minute at most.
            remember(issuer, new KeySetState(Optional.of(fetched), nextFetchAt));
            share(issuer, fetched);
            return Optional.of(fetched);
        }
        return Optional.empty();
    }

    private void remember(IssuerKeys.Published issuer, KeySetState state) {
        memory.keySet().removeIf(other -> other.version() < issuer.version() && other.isOfSameRecord(issuer));
        memory.put(issuer, state);
    }

    /** Without the stored keys, other environments fetch them after the present claim. */
    private void share(IssuerKeys.Published issuer, FetchedKeySet fetched) {
        try {
            store.replaceKeys(issuer, fetched);
        } catch (ServiceUnavailableException e) {
            // The keys are those of the issuer, whether or not they are stored.
        }
    }

    private static KeyLookup find(KeySet keys, String keyId) {
        return keys.find(keyId).<KeyLookup>map(KeyLookup.Found::new).orElseGet(KeyLookup.Unknown::new);
    }
}
