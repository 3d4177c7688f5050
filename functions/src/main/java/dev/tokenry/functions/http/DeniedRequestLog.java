package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.AuthorizerContextCodec;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.time.Timestamps;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logs the denials of a request as JSON, one line each. The audit trail has changes alone, so that this is the only
 * trace of an attempt. A line has the route and not the path, because names in a path are text of the caller, as are
 * query and body.
 */
record DeniedRequestLog(APIGatewayProxyRequestEvent event, LambdaLogger logger) {

    void log(int status, ErrorReason reason) {
        JsonLog.warn(StrictJson.write(toJson(status, reason)), logger);
    }

    private Map<String, Object> toJson(int status, ErrorReason reason) {
        RequestInfo info = ApiRequest.info(event);
        Long receivedAt = event.getRequestContext().getRequestTimeEpoch();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("event", "denied");
        json.put("status", status);
        json.put("reason", reason.value());
        json.put("operation", event.getHttpMethod() + " " + event.getResource());
        // Public routes have no authorizer, and deny what is not signed.
        if (event.getRequestContext().getAuthorizer() != null) {
            Principal principal =
                    AuthorizerContextCodec.decode(event.getRequestContext().getAuthorizer());
            json.put("tokenId", principal.tokenId().value());
            json.put("owner", principal.owner().spelling());
            putIfPresent(json, "project", principal.project());
        }
        putIfPresent(json, "sourceIp", info.sourceIp());
        putIfPresent(json, "userAgent", info.shortUserAgent());
        putIfPresent(json, "requestId", info.requestId());
        putIfPresent(json, "time", receivedAt == null ? null : Timestamps.format(Instant.ofEpochMilli(receivedAt)));
        return json;
    }

    private static void putIfPresent(Map<String, Object> json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
