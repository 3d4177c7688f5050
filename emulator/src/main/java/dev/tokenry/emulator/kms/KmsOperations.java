package dev.tokenry.emulator.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The KMS operations for HMAC keys. Checks run in the order of KMS: parameters, key, state, algorithm, MAC. */
final class KmsOperations {

    private static final Set<String> MAC_ALGORITHMS =
            Set.of("HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512");

    private final KmsKeys keys;
    private final Clock clock;

    KmsOperations(KmsKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    JsonNode dispatch(String operation, JsonNode request) {
        KmsRequest parameters = new KmsRequest(request);
        return switch (operation) {
            case "CreateKey" -> createKey(parameters);
            case "DescribeKey" -> metadata(findKey(parameters));
            case "ListKeys" -> listKeys();
            case "GenerateMac" -> generateMac(parameters);
            case "VerifyMac" -> verifyMac(parameters);
            case "EnableKey" -> setState(KmsKey.State.Enabled, parameters);
            case "DisableKey" -> setState(KmsKey.State.Disabled, parameters);
            case "ScheduleKeyDeletion" -> scheduleKeyDeletion(parameters);
            default -> throw KmsErrors.unknownOperation(operation);
        };
    }

    private JsonNode createKey(KmsRequest parameters) {
        String spec = parameters.string("KeySpec", "SYMMETRIC_DEFAULT");
        if (!spec.equals(KmsKey.SPEC)) {
            throw KmsErrors.unsupported("Only keys of spec " + KmsKey.SPEC + " are supported, not " + spec);
        }
        String usage = parameters.string("KeyUsage", "ENCRYPT_DECRYPT");
        if (!usage.equals(KmsKey.USAGE)) {
            throw KmsErrors.invalid("KeyUsage " + usage + " is not compatible with KeySpec " + spec);
        }
        return metadata(keys.create(clock.instant()));
    }

    private JsonNode listKeys() {
        ObjectNode response = newObject();
        ArrayNode list = response.put("Truncated", false).putArray("Keys");
        keys.all().forEach(key -> list.addObject().put("KeyId", key.id()).put("KeyArn", key.arn()));
        return response;
    }

    private JsonNode generateMac(KmsRequest parameters) {
        byte[] message = parameters.bytes("Message", 4096);
        String algorithm = parameters.oneOf("MacAlgorithm", MAC_ALGORITHMS);
        KmsKey key = requireUsable(findKey(parameters), algorithm);
        return newObject()
                .put("KeyId", key.arn())
                .put("MacAlgorithm", algorithm)
                .put("Mac", key.mac(message));
    }

    private JsonNode verifyMac(KmsRequest parameters) {
        byte[] message = parameters.bytes("Message", 4096);
        byte[] mac = parameters.bytes("Mac", 6144);
        String algorithm = parameters.oneOf("MacAlgorithm", MAC_ALGORITHMS);
        KmsKey key = requireUsable(findKey(parameters), algorithm);
        if (!MessageDigest.isEqual(mac, key.mac(message))) {
            throw KmsErrors.invalidMac();
        }
        return newObject()
                .put("KeyId", key.arn())
                .put("MacAlgorithm", algorithm)
                .put("MacValid", true);
    }

    private JsonNode setState(KmsKey.State state, KmsRequest parameters) {
        keys.update(
                parameters.string("KeyId"),
                key -> requireNotPendingDeletion(key).withState(state));
        return newObject();
    }

    private JsonNode scheduleKeyDeletion(KmsRequest parameters) {
        String keyId = parameters.string("KeyId");
        int days = parameters.number("PendingWindowInDays", 30, 7, 30);
        KmsKey key = keys.update(
                keyId,
                current -> requireNotPendingDeletion(current)
                        .scheduledForDeletion(clock.instant().plus(Duration.ofDays(days))));
        JsonNode metadata = key.metadata();
        ObjectNode response = newObject().put("KeyId", key.arn()).put("PendingWindowInDays", days);
        List.of("KeyState", "DeletionDate").forEach(name -> response.set(name, metadata.required(name)));
        return response;
    }

    private KmsKey findKey(KmsRequest parameters) {
        String keyId = parameters.string("KeyId");
        return keys.find(keyId).orElseThrow(() -> KmsErrors.notFound(keyId));
    }

    private static KmsKey requireUsable(KmsKey key, String algorithm) {
        if (requireNotPendingDeletion(key).state() == KmsKey.State.Disabled) {
            throw KmsErrors.disabled(key);
        }
        if (!algorithm.equals(KmsKey.ALGORITHM)) {
            throw KmsErrors.incompatibleAlgorithm(key, algorithm);
        }
        return key;
    }

    private static KmsKey requireNotPendingDeletion(KmsKey key) {
        if (key.state() == KmsKey.State.PendingDeletion) {
            throw KmsErrors.pendingDeletion(key);
        }
        return key;
    }

    private static JsonNode metadata(KmsKey key) {
        return newObject().set("KeyMetadata", key.metadata());
    }

    private static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }
}
