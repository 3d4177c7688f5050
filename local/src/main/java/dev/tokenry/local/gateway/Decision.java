package dev.tokenry.local.gateway;

import java.util.Map;

/** What the authorizer's answer means for the request. */
sealed interface Decision {

    /** The request goes on; the context joins the event. */
    record Allowed(Map<String, Object> context) implements Decision {}

    /** The gateway answers itself; the context may be named in its response. */
    record Refused(ResponseType type, Map<String, String> context) implements Decision {

        Refused(ResponseType type) {
            this(type, Map.of());
        }
    }
}
