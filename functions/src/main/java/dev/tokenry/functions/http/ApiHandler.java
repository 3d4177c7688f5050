package dev.tokenry.functions.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A route that anyone may use. Neither event nor answer is ever logged: either may hold a secret. */
public abstract class ApiHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    protected abstract ApiResponse handle(ApiRequest request);

    /** Headers of every answer of this route, errors included. */
    protected Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public final APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        Consumer<String> log = context.getLogger()::log;
        return toEvent(ErrorMapper.mapping(() -> handle(new ApiRequest(event, log)), log));
    }

    private APIGatewayProxyResponseEvent toEvent(ApiResponse response) {
        Map<String, String> headers = new LinkedHashMap<>(headers());
        headers.putAll(response.headers());
        // Only an answer that says so itself may be kept on the way.
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
