package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.Route;
import java.util.Map;

/** A request, the route it takes, and the stage that route is on. */
record RoutedRequest(
        HttpRequest request,
        BasePaths.ResolvedPath resolvedPath,
        Route route,
        Map<String, String> pathParameters,
        ApiIdentity api,
        Map<String, String> stageVariables) {

    /** The ARN that an authorizer's policy is about; what it is on a mapped domain is unconfirmed. */
    String methodArn() {
        String path = resolvedPath.stagePath().substring(1);
        return api.arn() + "/" + request.method + "/" + path;
    }
}
