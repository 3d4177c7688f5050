package dev.tokenry.local.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the events that functions get: payload 1.0 for integrations, {@code REQUEST} for authorizers. */
final class Events {

    private Events() {}

    static Map<String, @Nullable Object> proxy(RoutedRequest routed, @Nullable Map<String, Object> authorizer) {
        Request request = routed.request();
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("resource", routed.route().resource());
        event.put("path", routed.location().inEvent());
        event.put("httpMethod", request.method);
        event.put("headers", request.headers.last());
        event.put("multiValueHeaders", request.headers.all());
        event.put("queryStringParameters", request.query.isEmpty() ? null : request.query.last());
        event.put("multiValueQueryStringParameters", request.query.isEmpty() ? null : request.query.all());
        event.put("pathParameters", routed.pathParameters().isEmpty() ? null : routed.pathParameters());
        event.put("stageVariables", null);
        event.put("requestContext", RequestContext.of(routed, authorizer));
        event.put("body", request.body);
        event.put("isBase64Encoded", false);
        return event;
    }

    /** Unlike an integration's, an authorizer's absent maps are empty ones (as remembered from captures). */
    static Map<String, @Nullable Object> authorizer(RoutedRequest routed) {
        Request request = routed.request();
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", "REQUEST");
        event.put("methodArn", routed.methodArn());
        event.put("resource", routed.route().resource());
        event.put("path", routed.location().inEvent());
        event.put("httpMethod", request.method);
        event.put("headers", request.headers.last());
        event.put("multiValueHeaders", request.headers.all());
        event.put("queryStringParameters", request.query.last());
        event.put("multiValueQueryStringParameters", request.query.all());
        event.put("pathParameters", routed.pathParameters());
        event.put("stageVariables", Map.of());
        event.put("requestContext", RequestContext.of(routed, null));
        return event;
    }
}
