package dev.tokenry.authorization.rule;

import java.util.Map;

/**
 * The rule that applies to a request.
 *
 * @param pathParameters the values of the path parameters of the resource in this request
 */
public record RouteMatch(RouteRule rule, Map<String, String> pathParameters) {}
