package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.Route;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Invokes the function of a route and waits at most for the integration timeout. */
final class LambdaIntegration {

    private LambdaIntegration() {}

    /** The response of the function, or the type of the gateway's error response. */
    sealed interface Result {
        record Responded(HttpResponse response) implements Result {}

        record Failed(ResponseType type) implements Result {}
    }

    /** Converts the payload of the function to a response; returns null if the payload is malformed. */
    interface ResponseParser {
        @Nullable
        HttpResponse parse(String json);
    }

    static Result invoke(EmulatedFunction function, byte[] event, Route route, ResponseParser parser) {
        // Lambda's limit. Unconfirmed: the response of API Gateway.
        if (event.length > EmulatedFunction.MAX_PAYLOAD_BYTES) {
            return new Result.Failed(ResponseType.REQUEST_TOO_LARGE);
        }
        FutureTask<InvocationResult> call = new FutureTask<>(() -> function.invoke(event));
        Thread.ofVirtual().start(call);
        try {
            return toResult(call.get(route.timeout().toMillis(), TimeUnit.MILLISECONDS), parser);
        } catch (TimeoutException e) {
            // The function continues, as in AWS, but its result is discarded.
            return new Result.Failed(ResponseType.INTEGRATION_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result.Failed(ResponseType.INTEGRATION_FAILURE);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Result toResult(InvocationResult outcome, ResponseParser parser) {
        return switch (outcome) {
            // The timeout of the function is handled like any other error: captured responses have status 502.
            case InvocationResult.FunctionError error -> new Result.Failed(ResponseType.INTEGRATION_FAILURE);
            case InvocationResult.Payload payload -> {
                HttpResponse response = parser.parse(payload.json());
                yield response == null
                        ? new Result.Failed(ResponseType.INTEGRATION_FAILURE)
                        : new Result.Responded(response);
            }
        };
    }
}
