package dev.tokenry.emulator.apigateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.List;
import java.util.Map;

/** Returns the response, or fails in the way, that the query parameter {@code do} selects. */
public final class ScriptedHandler
        implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {

    @Override
    public APIGatewayProxyResponseEvent handleRequest(APIGatewayProxyRequestEvent event, Context context) {
        APIGatewayProxyResponseEvent response = new APIGatewayProxyResponseEvent().withStatusCode(200);
        return switch (event.getQueryStringParameters().get("do")) {
            case "fail" -> throw new IllegalStateException("as asked");
            case "sleep" -> {
                sleep();
                yield response;
            }
            case "headers" ->
                response.withStatusCode(201)
                        .withHeaders(Map.of("WWW-Authenticate", "Basic", "X-One", "1"))
                        .withMultiValueHeaders(Map.of("X-Many", List.of("a", "b")));
            case "impossible" -> response.withStatusCode(42);
            case "none" -> null;
            case "empty" -> response.withStatusCode(204);
            case "long" -> response.withBody("x".repeat(5_000));
            default -> response.withBody("done");
        };
    }

    private static void sleep() {
        try {
            Thread.sleep(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
