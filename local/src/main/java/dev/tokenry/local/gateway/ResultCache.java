package dev.tokenry.local.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one authorizer answered of late, under the identity values it was asked with. */
final class ResultCache {

    private static final int MAX_RESULTS = 1_000;

    private final Duration ttl;
    private final InstantSource clock;
    private final Map<List<String>, Kept> results = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Kept> eldest) {
            return size() > MAX_RESULTS;
        }
    };

    ResultCache(Duration ttl, InstantSource clock) {
        this.ttl = ttl;
        this.clock = clock;
    }

    synchronized Optional<AuthorizerResult> find(List<String> identity) {
        Kept kept = results.get(identity);
        return kept != null && clock.instant().isBefore(kept.until()) ? Optional.of(kept.result()) : Optional.empty();
    }

    synchronized void keep(List<String> identity, AuthorizerResult result) {
        if (ttl.isPositive()) {
            results.remove(identity);
            results.put(identity, new Kept(result, clock.instant().plus(ttl)));
        }
    }

    private record Kept(AuthorizerResult result, Instant until) {}
}
