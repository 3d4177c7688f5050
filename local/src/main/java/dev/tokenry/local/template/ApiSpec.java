package dev.tokenry.local.template;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The REST API as the template describes it. */
public record ApiSpec(
        String apiId,
        String stage,
        List<Route> routes,
        Map<String, Authorizer> authorizers,
        Map<String, GatewayResponse> gatewayResponses,
        OptionalInt minimumCompressionSize) {

    public ApiSpec {
        routes = List.copyOf(routes);
        authorizers = Map.copyOf(authorizers);
        gatewayResponses = Map.copyOf(gatewayResponses);
    }
}
