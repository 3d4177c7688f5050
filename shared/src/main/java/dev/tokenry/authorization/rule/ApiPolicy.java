package dev.tokenry.authorization.rule;

import java.util.List;

/**
 * What one principal may do with a whole API, for gateways that keep one answer for many routes. Patterns stand for
 * {@code METHOD/path} behind the stage; a path that is denied is denied whatever else allows it, and what no pattern
 * names is denied too.
 */
public record ApiPolicy(List<String> allowed, List<String> denied) {

    public ApiPolicy {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
    }
}
