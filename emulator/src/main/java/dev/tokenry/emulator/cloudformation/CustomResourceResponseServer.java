package dev.tokenry.emulator.cloudformation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
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

/** The part of CloudFormation that custom resources talk to: each request for one has an address for its answer. */
public final class CustomResourceResponseServer implements AutoCloseable {

    /** CloudFormation reads no more of an answer. */
    private static final int MAX_RESPONSE_BYTES = 4096;

    private final Map<String, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final LoopbackServer server;

    private CustomResourceResponseServer() {
        server = LoopbackServer.start(this::handle);
    }

    public static CustomResourceResponseServer start() {
        return new CustomResourceResponseServer();
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** An address that takes one answer. */
    public PendingResponse expectResponse() {
        // The address is all that protects it, as on AWS, where it is signed.
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
        // On AWS the address is signed for a PUT without a type.
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

    /** Where an answer is to be sent, and the answer when it has come. */
    public record PendingResponse(URI address, CompletableFuture<JsonNode> response) {

        /** The answer; empty when it does not come in time. */
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
