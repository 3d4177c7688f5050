package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.Route;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.lambda.InvocationResult;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the function behind a route, for no longer than API Gateway would wait. */
final class LambdaIntegration {

    private LambdaIntegration() {}

    /** The function's answer, or what the gateway answers in its place. */
    sealed interface Result {
        record Responded(HttpResponse response) implements Result {}

        record Failed(ResponseType type) implements Result {}
    }

    /** Makes an answer of what the function said; null when it is malformed. */
    interface ResponseParser {
        @Nullable
        HttpResponse parse(String json);
    }

    static Result invoke(EmulatedFunction function, byte[] event, Route route, ResponseParser parser) {
        // Lambda takes no more; unconfirmed that API Gateway makes this of it.
        if (event.length > EmulatedFunction.MAX_PAYLOAD_BYTES) {
            return new Result.Failed(ResponseType.REQUEST_TOO_LARGE);
        }
        FutureTask<InvocationResult> call = new FutureTask<>(() -> function.invoke(event));
        Thread.ofVirtual().start(call);
        try {
            return toResult(call.get(route.timeout().toMillis(), TimeUnit.MILLISECONDS), parser);
        } catch (TimeoutException e) {
            // The function goes on, as in AWS: only nobody listens any more.
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
            // A function's own time-out is an error like any other: measured captures show a 502.
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
