package dev.tokenry.emulator.apigateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cached results of one authorizer, by identity values. */
final class AuthorizerCache {

    private static final int MAX_ENTRIES = 1_000;

    private final Duration ttl;
    private final InstantSource clock;
    private final Map<List<String>, CachedResult> results = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, CachedResult> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    AuthorizerCache(Duration ttl, InstantSource clock) {
        this.ttl = ttl;
        this.clock = clock;
    }

    synchronized Optional<AuthorizerResult> find(List<String> identity) {
        CachedResult cached = results.get(identity);
        return cached != null && clock.instant().isBefore(cached.expiresAt())
                ? Optional.of(cached.result())
                : Optional.empty();
    }

    synchronized void put(List<String> identity, AuthorizerResult result) {
        if (ttl.isPositive()) {
            results.remove(identity);
            results.put(identity, new CachedResult(result, clock.instant().plus(ttl)));
        }
    }

    private record CachedResult(AuthorizerResult result, Instant expiresAt) {}
}
