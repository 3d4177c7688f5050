package dev.tokenry.authorization;

import dev.tokenry.authorization.rule.RouteRules;

import java.time.Duration;

/**
 * An API that the authorizer stands before.
 *
 * @param resultTtl how long its gateway keeps an answer; zero for not at all
 * @param simpleResponses whether its HTTP API wants yes or no for payload 2.0, and not an IAM policy
 */
public record ProtectedApi(RouteRules rules, Duration resultTtl, boolean simpleResponses) {

    /** One that nobody has written rules for: all its routes are denied. */
    static final ProtectedApi DENY_ALL = new ProtectedApi(RouteRules.NONE, Duration.ZERO, true);

    public ProtectedApi {
        if (!resultTtl.isZero()) {
            rules.requireNoConflicts();
        }
    }

    /** Whether one answer may be given to other requests of the same token. */
    public boolean cachesResults() {
        return !resultTtl.isZero();
    }
}
