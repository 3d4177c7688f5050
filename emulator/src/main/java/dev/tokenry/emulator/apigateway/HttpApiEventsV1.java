package dev.tokenry.emulator.apigateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of an HTTP API in payload format 1.0, which resembles that of a REST API. In contrast to a REST
 * API, {@code path} begins with the stage.
 */
final class HttpApiEventsV1 {

    private HttpApiEventsV1() {}

    static Map<String, @Nullable Object> proxy(RoutedRequest routed, @Nullable Map<String, Object> authorizer) {
        HttpRequest request = routed.request();
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("version", "1.0");
        describe(event, routed);
        event.put("multiValueHeaders", request.headers.all());
        event.put("queryStringParameters", request.query.isEmpty() ? null : request.query.last());
        event.put("multiValueQueryStringParameters", request.query.isEmpty() ? null : request.query.all());
        event.put("pathParameters", routed.pathParameters().isEmpty() ? null : routed.pathParameters());
        event.put("stageVariables", routed.stageVariables().isEmpty() ? null : routed.stageVariables());
        event.put("requestContext", HttpApiRequestContext.ofPayload1(routed, authorizer));
        event.put("body", null);
        HttpApiEventsV2.putBody(event, request);
        return event;
    }

    static Map<String, @Nullable Object> authorizer(RoutedRequest routed, List<String> identity) {
        HttpRequest request = routed.request();
        String joined = identity.isEmpty() ? null : String.join(",", identity);
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("version", "1.0");
        event.put("type", "REQUEST");
        event.put("methodArn", routed.methodArn());
        event.put("identitySource", joined);
        event.put("authorizationToken", joined);
        describe(event, routed);
        event.put("queryStringParameters", request.query.last());
        event.put("pathParameters", routed.pathParameters());
        event.put("stageVariables", routed.stageVariables());
        event.put("requestContext", HttpApiRequestContext.ofPayload1(routed, null));
        return event;
    }

    private static void describe(Map<String, @Nullable Object> event, RoutedRequest routed) {
        // Unconfirmed for the route $default.
        event.put("resource", routed.route().resource());
        event.put("path", routed.resolvedPath().fullPath());
        event.put("httpMethod", routed.request().method);
        event.put("headers", routed.request().headers.last());
    }
}
