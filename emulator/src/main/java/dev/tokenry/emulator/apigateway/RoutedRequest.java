package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.Route;
import java.util.Map;

/** A request with its route and its stage. */
record RoutedRequest(
        HttpRequest request,
        BasePaths.ResolvedPath resolvedPath,
        Route route,
        Map<String, String> pathParameters,
        ApiIdentity api,
        Map<String, String> stageVariables) {

    /** Returns the ARN to which the policy of an authorizer applies. Unconfirmed for custom domains. */
    String methodArn() {
        String path = resolvedPath.stagePath().substring(1);
        return api.arn() + "/" + request.method + "/" + path;
    }
}
