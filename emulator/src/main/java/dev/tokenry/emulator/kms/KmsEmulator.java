package dev.tokenry.emulator.kms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.tokenry.emulator.io.AllowedHosts;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.io.LoopbackServer;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.io.ReceivedRequest;
import dev.tokenry.emulator.io.RequestAuthenticator;
import dev.tokenry.emulator.io.RequestAuthenticator.RequestRejectedException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
    private final RequestAuthenticator authenticator;
    private final Map<String, Integer> callCounts = new ConcurrentHashMap<>();
    private final LoopbackServer server;

    private KmsEmulator(KmsKeys keys, AwsAccount account, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.operations = new KmsOperations(keys, clock);
        this.authenticator = new RequestAuthenticator(account, "kms");
        this.server = LoopbackServer.start(AllowedHosts.LOOPBACK, this::handle);
    }

    public static KmsEmulator start(DataDirectory data, AwsAccount account, Clock clock) {
        return new KmsEmulator(KmsKeys.open(data, account), account, clock);
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
            byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES);
            authenticator.requireSigned(ReceivedRequest.of(exchange), body);
            respond(exchange, 200, EmulatorJson.toString(operations.dispatch(operation(exchange), parse(body))));
        } catch (RequestRejectedException e) {
            respond(exchange, 400, e.json());
        } catch (KmsException e) {
            respond(exchange, 400, e.json());
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

    private static JsonNode parse(byte[] body) throws IOException {
        try {
            return EmulatorJson.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw KmsException.invalid("The request is not JSON");
        }
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        LoopbackServer.respond(exchange, status, CONTENT_TYPE, json.getBytes(StandardCharsets.UTF_8));
    }
}
