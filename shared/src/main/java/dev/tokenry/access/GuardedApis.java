package dev.tokenry.access;

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
public final class GuardedApis {

    // New rules count everywhere after this.
    private static final Duration KEPT = Duration.ofSeconds(60);
    private static final int MOST_KEPT = 1_000;

    private final GuardedApi own;
    private final ApiRulesFinder finder;
    private final ScopeCatalogue catalogue;
    private final InstantSource clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    public GuardedApis(GuardedApi own, ApiRulesFinder finder, ScopeCatalogue catalogue, InstantSource clock) {
        this.own = own;
        this.finder = finder;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    public GuardedApi own() {
        return own;
    }

    /**
     * An attached API, by rules that were current at some moment of the last minute.
     *
     * @throws ServiceUnavailableException when the store is away, or holds rules that cannot be read
     */
    public synchronized GuardedApi attached(String apiId) {
        Instant now = clock.instant();
        Kept known = kept.get(apiId);
        if (known != null && known.isFreshAt(now)) {
            return known.api();
        }
        GuardedApi found = finder.find(apiId).map(this::read).orElse(GuardedApi.WITHOUT_RULES);
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(apiId, new Kept(found, now));
        return found;
    }

    private GuardedApi read(ApiRules rules) {
        try {
            return new GuardedApi(RouteRules.of(rules.rules(), catalogue), rules.resultTtl(), rules.simpleResponses());
        } catch (IllegalArgumentException e) {
            throw new ServiceUnavailableException("The rules of an API cannot be read: " + e.getMessage());
        }
    }

    private record Kept(GuardedApi api, Instant since) {

        /** A clock that was put back makes it stale, not eternal. */
        boolean isFreshAt(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(KEPT));
        }
    }
}
