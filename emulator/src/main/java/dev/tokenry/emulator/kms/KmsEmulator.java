package dev.tokenry.emulator.kms;

import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.AwsProtocol;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorJson;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.io.ServiceRequest;
import dev.tokenry.emulator.io.ServiceServer;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An emulator of KMS for HMAC keys: real MACs, the errors of KMS, and keys that remain after a restart. */
public final class KmsEmulator implements AutoCloseable {

    private static final String TARGET_PREFIX = "TrentService.";
    private static final int MAX_REQUEST_BYTES = 64 * 1024;

    private final KmsKeys keys;
    private final Clock clock;
    private final KmsOperations operations;
    private final Map<String, Integer> callCounts = new ConcurrentHashMap<>();
    private final ServiceServer server;

    private KmsEmulator(KmsKeys keys, AwsAccount account, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.operations = new KmsOperations(keys, clock);
        this.server = ServiceServer.start(account, "kms", AwsProtocol.JSON, MAX_REQUEST_BYTES, this::execute);
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

    private String execute(ServiceRequest request) {
        if (!request.target().startsWith(TARGET_PREFIX)) {
            throw KmsErrors.unknownOperation("a request without X-Amz-Target: " + TARGET_PREFIX + "…");
        }
        String operation = request.target().substring(TARGET_PREFIX.length());
        callCounts.merge(operation, 1, Integer::sum);
        return EmulatorJson.toString(operations.dispatch(operation, request.json()));
    }
}
