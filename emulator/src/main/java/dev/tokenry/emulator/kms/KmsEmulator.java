package dev.tokenry.emulator.kms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.io.LoopbackServer;
import dev.tokenry.emulator.io.PhysicalResource;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An emulator of KMS for HMAC keys: real MACs, the errors of KMS, and keys that remain after a restart. */
public final class KmsEmulator implements AutoCloseable {

    private static final String TARGET_PREFIX = "TrentService.";
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final int MAX_REQUEST_BYTES = 64 * 1024;

    private final KmsKeys keys;
    private final Clock clock;
    private final KmsOperations operations;
    private final Map<String, Integer> callCounts = new ConcurrentHashMap<>();
    private final LoopbackServer server;

    private KmsEmulator(KmsKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.operations = new KmsOperations(keys, clock);
        this.server = LoopbackServer.start(this::handle);
    }

    public static KmsEmulator start(DataDirectory data, AwsAccount account, Clock clock) {
        return new KmsEmulator(KmsKeys.open(data, account), clock);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    /** Returns how often this operation was called since the start, including failed calls. */
    public int callCount(String operation) {
        return callCounts.getOrDefault(operation, 0);
    }

    /** Returns the key of this resource, which is the same in every run. */
    public PhysicalResource create(String logicalId, Map<String, Object> properties) {
        if (!KmsKey.SPEC.equals(properties.get("KeySpec")) || !KmsKey.USAGE.equals(properties.get("KeyUsage"))) {
            throw new IllegalArgumentException(
                    "Only keys with KeySpec " + KmsKey.SPEC + " and KeyUsage " + KmsKey.USAGE + " are supported");
        }
        KmsKey key = keys.forResource(logicalId, clock.instant());
        return new PhysicalResource(key.id(), Map.of("Arn", key.arn(), "KeyId", key.id()));
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            respond(exchange, 200, operations.dispatch(operation(exchange), body(exchange)));
        } catch (KmsException e) {
            respond(
                    exchange,
                    400,
                    EmulatorJson.MAPPER
                            .createObjectNode()
                            .put("__type", e.type())
                            .put("message", e.getMessage()));
        }
    }

    private String operation(HttpExchange exchange) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null || !target.startsWith(TARGET_PREFIX)) {
            throw KmsException.unknownOperation("a request without X-Amz-Target: " + TARGET_PREFIX + "…");
        }
        String operation = target.substring(TARGET_PREFIX.length());
        callCounts.merge(operation, 1, Integer::sum);
        return operation;
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        try {
            return EmulatorJson.MAPPER.readTree(exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES));
        } catch (JsonProcessingException e) {
            throw KmsException.invalid("The request is not JSON");
        }
    }

    private static void respond(HttpExchange exchange, int status, JsonNode body) throws IOException {
        LoopbackServer.respond(exchange, status, CONTENT_TYPE, EmulatorJson.MAPPER.writeValueAsBytes(body));
    }
}
