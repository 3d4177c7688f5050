package dev.tokenry.emulator.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All keys. They are stored in a file that only its owner can read, so that MACs remain valid after a restart. */
final class KmsKeys {

    private static final String FILE = "kms-keys.json";

    private final DataDirectory data;
    private final AwsAccount account;
    private final Map<String, KmsKey> byId = new LinkedHashMap<>();

    private KmsKeys(DataDirectory data, AwsAccount account) {
        this.data = data;
        this.account = account;
    }

    static KmsKeys open(DataDirectory data, AwsAccount account) {
        KmsKeys keys = new KmsKeys(data, account);
        if (Files.exists(data.file(FILE))) {
            try {
                keys.load(EmulatorJson.MAPPER.readTree(data.file(FILE).toFile()));
            } catch (IOException | IllegalArgumentException e) {
                // Without the cause: the message of a parser quotes its input, which can contain key material.
                throw data.damaged(FILE + " does not contain keys");
            }
        }
        return keys;
    }

    synchronized List<KmsKey> all() {
        return List.copyOf(byId.values());
    }

    /** Returns the key with this id or ARN. */
    synchronized Optional<KmsKey> find(String keyId) {
        String prefix = account.arn("kms", "key/");
        String id = keyId.startsWith(prefix) ? keyId.substring(prefix.length()) : keyId;
        return Optional.ofNullable(byId.get(id));
    }

    private synchronized KmsKey add(KmsKey key) {
        byId.put(key.id(), key);
        save();
        return key;
    }

    /** Returns the key of a resource of the template; creates it if it does not exist. */
    synchronized KmsKey forResource(String logicalId, Instant now) {
        return byId.values().stream()
                .filter(key -> key.isFor(logicalId))
                .findFirst()
                .orElseGet(() -> add(KmsKey.create(account, logicalId, now)));
    }

    /** Creates a key that belongs to no resource of a template. */
    KmsKey create(Instant now) {
        return add(KmsKey.create(account, null, now));
    }

    /** Applies a change atomically. */
    synchronized KmsKey update(String keyId, UnaryOperator<KmsKey> change) {
        return add(change.apply(find(keyId).orElseThrow(() -> KmsErrors.notFound(keyId))));
    }

    private void load(JsonNode file) throws IOException {
        for (JsonNode json : file.required("keys")) {
            KmsKey key = KmsKey.fromJson(account, json);
            byId.put(key.id(), key);
        }
    }

    private void save() {
        ObjectNode file = EmulatorJson.MAPPER.createObjectNode();
        file.putArray("keys").addAll(byId.values().stream().map(KmsKey::toJson).toList());
        try {
            data.replace(
                    FILE, EmulatorJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
