package dev.tokenry.local.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A stand-in for KMS that knows HMAC keys: real MACs, KMS's own faults, and keys that outlive a restart. */
final class LocalKms implements AutoCloseable {

    private static final String TARGET = "TrentService.";
    private static final String JSON_1_1 = "application/x-amz-json-1.1";
    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KmsKeys keys;
    private final Clock clock;
    private final KmsOperations operations;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final LoopbackServer server;

    private LocalKms(KmsKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.operations = new KmsOperations(keys, clock);
        this.server = LoopbackServer.start(this::handle);
    }

    static LocalKms start(DataFolder data, Clock clock) {
        return new LocalKms(KmsKeys.open(data), clock);
    }

    URI endpoint() {
        return server.endpoint();
    }

    /** How often this operation was asked for since the start, refused or not. */
    int calls(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    /** The key of this resource: the same one in every run. */
    LocalAws.Physical create(String logicalId, Map<String, Object> properties) {
        if (!KmsKey.SPEC.equals(properties.get("KeySpec")) || !KmsKey.USAGE.equals(properties.get("KeyUsage"))) {
            throw new IllegalArgumentException(
                    "Only keys with KeySpec " + KmsKey.SPEC + " and KeyUsage " + KmsKey.USAGE + " are made here");
        }
        KmsKey key = keys.ofResource(logicalId, clock.instant());
        return new LocalAws.Physical(key.id(), Map.of("Arn", key.arn(), "KeyId", key.id()));
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            answer(exchange, 200, operations.perform(operation(exchange), body(exchange)));
        } catch (KmsFault e) {
            answer(
                    exchange,
                    400,
                    JSON.createObjectNode().put("__type", e.type()).put("message", e.getMessage()));
        }
    }

    private String operation(HttpExchange exchange) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null || !target.startsWith(TARGET)) {
            throw KmsFault.unknownOperation("a request without X-Amz-Target: " + TARGET + "…");
        }
        String operation = target.substring(TARGET.length());
        calls.merge(operation, 1, Integer::sum);
        return operation;
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        try {
            return JSON.readTree(exchange.getRequestBody().readNBytes(LONGEST_REQUEST));
        } catch (JsonProcessingException e) {
            throw KmsFault.invalid("The request is not JSON");
        }
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        LoopbackServer.answer(exchange, status, JSON_1_1, JSON.writeValueAsBytes(body));
    }
}
