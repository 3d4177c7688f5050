package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.AuthorizerSpec;
import dev.tokenry.emulator.cloudformation.IdentitySource;
import java.util.List;

/** Reads the identity values of a request in the order of the authorizer; a missing value is an empty string. */
final class IdentityValues {

    private IdentityValues() {}

    static List<String> of(AuthorizerSpec authorizer, RoutedRequest routed) {
        return authorizer.identitySources().stream()
                .map(each -> value(each, authorizer.type().isHttpApi(), routed))
                .toList();
    }

    /** Of several values a REST API uses the last and an HTTP API all. Unconfirmed for identity sources. */
    private static String value(IdentitySource source, boolean isHttp, RoutedRequest routed) {
        HttpRequest request = routed.request();
        String name = source.name();
        return switch (source.from()) {
            case HEADER -> isHttp ? String.join(",", request.headers.headers(name)) : request.headers.header(name);
            case QUERY_STRING -> (isHttp ? request.query.joined() : request.query.last()).getOrDefault(name, "");
            case STAGE_VARIABLE -> routed.stageVariables().getOrDefault(name, "");
            case CONTEXT -> context(name, routed);
        };
    }

    private static String context(String name, RoutedRequest routed) {
        HttpRequest request = routed.request();
        return switch (name) {
            case "apiId" -> routed.api().apiId();
            case "domainName" -> request.headers.header("Host");
            case "httpMethod" -> request.method;
            case "identity.sourceIp" -> request.sourceIp;
            case "path" -> routed.resolvedPath().fullPath();
            case "resourcePath" -> routed.route().resource();
            case "routeKey" -> routed.route().key();
            case "stage" -> routed.api().stage();
            default -> throw new IllegalStateException("Unsupported identity source " + name);
        };
    }
}
