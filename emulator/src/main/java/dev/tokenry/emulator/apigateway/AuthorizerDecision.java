package dev.tokenry.emulator.apigateway;

import java.util.Map;

/** What the authorizer's answer means for the request. */
sealed interface AuthorizerDecision {

    /** The route has no authorizer; the request goes on. */
    record NotRequired() implements AuthorizerDecision {}

    /** The request goes on; the context joins the event. */
    record Allowed(Map<String, Object> context) implements AuthorizerDecision {}

    /** The gateway answers itself; the context may be named in its response. */
    record Denied(ResponseType type, Map<String, Object> context) implements AuthorizerDecision {

        Denied(ResponseType type) {
            this(type, Map.of());
        }
    }
}
