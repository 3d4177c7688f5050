package dev.tokenry.authorization;

import dev.tokenry.authorization.rule.RouteRules;
import java.time.Duration;

/**
 * An API that uses the authorizer.
 *
 * @param resultTtl how long its gateway caches an authorizer result; zero for no caching
 * @param simpleResponses whether an authorizer of an HTTP API with payload format 2.0 returns a simple response instead
 *     of an IAM policy
 * @param cachedPerSourceIp whether a cached result is applied to requests from the same source address only
 */
public record ProtectedApi(RouteRules rules, Duration resultTtl, boolean simpleResponses, boolean cachedPerSourceIp) {

    /** An API without rules: every route is denied. */
    static final ProtectedApi DENY_ALL = new ProtectedApi(RouteRules.NONE, Duration.ZERO, true, false);

    /** @throws IllegalArgumentException if results are cached and two rules conflict */
    public ProtectedApi {
        if (!resultTtl.isZero()) {
            rules.requireNoConflicts();
        }
    }

    /**
     * Returns whether a result is applied to requests from the same source address only.
     *
     * @param possible whether the source address is one of the identity sources, as far as the event shows them
     */
    public boolean distinguishesSourceIps(boolean possible) {
        return !cachesResults() || (cachedPerSourceIp && possible);
    }

    /** Returns whether the gateway may apply a result to later requests with the same token. */
    public boolean cachesResults() {
        return !resultTtl.isZero();
    }
}
