package dev.tokenry.authorization;

import dev.tokenry.authorization.rule.RouteRules;

import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.error.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The APIs that the authorizer stands before: its own, which it is configured for, and those that attach it. */
public final class ProtectedApiRegistry {

    // New rules count everywhere after this.
    private static final Duration CACHE_TTL = Duration.ofSeconds(60);
    private static final int MAX_CACHED_APIS = 1_000;

    private final ProtectedApi own;
    private final ApiRulesFinder finder;
    private final ScopeCatalogue catalogue;
    private final InstantSource clock;
    private final Map<String, CachedApi> cache = new LinkedHashMap<>();

    public ProtectedApiRegistry(ProtectedApi own, ApiRulesFinder finder, ScopeCatalogue catalogue, InstantSource clock) {
        this.own = own;
        this.finder = finder;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public ProtectedApi own() {
        return own;
    }

    /**
     * An attached API, by rules that were current at some moment of the last minute.
     *
     * @throws ServiceUnavailableException when the store is away, or holds rules that cannot be read
     */
    public synchronized ProtectedApi attached(String apiId) {
        Instant now = clock.instant();
        CachedApi cached = cache.get(apiId);
        if (cached != null && cached.isFreshAt(now)) {
            return cached.api();
        }
        ProtectedApi loaded = finder.find(apiId).map(this::parse).orElse(ProtectedApi.DENY_ALL);
        if (cache.size() >= MAX_CACHED_APIS) {
            cache.clear();
        }
        cache.put(apiId, new CachedApi(loaded, now));
        return loaded;
    }

    private ProtectedApi parse(ApiRules rules) {
        try {
            return new ProtectedApi(RouteRules.of(rules.rules(), catalogue), rules.resultTtl(), rules.simpleResponses());
        } catch (IllegalArgumentException e) {
            throw new ServiceUnavailableException("The rules of an API cannot be read: " + e.getMessage());
        }
    }

    private record CachedApi(ProtectedApi api, Instant loadedAt) {

        /** A clock that was put back makes it stale, not eternal. */
        boolean isFreshAt(Instant now) {
            return !now.isBefore(loadedAt) && now.isBefore(loadedAt.plus(CACHE_TTL));
        }
    }
}
