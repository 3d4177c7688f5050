package dev.tokenry.functions.authorizer;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What API Gateway asks its authorizer, whatever kind of gateway it is. A stream of JSON in, these few parts out.
 *
 * @param resource the route's resource as declared; null when the gateway does not say
 * @param pathParameters as the gateway gives them: as they stand in the path for REST APIs, decoded for HTTP APIs
 * @param sourceIp what the gateway says the request comes from, unchecked; null when it says nothing
 * @param authorization every value of the Authorization header, whatever the case of its name
 * @param cachedPerRouteAndPath whether a gateway that keeps answers keeps them for this very route and path only, as far as
 *     it says
 */
record AuthorizerEvent(
        EventFormat format,
        ExecuteApiArn arn,
        String method,
        @Nullable String resource,
        Map<String, String> pathParameters,
        Map<String, String> stageVariables,
        @Nullable String sourceIp,
        List<String> authorization,
        boolean cachedPerRouteAndPath) {

    // Set by the template that this function is deployed with: in the function's own variables the id of an API that
    // names the function would be a circle.
    private static final String RULES_VARIABLE = "tokenryRules";
    private static final String CONFIGURED_RULES = "configured";

    /** @throws IOException when the event is of no known kind: then nobody is let in and nobody is turned away */
    static AuthorizerEvent parse(InputStream event) throws IOException {
        return AuthorizerEventParser.parse(event);
    }

    /** Whether the rules are those that the function is configured with. */
    boolean isForOwnApi() {
        return CONFIGURED_RULES.equals(stageVariables.get(RULES_VARIABLE));
    }
}
