package dev.tokenry.authorizer;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer event of API Gateway, independent of its format.
 *
 * @param resource the resource of the route as the API declares it; null if the format does not contain it
 * @param pathParameters the path parameters as the gateway passes them: encoded by REST APIs, decoded by HTTP APIs
 * @param sourceIp the source address of the request as the gateway passes it, not validated; null if absent
 * @param authorization all values of the {@code Authorization} header, whose name is case-insensitive
 * @param cachedPerRouteAndPath whether the identity sources of the event include its route and path, so that a cached
 *     result applies to this route and path only
 * @param maybeCachedPerSourceIp whether the identity sources of the event include its source address, or the format
 *     does not contain identity sources, so that a cached result can apply to this address only
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
        boolean cachedPerRouteAndPath,
        boolean maybeCachedPerSourceIp) {

    // A stage variable of Tokenry's own API. An environment variable with the id of that API would be a circular
    // dependency, because the API refers to this function.
    private static final String RULES_VARIABLE = "tokenryRules";
    private static final String CONFIGURED_RULES = "configured";

    /**
     * Parses an event.
     *
     * @throws IOException if the event has none of the known formats; the invocation then fails without a decision
     */
    static AuthorizerEvent parse(InputStream event) throws IOException {
        return AuthorizerEventParser.parse(event);
    }

    /** Returns whether the event is from Tokenry's own API, whose rules are in the configuration of the function. */
    boolean isForOwnApi() {
        return CONFIGURED_RULES.equals(stageVariables.get(RULES_VARIABLE));
    }
}
