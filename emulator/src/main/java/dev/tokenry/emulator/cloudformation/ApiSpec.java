package dev.tokenry.emulator.cloudformation;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A REST API or an HTTP API as the template declares it. */
public record ApiSpec(
        Type type,
        String logicalId,
        String apiId,
        String stage,
        Map<String, String> stageVariables,
        List<Route> routes,
        Map<String, AuthorizerSpec> authorizers,
        Map<String, GatewayResponse> gatewayResponses,
        OptionalInt minimumCompressionSize) {

    /** The two kinds of APIs of API Gateway. */
    public enum Type {
        REST,
        HTTP
    }

    public ApiSpec {
        stageVariables = Map.copyOf(stageVariables);
        routes = List.copyOf(routes);
        authorizers = Map.copyOf(authorizers);
        gatewayResponses = Map.copyOf(gatewayResponses);
    }
}
