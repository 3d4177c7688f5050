package dev.tokenry.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The route rules of an API that attaches the authorizer, as they were written.
 *
 * @param rules the rules, one route each, in the syntax of {@code RouteRule}
 * @param resultTtl how long the API's gateway caches an authorizer result, in whole seconds from 0 (no caching) to
 *     {@link #MAX_RESULT_TTL}
 * @param simpleResponses whether an authorizer of an HTTP API with payload format 2.0 returns a simple response instead
 *     of an IAM policy
 * @param cachedPerSourceIp whether the source address is one of the authorizer's identity sources, so that a cached
 *     result is applied to requests from the same address only
 * @param scopes the scopes that the API declares
 */
public record ApiRules(
        List<String> rules,
        Duration resultTtl,
        boolean simpleResponses,
        boolean cachedPerSourceIp,
        List<Scope> scopes) {

    /** The longest time for which API Gateway caches an authorizer result. */
    public static final Duration MAX_RESULT_TTL = Duration.ofHours(1);

    /** Creates rules of an API that declares no scopes and whose source address is not one of the identity sources. */
    public ApiRules(List<String> rules, Duration resultTtl, boolean simpleResponses) {
        this(rules, resultTtl, simpleResponses, false, List.of());
    }

    /** @throws IllegalArgumentException if {@code resultTtl} is out of range or has a fraction of a second */
    public ApiRules {
        rules = List.copyOf(rules);
        scopes = List.copyOf(scopes);
        if (resultTtl.isNegative()
                || resultTtl.compareTo(MAX_RESULT_TTL) > 0
                || !resultTtl.equals(resultTtl.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException(
                    "resultTtl must be whole seconds from PT0S to " + MAX_RESULT_TTL + ": " + resultTtl);
        }
    }

    public ApiRules withScopes(List<Scope> declared) {
        return new ApiRules(rules, resultTtl, simpleResponses, cachedPerSourceIp, declared);
    }
}
