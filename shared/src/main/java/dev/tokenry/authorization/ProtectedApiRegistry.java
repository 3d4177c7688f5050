package dev.tokenry.authorization;

import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.time.Freshness;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The APIs that use the authorizer: Tokenry's own API, whose rules are configured, and the attached APIs, whose rules
 * are stored.
 */
public final class ProtectedApiRegistry {

    // After this time, changed rules are in effect everywhere.
    private static final Duration CACHE_TTL = Duration.ofSeconds(60);
    private static final int MAX_CACHED_APIS = 1_000;

    private final ProtectedApi own;
    private final ApiRulesFinder finder;
    private final InstantSource clock;
    private final Map<String, CachedApi> cache = new LinkedHashMap<>();

    public ProtectedApiRegistry(ProtectedApi own, ApiRulesFinder finder, InstantSource clock) {
        this.own = own;
        this.finder = finder;
        this.clock = clock;
    }

    /** Returns Tokenry's own API. */
    public ProtectedApi own() {
        return own;
    }

    /**
     * Returns an attached API with rules that were read at most 60 seconds ago. An API without rules denies every
     * route.
     *
     * @param apiId the id of the API in API Gateway
     * @throws ServiceUnavailableException if the store is unavailable or the stored rules are not valid
     */
    public synchronized ProtectedApi attached(String apiId) {
        Instant now = clock.instant();
        CachedApi cached = cache.get(apiId);
        if (cached != null && cached.freshness().isFreshAt(now)) {
            return cached.api();
        }
        Optional<ApiRules> stored = finder.find(apiId);
        ProtectedApi loaded = stored.isEmpty() ? ProtectedApi.DENY_ALL : parse(stored.get());
        if (cache.size() >= MAX_CACHED_APIS) {
            cache.clear();
        }
        cache.put(apiId, new CachedApi(loaded, new Freshness(now, CACHE_TTL)));
        return loaded;
    }

    private ProtectedApi parse(ApiRules rules) {
        try {
            return new ProtectedApi(
                    RouteRules.of(rules.rules(), ScopeCatalogue.builtIn()),
                    rules.resultTtl(),
                    rules.simpleResponses(),
                    rules.cachedPerSourceIp());
        } catch (IllegalArgumentException e) {
            throw new ServiceUnavailableException("Stored API rules are invalid: " + e.getMessage());
        }
    }

    private record CachedApi(ProtectedApi api, Freshness freshness) {}
}
