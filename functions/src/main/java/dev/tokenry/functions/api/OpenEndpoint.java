package dev.tokenry.functions.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A route that anyone may use. Neither event nor answer is ever logged: either may hold a secret. */
public abstract class OpenEndpoint
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    protected abstract Answer answer(Request request);

    /** Headers of every answer of this route, errors included. */
    protected Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public final APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        Consumer<String> log = context.getLogger()::log;
        return toEvent(Errors.caught(() -> answer(new Request(event, log)), log));
    }

    private APIGatewayProxyResponseEvent toEvent(Answer answer) {
        Map<String, String> headers = new LinkedHashMap<>(headers());
        headers.putAll(answer.headers());
        // Only an answer that says so itself may be kept on the way.
        headers.putIfAbsent("Cache-Control", "no-store");
        Written body = written(answer);
        if (body != null) {
            headers.put("Content-Type", body.type());
        }
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(answer.status())
                .withHeaders(headers)
                .withBody(body == null ? "" : body.text())
                .withIsBase64Encoded(false);
    }

    private static @Nullable Written written(Answer answer) {
        return switch (answer.body()) {
            case null -> null;
            case Written text -> text;
            case Object json -> new Written(Answer.JSON, Json.write(json));
        };
    }
}
