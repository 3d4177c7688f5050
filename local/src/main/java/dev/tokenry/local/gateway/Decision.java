package dev.tokenry.local.gateway;

import java.util.Map;

/** What the authorizer's answer means for the request. */
sealed interface Decision {

    /** The route has no authorizer; the request goes on. */
    record Open() implements Decision {}

    /** The request goes on; the context joins the event. */
    record Allowed(Map<String, Object> context) implements Decision {}

    /** The gateway answers itself; the context may be named in its response. */
    record Refused(ResponseType type, Map<String, Object> context) implements Decision {

        Refused(ResponseType type) {
            this(type, Map.of());
        }
    }
}
