package dev.tokenry.emulator.apigateway;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the {@code requestContext} of an HTTP API's events. */
final class HttpApiRequestContext {

    private HttpApiRequestContext() {}

    static Map<String, @Nullable Object> ofPayload2(RoutedRequest routed, @Nullable Map<String, Object> authorizer) {
        HttpRequest request = routed.request();
        Map<String, @Nullable Object> context = of(routed);
        if (authorizer != null) {
            context.put("authorizer", authorizer);
        }
        context.put(
                "http",
                Map.of(
                        "method",
                        request.method,
                        "path",
                        routed.resolvedPath().fullPath(),
                        "protocol",
                        "HTTP/1.1",
                        "sourceIp",
                        request.sourceIp,
                        "userAgent",
                        request.headers.header("User-Agent")));
        context.put("routeKey", routed.route().key());
        context.put("time", RequestContext.TIME_FORMAT.format(request.time));
        context.put("timeEpoch", request.time.toEpochMilli());
        return context;
    }

    static Map<String, @Nullable Object> ofPayload1(RoutedRequest routed, @Nullable Map<String, Object> authorizer) {
        HttpRequest request = routed.request();
        Map<String, @Nullable Object> context = of(routed);
        if (authorizer != null) {
            Map<String, @Nullable Object> flat = new LinkedHashMap<>(authorizer);
            // Captured events contain both fields in addition to the context of a Lambda authorizer.
            flat.put("claims", null);
            flat.put("scopes", null);
            context.put("authorizer", flat);
        }
        context.put("extendedRequestId", request.ids.extendedRequestId());
        context.put("httpMethod", request.method);
        Map<String, @Nullable String> identity = RequestContext.identity(request);
        identity.put("cognitoAmr", null);
        context.put("identity", identity);
        context.put("path", routed.resolvedPath().fullPath());
        context.put("protocol", "HTTP/1.1");
        context.put("requestTime", RequestContext.TIME_FORMAT.format(request.time));
        context.put("requestTimeEpoch", request.time.toEpochMilli());
        context.put("resourceId", routed.route().key());
        context.put("resourcePath", routed.route().resource());
        return context;
    }

    private static Map<String, @Nullable Object> of(RoutedRequest routed) {
        String domain = routed.request().headers.header("Host");
        Map<String, @Nullable Object> context = new LinkedHashMap<>();
        context.put("accountId", routed.api().accountId());
        context.put("apiId", routed.api().apiId());
        context.put("domainName", domain);
        context.put("domainPrefix", domain.split("[.:]", 2)[0]);
        context.put("requestId", routed.request().ids.extendedRequestId());
        context.put("stage", routed.api().stage());
        return context;
    }
}
