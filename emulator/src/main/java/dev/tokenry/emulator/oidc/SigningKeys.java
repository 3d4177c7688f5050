package dev.tokenry.emulator.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys of all providers. They are generated when they are first needed, because that takes a noticeable time, and
 * stored in a file that only its owner can read, so that tokens remain valid after a restart.
 */
final class SigningKeys {

    private static final String FILE = "oidc-keys.json";

    private final DataDirectory data;
    private final Map<String, Map<SigningAlgorithm, SigningKey>> byProvider = new TreeMap<>();

    private SigningKeys(DataDirectory data) {
        this.data = data;
    }

    static SigningKeys open(DataDirectory data) {
        SigningKeys keys = new SigningKeys(data);
        if (Files.exists(data.file(FILE))) {
            try {
                keys.load(EmulatorJson.MAPPER.readTree(data.file(FILE).toFile()));
            } catch (IOException | IllegalArgumentException e) {
                // Without the cause: the message of a parser quotes its input, which can contain a private key.
                throw data.damaged(FILE + " does not contain keys");
            }
        }
        return keys;
    }

    /** Returns the keys of a provider, one for each algorithm. */
    synchronized Map<SigningAlgorithm, SigningKey> of(String provider) {
        Map<SigningAlgorithm, SigningKey> keys = byProvider.get(provider);
        if (keys == null) {
            keys = new EnumMap<>(SigningAlgorithm.class);
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                keys.put(algorithm, SigningKey.create(algorithm));
            }
            byProvider.put(provider, keys);
            save();
        }
        return Collections.unmodifiableMap(keys);
    }

    private void load(JsonNode file) throws IOException {
        if (!file.isObject()) {
            throw new IOException("Not an object");
        }
        for (Map.Entry<String, JsonNode> provider : file.properties()) {
            Map<SigningAlgorithm, SigningKey> keys = new EnumMap<>(SigningAlgorithm.class);
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                keys.put(
                        algorithm,
                        SigningKey.fromJson(algorithm, provider.getValue().required(algorithm.name())));
            }
            byProvider.put(provider.getKey(), keys);
        }
    }

    private void save() {
        ObjectNode file = EmulatorJson.MAPPER.createObjectNode();
        byProvider.forEach((provider, keys) -> {
            ObjectNode ofProvider = file.putObject(provider);
            keys.forEach((algorithm, key) -> ofProvider.set(algorithm.name(), key.toJson()));
        });
        try {
            data.replace(
                    FILE, EmulatorJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
