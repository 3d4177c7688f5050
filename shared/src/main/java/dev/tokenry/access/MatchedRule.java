package dev.tokenry.access;

import java.util.Map;

/**
 * The rule of the route that a request takes.
 *
 * @param pathParameters what the resource's parameters stand for in this request, as the gateway says it
 */
public record MatchedRule(RouteRule rule, Map<String, String> pathParameters) {}
