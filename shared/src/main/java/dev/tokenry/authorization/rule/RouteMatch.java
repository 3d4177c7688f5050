package dev.tokenry.authorization.rule;

import java.util.Map;

/**
 * The rule of the route that a request takes.
 *
 * @param pathParameters what the resource's parameters stand for in this request, as the gateway says it
 */
public record RouteMatch(RouteRule rule, Map<String, String> pathParameters) {}
