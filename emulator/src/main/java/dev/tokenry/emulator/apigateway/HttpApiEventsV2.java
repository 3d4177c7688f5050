package dev.tokenry.emulator.apigateway;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the events of an HTTP API in payload format 2.0, in which absent values are omitted. */
final class HttpApiEventsV2 {

    // In captured events form data is base64. Unconfirmed: +json and +xml are text.
    private static final Pattern TEXT_MEDIA_TYPE =
            Pattern.compile("text/.*|application/(.+\\+)?(json|xml)|application/javascript", Pattern.CASE_INSENSITIVE);

    private HttpApiEventsV2() {}

    static Map<String, @Nullable Object> proxy(RoutedRequest routed, @Nullable Map<String, Object> authorizer) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        describe(event, routed, authorizer == null ? null : Map.of("lambda", authorizer));
        putBody(event, routed.request());
        return event;
    }

    static Map<String, @Nullable Object> authorizer(RoutedRequest routed, List<String> identity) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("version", "2.0");
        event.put("type", "REQUEST");
        event.put("routeArn", routed.methodArn());
        event.put("identitySource", identity.isEmpty() ? null : identity);
        describe(event, routed, null);
        return event;
    }

    private static void describe(
            Map<String, @Nullable Object> event, RoutedRequest routed, @Nullable Map<String, Object> authorizer) {
        HttpRequest request = routed.request();
        event.put("routeKey", routed.route().key());
        event.put("rawPath", routed.resolvedPath().fullPath());
        event.put("rawQueryString", request.rawQuery);
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers.joined().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        if (headers.remove("cookie") != null) {
            event.put("cookies", cookies(request));
        }
        event.put("headers", headers);
        putUnlessEmpty(event, "queryStringParameters", request.query.joined());
        event.put("requestContext", HttpApiRequestContext.ofPayload2(routed, authorizer));
        putUnlessEmpty(event, "pathParameters", routed.pathParameters());
        putUnlessEmpty(event, "stageVariables", routed.stageVariables());
    }

    private static List<String> cookies(HttpRequest request) {
        return request.headers.headers("Cookie").stream()
                .flatMap(each -> Stream.of(each.split("; *")))
                .toList();
    }

    private static void putUnlessEmpty(Map<String, @Nullable Object> event, String name, Map<String, String> map) {
        if (!map.isEmpty()) {
            event.put(name, map);
        }
    }

    /** Writes the body and its encoding flag, for both payload formats; without a body only the flag. */
    static void putBody(Map<String, @Nullable Object> event, HttpRequest request) {
        String type = request.headers.header("Content-Type").split(";", 2)[0].strip();
        boolean isText =
                request.body.length == 0 || TEXT_MEDIA_TYPE.matcher(type).matches();
        if (request.body.length > 0) {
            event.put(
                    "body",
                    isText
                            ? new String(request.body, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(request.body));
        }
        event.put("isBase64Encoded", !isText);
    }
}
