package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.AuthorizerSpec;
import dev.tokenry.emulator.cloudformation.IdentitySource;
import java.util.List;

/** What a request says of who is asking, in the authorizer's order; empty text for what it does not say. */
final class IdentityValues {

    private IdentityValues() {}

    static List<String> of(AuthorizerSpec authorizer, RoutedRequest routed) {
        return authorizer.identitySources().stream()
                .map(each -> value(each, authorizer.type().isHttpApi(), routed))
                .toList();
    }

    /** Of several values a REST API takes the last, and an HTTP API all; both unconfirmed for identity sources. */
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
            default -> throw new IllegalStateException("The template's reader let " + name + " pass");
        };
    }
}
