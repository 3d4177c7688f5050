package dev.tokenry.emulator.apigateway;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the {@code requestContext} of an event. */
final class RequestContext {

    static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final List<String> NULL_IDENTITY_FIELDS = List.of(
            "cognitoIdentityPoolId",
            "accountId",
            "cognitoIdentityId",
            "caller",
            "principalOrgId",
            "accessKey",
            "cognitoAuthenticationType",
            "cognitoAuthenticationProvider",
            "userArn",
            "user");

    private RequestContext() {}

    static Map<String, @Nullable Object> of(RoutedRequest routed, @Nullable Map<String, Object> authorizer) {
        HttpRequest request = routed.request();
        String domain = request.headers.header("Host");
        Map<String, @Nullable Object> context = new LinkedHashMap<>();
        context.put("resourceId", "local");
        if (authorizer != null) {
            context.put("authorizer", authorizer);
        }
        context.put("resourcePath", routed.route().resource());
        context.put("httpMethod", request.method);
        context.put("extendedRequestId", request.ids.extendedRequestId());
        context.put("requestTime", TIME_FORMAT.format(request.time));
        context.put("path", routed.resolvedPath().fullPath());
        context.put("accountId", routed.api().accountId());
        context.put("protocol", "HTTP/1.1");
        context.put("stage", routed.api().stage());
        context.put("domainPrefix", domain.split("[.:]", 2)[0]);
        context.put("requestTimeEpoch", request.time.toEpochMilli());
        context.put("requestId", request.ids.requestId());
        context.put("identity", identity(request));
        context.put("domainName", domain);
        context.put("deploymentId", "local");
        context.put("apiId", routed.api().apiId());
        return context;
    }

    static Map<String, @Nullable String> identity(HttpRequest request) {
        Map<String, @Nullable String> identity = new LinkedHashMap<>();
        NULL_IDENTITY_FIELDS.forEach(name -> identity.put(name, null));
        String userAgent = request.headers.header("User-Agent");
        identity.put("sourceIp", request.sourceIp);
        identity.put("userAgent", userAgent.isEmpty() ? null : userAgent);
        return identity;
    }
}
