package dev.tokenry.emulator.cloudformation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.io.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Receives the responses of custom resources: each request contains the URL to which its function sends the response.
 */
public final class CustomResourceResponseServer implements AutoCloseable {

    /** CloudFormation's limit for a response. */
    private static final int MAX_RESPONSE_BYTES = 4096;

    private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final LoopbackServer server;

    private CustomResourceResponseServer() {
        server = LoopbackServer.start(AllowedHosts.LOOPBACK, this::handle);
    }

    public static CustomResourceResponseServer start() {
        return new CustomResourceResponseServer();
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** Returns a new URL that accepts one response. */
    public PendingResponse expectResponse() {
        // The random path protects the URL; in AWS the URL is presigned.
        String path = "/" + UUID.randomUUID();
        CompletableFuture<JsonNode> response = new CompletableFuture<>();
        pending.put(path, response);
        return new PendingResponse(server.endpoint().resolve(path), response);
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_RESPONSE_BYTES + 1);
        LoopbackServer.respond(exchange, status(exchange, body), "text/plain", new byte[0]);
    }

    private int status(HttpExchange exchange, byte[] body) throws IOException {
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        // In AWS the URL is presigned for a PUT without a content type.
        if (!exchange.getRequestMethod().equals("PUT") || (contentType != null && !contentType.isEmpty())) {
            return 403;
        }
        if (body.length > MAX_RESPONSE_BYTES) {
            return 400;
        }
        try {
            JsonNode response = EmulatorJson.MAPPER.readTree(body);
            CompletableFuture<JsonNode> expected =
                    pending.remove(exchange.getRequestURI().getPath());
            return expected != null && expected.complete(response) ? 200 : 403;
        } catch (JacksonException e) {
            return 400;
        }
    }

    /** The URL for a response, and the response once it is received. */
    public record PendingResponse(URI address, CompletableFuture<JsonNode> response) {

        /** Waits for the response; returns empty after the timeout. */
        public Optional<JsonNode> await(Duration timeout) throws InterruptedException {
            try {
                return Optional.of(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
