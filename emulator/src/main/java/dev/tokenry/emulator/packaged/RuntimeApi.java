package dev.tokenry.emulator.packaged;

import com.sun.net.httpserver.HttpExchange;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.io.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lambda's runtime API ("Using the Lambda runtime API" in the Lambda guide), as the runtime interface client calls it.
 */
final class RuntimeApi implements AutoCloseable {

    private static final String BASE = "/2018-06-01/runtime/";
    private static final String NEXT = BASE + "invocation/next";
    private static final String INIT_ERROR = BASE + "init/error";

    private final LoopbackServer server;
    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<FunctionResult> results = new LinkedBlockingQueue<>();

    RuntimeApi() {
        server = LoopbackServer.start(AllowedHosts.LOOPBACK, this::handle);
    }

    String address() {
        return server.endpoint().getAuthority();
    }

    /** Returns the result of an event, or empty if the runtime has ended or the timeout has expired. */
    Optional<FunctionResult> invoke(byte[] event, Duration timeout, BooleanSupplier runtimeIsAlive)
            throws InterruptedException {
        events.add(event);
        long deadline = System.nanoTime() + timeout.toNanos();
        FunctionResult result = null;
        while (result == null && runtimeIsAlive.getAsBoolean() && System.nanoTime() < deadline) {
            result = results.poll(100, TimeUnit.MILLISECONDS);
        }
        // The runtime may have sent the result and ended between the two checks.
        return Optional.ofNullable(result == null ? results.poll() : result);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(NEXT)) {
            sendNextEvent(exchange);
            return;
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        results.add(new FunctionResult(resultType(path), body, System.nanoTime()));
        exchange.sendResponseHeaders(202, -1);
    }

    private static FunctionResult.Type resultType(String path) {
        if (path.equals(INIT_ERROR)) {
            return FunctionResult.Type.INIT_ERROR;
        }
        return path.endsWith("/response") ? FunctionResult.Type.RESPONSE : FunctionResult.Type.ERROR;
    }

    private void sendNextEvent(HttpExchange exchange) throws IOException {
        try {
            byte[] event = events.take();
            Instant deadline = Instant.now().plusSeconds(30);
            // Without a content type the client reads invalid memory and crashes.
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
            exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
            exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:x:0:function:f");
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.closeNow();
    }
}
