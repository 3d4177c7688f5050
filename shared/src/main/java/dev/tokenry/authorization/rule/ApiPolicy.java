package dev.tokenry.authorization.rule;

import java.util.List;

/**
 * The requests to a whole API that one principal is allowed to make, for gateways that apply one cached result to many
 * routes. Evaluated like an IAM policy: a denied path is denied even if it is also allowed, and a path without a
 * pattern is denied.
 *
 * @param allowed patterns {@code METHOD/path}, relative to the stage
 * @param denied patterns {@code METHOD/path}, relative to the stage
 */
public record ApiPolicy(List<String> allowed, List<String> denied) {

    public ApiPolicy {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
    }
}
