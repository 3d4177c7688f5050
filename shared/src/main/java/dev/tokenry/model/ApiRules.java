package dev.tokenry.model;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What an API that attaches the authorizer asks of its callers, as it was written.
 *
 * @param rules one route rule each
 * @param resultTtl how long the API's gateway keeps a verdict, in whole seconds; zero for not at all
 * @param simpleResponses whether its HTTP API wants yes or no for payload 2.0, and not an IAM policy
 */
public record ApiRules(List<String> rules, Duration resultTtl, boolean simpleResponses) {

    /** API Gateway keeps a verdict no longer. */
    public static final Duration MAX_RESULT_TTL = Duration.ofHours(1);

    public ApiRules {
        rules = List.copyOf(rules);
        if (resultTtl.isNegative()
                || resultTtl.compareTo(MAX_RESULT_TTL) > 0
                || !resultTtl.equals(resultTtl.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("Not a time for which a gateway keeps verdicts: " + resultTtl);
        }
    }
}
