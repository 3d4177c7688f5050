package dev.tokenry.emulator.lambda;

import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.lambda.InvocationResult.FunctionError;
import dev.tokenry.emulator.lambda.InvocationResult.Payload;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A function of a template. As in Lambda, every concurrent invocation has its own instance. */
public final class EmulatedFunction implements AutoCloseable {

    static final String VERSION = "1";

    /** Lambda's limit for a request or response payload. */
    public static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    private final FunctionSpec spec;
    private final Handler handler;
    private final Deque<Handler.HandlerInstance> idleInstances = new ConcurrentLinkedDeque<>();

    private volatile boolean closed;

    private EmulatedFunction(FunctionSpec spec, Handler handler) {
        this.spec = spec;
        this.handler = handler;
    }

    /** Returns a function whose code is on the class path. */
    public static EmulatedFunction of(FunctionSpec spec) {
        return of(spec, Path.of(""), HandlerFactory.DEFAULT);
    }

    /**
     * Returns a function without creating an instance of its code.
     *
     * @param directory the directory of the template
     * @throws FunctionException if the class, constructor or method of the handler does not exist, or if the runtime is
     *     not supported
     */
    public static EmulatedFunction of(FunctionSpec spec, Path directory, HandlerFactory factory) {
        FunctionSpec complete = spec.with(Map.of(
                "AWS_LAMBDA_FUNCTION_NAME", spec.name(),
                "AWS_LAMBDA_FUNCTION_VERSION", VERSION,
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMegabytes())));
        return new EmulatedFunction(complete, Handler.of(spec, directory, factory));
    }

    public FunctionSpec spec() {
        return spec;
    }

    /** Invokes the function and waits for the result, at most for the {@code Timeout} of the template. */
    public InvocationResult invoke(byte[] payload) {
        String requestId = UUID.randomUUID().toString();
        FutureTask<InvocationResult> invocation = new FutureTask<>(() -> run(payload, requestId));
        Thread thread = Thread.ofVirtual().name(spec.logicalId()).start(invocation);
        try {
            return invocation.get(spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return new FunctionError("Sandbox.Timedout", timeoutMessage(requestId));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return FunctionError.of(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private InvocationResult run(byte[] payload, String requestId) {
        EmulatedContext context = new EmulatedContext(spec, requestId);
        try {
            Handler.HandlerInstance idleInstance = idleInstances.poll();
            Handler.HandlerInstance instance = idleInstance != null && idleInstance.isAlive()
                    ? idleInstance
                    : handler.createInstance(spec.environment());
            InvocationResult outcome = invoke(instance, payload, context);
            releaseInstance(instance, context);
            return outcome;
        } catch (Throwable thrown) {
            return toFunctionError(thrown, requestId);
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
        handler.close();
    }

    private void releaseInstance(Handler.HandlerInstance instance, EmulatedContext context) {
        // Lambda discards an instance that timed out.
        if (context.getRemainingTimeInMillis() > 0 && instance.isAlive()) {
            idleInstances.push(instance);
        } else {
            instance.close();
        }
        // Checked after the push, so that an instance released during close() is closed as well.
        if (closed) {
            closeIdle();
        }
    }

    private void closeIdle() {
        for (Handler.HandlerInstance each = idleInstances.poll(); each != null; each = idleInstances.poll()) {
            each.close();
        }
    }

    private InvocationResult invoke(Handler.HandlerInstance instance, byte[] payload, EmulatedContext context) {
        try {
            byte[] response = instance.invoke(payload, context);
            return response.length <= MAX_PAYLOAD_BYTES ? new Payload(response) : responseTooLarge();
        } catch (Throwable thrown) {
            return toFunctionError(thrown, context.getAwsRequestId());
        }
    }

    private FunctionError toFunctionError(Throwable thrown, String requestId) {
        FunctionError error = FunctionError.of(thrown);
        // This error is a regular result of an authorizer: API Gateway returns 401.
        if (!error.errorMessage().equals("Unauthorized")) {
            StandardErrorLogger.INSTANCE.log(spec.logicalId() + " failed (request " + requestId + ")");
            thrown.printStackTrace();
        }
        return error;
    }

    private static FunctionError responseTooLarge() {
        return new FunctionError(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (" + MAX_PAYLOAD_BYTES + " bytes).");
    }

    private String timeoutMessage(String requestId) {
        double seconds = spec.timeout().toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%s %s Task timed out after %.2f seconds", Instant.now(), requestId, seconds);
    }
}
