package dev.tokenry.emulator.apigateway;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the events that functions receive from a REST API. */
final class RestApiEvents {

    private RestApiEvents() {}

    static Map<String, @Nullable Object> proxy(RoutedRequest routed, @Nullable Map<String, Object> authorizer) {
        HttpRequest request = routed.request();
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("resource", routed.route().resource());
        event.put("path", routed.resolvedPath().eventPath());
        event.put("httpMethod", request.method);
        event.put("headers", request.headers.last());
        event.put("multiValueHeaders", request.headers.all());
        event.put("queryStringParameters", request.query.isEmpty() ? null : request.query.last());
        event.put("multiValueQueryStringParameters", request.query.isEmpty() ? null : request.query.all());
        event.put("pathParameters", routed.pathParameters().isEmpty() ? null : routed.pathParameters());
        event.put("stageVariables", routed.stageVariables().isEmpty() ? null : routed.stageVariables());
        event.put("requestContext", RequestContext.of(routed, authorizer));
        event.put("body", request.bodyText());
        event.put("isBase64Encoded", false);
        return event;
    }

    /** Writes the event of a {@code TOKEN} authorizer. */
    static Map<String, @Nullable Object> token(RoutedRequest routed, String token) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", "TOKEN");
        event.put("authorizationToken", token);
        event.put("methodArn", routed.methodArn());
        return event;
    }

    /**
     * Absent maps are empty in the event of an authorizer and null in that of an integration, as in captured events.
     */
    static Map<String, @Nullable Object> authorizer(RoutedRequest routed) {
        HttpRequest request = routed.request();
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", "REQUEST");
        event.put("methodArn", routed.methodArn());
        event.put("resource", routed.route().resource());
        event.put("path", routed.resolvedPath().eventPath());
        event.put("httpMethod", request.method);
        event.put("headers", request.headers.last());
        event.put("multiValueHeaders", request.headers.all());
        event.put("queryStringParameters", request.query.last());
        event.put("multiValueQueryStringParameters", request.query.all());
        event.put("pathParameters", routed.pathParameters());
        event.put("stageVariables", routed.stageVariables());
        event.put("requestContext", RequestContext.of(routed, null));
        return event;
    }
}
