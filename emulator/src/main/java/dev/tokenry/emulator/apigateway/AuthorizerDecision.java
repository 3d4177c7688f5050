package dev.tokenry.emulator.apigateway;

import java.util.Map;

/** The decision of an authorizer about a request. */
sealed interface AuthorizerDecision {

    /** The route has no authorizer; the request continues. */
    record NotRequired() implements AuthorizerDecision {}

    /** The request continues; the context becomes part of the event. */
    record Allowed(Map<String, Object> context) implements AuthorizerDecision {}

    /** The gateway returns an error response, which can refer to the context. */
    record Denied(ResponseType type, Map<String, Object> context) implements AuthorizerDecision {

        Denied(ResponseType type) {
            this(type, Map.of());
        }
    }
}
