package dev.tokenry.local.gateway;

import dev.tokenry.local.template.Route;
import java.util.Map;

/** A request and the route it takes. */
record RoutedRequest(
        Request request, BasePaths.Located location, Route route, Map<String, String> pathParameters, ApiIdentity api) {

    /** The ARN that an authorizer's policy is about; what it is on a mapped domain is unconfirmed. */
    String methodArn() {
        String path = location.inStage().substring(1);
        return api.arn() + "/" + request.method + "/" + path;
    }
}
