package dev.tokenry.token;

import java.time.Duration;
import java.util.List;

/**
 * What an API that attaches the authorizer asks of its callers, as it was written.
 *
 * @param rules one route rule each
 * @param resultTtl how long the API's gateway keeps a verdict, in whole seconds; zero for not at all
 * @param simpleResponses whether its HTTP API wants yes or no for payload 2.0, and not an IAM policy
 */
public record ApiRules(List<String> rules, Duration resultTtl, boolean simpleResponses) {

    public ApiRules {
        rules = List.copyOf(rules);
    }
}
