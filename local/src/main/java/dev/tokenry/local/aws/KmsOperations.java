package dev.tokenry.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What KMS does with HMAC keys; checks run in its order: parameters, key, state, use, MAC. */
final class KmsOperations {

    private static final Set<String> MAC_ALGORITHMS =
            Set.of("HMAC_SHA_224", "HMAC_SHA_256", "HMAC_SHA_384", "HMAC_SHA_512");

    private final KmsKeys keys;
    private final Clock clock;

    KmsOperations(KmsKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    JsonNode perform(String operation, JsonNode request) {
        KmsParameters parameters = new KmsParameters(request);
        return switch (operation) {
            case "CreateKey" -> createKey(parameters);
            case "DescribeKey" -> metadata(keyOf(parameters));
            case "ListKeys" -> listKeys();
            case "GenerateMac" -> generateMac(parameters);
            case "VerifyMac" -> verifyMac(parameters);
            case "EnableKey" -> moveTo(KmsKey.State.Enabled, parameters);
            case "DisableKey" -> moveTo(KmsKey.State.Disabled, parameters);
            case "ScheduleKeyDeletion" -> scheduleKeyDeletion(parameters);
            default -> throw KmsFault.unknownOperation(operation);
        };
    }

    private JsonNode createKey(KmsParameters parameters) {
        String spec = parameters.text("KeySpec", "SYMMETRIC_DEFAULT");
        if (!spec.equals(KmsKey.SPEC)) {
            throw KmsFault.unsupported("Only keys of spec " + KmsKey.SPEC + " are made on this machine, not " + spec);
        }
        String usage = parameters.text("KeyUsage", "ENCRYPT_DECRYPT");
        if (!usage.equals(KmsKey.USAGE)) {
            throw KmsFault.invalid("KeyUsage " + usage + " is not compatible with KeySpec " + spec);
        }
        return metadata(keys.add(KmsKey.create(null, clock.instant())));
    }

    private JsonNode listKeys() {
        ObjectNode answer = object();
        ArrayNode list = answer.put("Truncated", false).putArray("Keys");
        keys.all().forEach(key -> list.addObject().put("KeyId", key.id()).put("KeyArn", key.arn()));
        return answer;
    }

    private JsonNode generateMac(KmsParameters parameters) {
        byte[] message = parameters.bytes("Message", 4096);
        String algorithm = parameters.oneOf("MacAlgorithm", MAC_ALGORITHMS);
        KmsKey key = usable(keyOf(parameters), algorithm);
        return object().put("KeyId", key.arn()).put("MacAlgorithm", algorithm).put("Mac", key.mac(message));
    }

    private JsonNode verifyMac(KmsParameters parameters) {
        byte[] message = parameters.bytes("Message", 4096);
        byte[] mac = parameters.bytes("Mac", 6144);
        String algorithm = parameters.oneOf("MacAlgorithm", MAC_ALGORITHMS);
        KmsKey key = usable(keyOf(parameters), algorithm);
        if (!MessageDigest.isEqual(mac, key.mac(message))) {
            throw KmsFault.wrongMac();
        }
        return object().put("KeyId", key.arn()).put("MacAlgorithm", algorithm).put("MacValid", true);
    }

    private JsonNode moveTo(KmsKey.State state, KmsParameters parameters) {
        keys.change(parameters.text("KeyId"), key -> notPendingDeletion(key).in(state));
        return object();
    }

    private JsonNode scheduleKeyDeletion(KmsParameters parameters) {
        String keyId = parameters.text("KeyId");
        int days = parameters.number("PendingWindowInDays", 30, 7, 30);
        KmsKey key = keys.change(
                keyId,
                present -> notPendingDeletion(present).deletedAt(clock.instant().plus(Duration.ofDays(days))));
        JsonNode metadata = key.metadata();
        ObjectNode answer = object().put("KeyId", key.arn()).put("PendingWindowInDays", days);
        List.of("KeyState", "DeletionDate").forEach(name -> answer.set(name, metadata.required(name)));
        return answer;
    }

    private KmsKey keyOf(KmsParameters parameters) {
        String keyId = parameters.text("KeyId");
        return keys.find(keyId).orElseThrow(() -> KmsFault.notFound(keyId));
    }

    private static KmsKey usable(KmsKey key, String algorithm) {
        if (notPendingDeletion(key).state() == KmsKey.State.Disabled) {
            throw KmsFault.disabled(key);
        }
        if (!algorithm.equals(KmsKey.ALGORITHM)) {
            throw KmsFault.wrongUse(key, algorithm);
        }
        return key;
    }

    private static KmsKey notPendingDeletion(KmsKey key) {
        if (key.state() == KmsKey.State.PendingDeletion) {
            throw KmsFault.pendingDeletion(key);
        }
        return key;
    }

    private static JsonNode metadata(KmsKey key) {
        return object().set("KeyMetadata", key.metadata());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
