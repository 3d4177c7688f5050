package dev.tokenry.exchange.keys;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses key sets (RFC 7517, section 5). */
public final class KeySetParser {

    private KeySetParser() {}

    /**
     * Parses a key set, without the keys that cannot be used. Keys that share an id are left out: which of them is
     * meant would depend on their order.
     *
     * @return empty if the document is invalid, or if it has no usable keys or more than {@value KeySet#MAX_KEYS}
     */
    public static Optional<KeySet> parse(byte[] document) {
        if (!(StrictJsonParser.parse(document).flatMap(set -> set.find("keys")).orElse(null)
                instanceof JsonValue.Array(List<JsonValue> elements))) {
            return Optional.empty();
        }
        Map<String, VerificationKey> keys = new HashMap<>();
        Set<String> repeated = new HashSet<>();
        for (JsonValue element : elements) {
            Optional<VerificationKey> key = element instanceof JsonObject jwk ? JwkParser.parse(jwk) : Optional.empty();
            if (key.isPresent() && keys.putIfAbsent(key.get().keyId(), key.get()) != null) {
                repeated.add(key.get().keyId());
            }
        }
        keys.keySet().removeAll(repeated);
        return keys.isEmpty() || keys.size() > KeySet.MAX_KEYS
                ? Optional.empty()
                : Optional.of(new KeySet(keys.values()));
    }
}
