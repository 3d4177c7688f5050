package dev.tokenry.access;

import java.time.Duration;

/**
 * An API that the authorizer stands before.
 *
 * @param resultTtl how long its gateway keeps an answer; zero for not at all
 * @param simpleResponses whether its HTTP API wants yes or no for payload 2.0, and not an IAM policy
 */
public record GuardedApi(RouteRules rules, Duration resultTtl, boolean simpleResponses) {

    /** One that nobody has written rules for: all its routes are denied. */
    static final GuardedApi WITHOUT_RULES = new GuardedApi(RouteRules.NONE, Duration.ZERO, true);

    public GuardedApi {
        if (!resultTtl.isZero()) {
            rules.requireUnambiguous();
        }
    }

    /** Whether one answer may be given to other requests of the same token. */
    public boolean keepsAnswers() {
        return !resultTtl.isZero();
    }
}
