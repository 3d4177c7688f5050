package dev.tokenry.local.lambda;

import dev.tokenry.local.lambda.Outcome.Answer;
import dev.tokenry.local.lambda.Outcome.FunctionError;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
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

/** A function of the template: as on Lambda, every concurrent invocation has an instance of its own. */
public final class LocalFunction implements AutoCloseable {

    static final String VERSION = "1";

    /** Lambda's limit for a payload, one way. */
    public static final int MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

    private final FunctionSpec spec;
    private final Handler handler;
    private final Deque<Handler.Instance> idle = new ConcurrentLinkedDeque<>();

    private volatile boolean closed;

    private LocalFunction(FunctionSpec spec, Handler handler) {
        this.spec = spec;
        this.handler = handler;
    }

    /** A function whose code is on the class path. */
    public static LocalFunction of(FunctionSpec spec) {
        return of(spec, Path.of(""));
    }

    /**
     * Fails when the handler's class, constructor or method is missing, or nothing here can run it; makes no instance
     * yet.
     *
     * @param folder the one that the template is in
     */
    public static LocalFunction of(FunctionSpec spec, Path folder) {
        FunctionSpec complete = spec.with(Map.of(
                "AWS_LAMBDA_FUNCTION_NAME", spec.name(),
                "AWS_LAMBDA_FUNCTION_VERSION", VERSION,
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMegabytes())));
        return new LocalFunction(complete, Handler.of(spec, folder));
    }

    public FunctionSpec spec() {
        return spec;
    }

    /** Invokes the function synchronously, for no longer than the template's {@code Timeout}. */
    public Outcome invoke(byte[] payload) {
        String requestId = UUID.randomUUID().toString();
        FutureTask<Outcome> invocation = new FutureTask<>(() -> run(payload, requestId));
        Thread thread = Thread.ofVirtual().name(spec.logicalId()).start(invocation);
        try {
            return invocation.get(spec.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            return new FunctionError("Sandbox.Timedout", timedOut(requestId));
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return FunctionError.of(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Outcome run(byte[] payload, String requestId) {
        LocalContext context = new LocalContext(spec, requestId);
        try {
            Handler.Instance kept = idle.poll();
            Handler.Instance instance = kept != null && kept.isAlive() ? kept : handler.instance(spec.environment());
            Outcome outcome = invoke(instance, payload, context);
            release(instance, context);
            return outcome;
        } catch (Throwable thrown) {
            return failed(thrown, requestId);
        }
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
        handler.close();
    }

    private void release(Handler.Instance instance, LocalContext context) {
        // Lambda throws away what it had to stop.
        if (context.getRemainingTimeInMillis() > 0 && instance.isAlive()) {
            idle.push(instance);
        } else {
            instance.close();
        }
        // Looked at after the push: whichever comes last, this or close(), sees the other.
        if (closed) {
            closeIdle();
        }
    }

    private void closeIdle() {
        for (Handler.Instance each = idle.poll(); each != null; each = idle.poll()) {
            each.close();
        }
    }

    private Outcome invoke(Handler.Instance instance, byte[] payload, LocalContext context) {
        try {
            byte[] answer = instance.invoke(payload, context);
            return answer.length <= MAX_PAYLOAD_BYTES ? new Answer(answer) : tooLarge();
        } catch (Throwable thrown) {
            return failed(thrown, context.getAwsRequestId());
        }
    }

    private FunctionError failed(Throwable thrown, String requestId) {
        FunctionError error = FunctionError.of(thrown);
        // The one failure that is an answer: API Gateway makes a 401 of it.
        if (!error.errorMessage().equals("Unauthorized")) {
            StandardErrorLogger.INSTANCE.log(spec.logicalId() + " failed (request " + requestId + ")");
            thrown.printStackTrace();
        }
        return error;
    }

    private static FunctionError tooLarge() {
        return new FunctionError(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (" + MAX_PAYLOAD_BYTES + " bytes).");
    }

    private String timedOut(String requestId) {
        double seconds = spec.timeout().toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%s %s Task timed out after %.2f seconds", Instant.now(), requestId, seconds);
    }
}
