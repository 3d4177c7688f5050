package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Handles requests to a REST API. Neither event nor response is logged, because either may contain a secret. */
public abstract class ApiHandler implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    static {
        StrictJson.prime();
    }

    private final @Nullable DamagedRecords damagedRecords;

    /** Creates a handler that reads no records. */
    protected ApiHandler() {
        damagedRecords = null;
    }

    /** @param damagedRecords counts the damaged records of requests, those that the handler finds included */
    protected ApiHandler(DamagedRecords damagedRecords) {
        this.damagedRecords = damagedRecords;
    }

    protected abstract ApiResponse handle(ApiRequest request);

    /** Returns headers for all responses of this route, including errors. */
    protected Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public final APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        ErrorLog log = new ErrorLog(
                context.getLogger()::log, damagedRecords, new DeniedRequestLog(event, context.getLogger()));
        try {
            return toEvent(ErrorMapper.mapping(() -> handle(new ApiRequest(event, log, context.getLogger())), log));
        } finally {
            if (damagedRecords != null) {
                damagedRecords.publish(context.getLogger());
            }
        }
    }

    private APIGatewayProxyResponseEvent toEvent(ApiResponse response) {
        Map<String, String> headers = new LinkedHashMap<>(headers());
        headers.putAll(response.headers());
        // Responses must not be cached unless a handler permits it.
        headers.putIfAbsent("Cache-Control", "no-store");
        TextBody body = toTextBody(response);
        if (body != null) {
            headers.put("Content-Type", body.contentType());
        }
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(response.status())
                .withHeaders(headers)
                .withBody(body == null ? "" : body.text())
                .withIsBase64Encoded(false);
    }

    private static @Nullable TextBody toTextBody(ApiResponse response) {
        return switch (response.body()) {
            case null -> null;
            case TextBody text -> text;
            case Object json -> new TextBody(ApiResponse.JSON_CONTENT_TYPE, StrictJson.write(json));
        };
    }
}
