package dev.tokenry.functions.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A route that anyone may use. Neither event nor answer is ever logged: either may hold a secret. */
public abstract class OpenEndpoint
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    protected abstract Answer answer(Request request);

    @Override
    public final APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        Consumer<String> log = context.getLogger()::log;
        return toEvent(Errors.caught(() -> answer(new Request(event, log)), log));
    }

    private static APIGatewayProxyResponseEvent toEvent(Answer answer) {
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        // Only an answer that says so itself may be kept on the way.
        headers.putIfAbsent("Cache-Control", "no-store");
        if (answer.body() != null) {
            headers.put("Content-Type", "application/json; charset=utf-8");
        }
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(answer.status())
                .withHeaders(headers)
                .withBody(answer.body() == null ? "" : Json.write(answer.body()))
                .withIsBase64Encoded(false);
    }
}
