package dev.tokenry.functions.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.model.TokenFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps token values out of all parts of a request that may be stored, logged or echoed. */
final class TokenLeakGuard {

    static final String MESSAGE = "contains an API token. Send tokens only in the Authorization header;"
            + " if this token is in use, regenerate it.";

    private static final String AUTHORIZATION = "Authorization";

    private TokenLeakGuard() {}

    /** Returns the message for a body in which one field may be a token value. */
    static String messageForOtherThan(String tokenField) {
        return "contains an API token. Only the property " + tokenField + " can contain token values, as strings.";
    }

    /**
     * Adds a violation for each entry whose name or values contain a token value. The path of the violation is the
     * name, or {@code ?} if the name contains the token value. The header {@code Authorization} may contain a token.
     */
    static void check(@Nullable Map<String, List<String>> entries, ParameterLocation location, Violations violations) {
        if (entries == null) {
            return;
        }
        entries.forEach((name, values) -> {
            if (TokenFormat.containsTokenValue(name)) {
                violations.add("?", ViolationReason.CONTAINS_TOKEN, MESSAGE, location);
            } else if (!(location == ParameterLocation.HEADER && name.equalsIgnoreCase(AUTHORIZATION))
                    && values != null
                    && values.stream().anyMatch(TokenFormat::containsTokenValue)) {
                violations.add(name, ViolationReason.CONTAINS_TOKEN, MESSAGE, location);
            }
        });
    }

    /**
     * Adds a violation for each text and each name of a property that contains a token value. The path of the violation
     * is that of the text, or of the object that has the property.
     *
     * @param path the path of the node; empty for the body
     */
    static void check(String path, JsonNode node, String message, Violations violations) {
        if (node.isTextual() && TokenFormat.containsTokenValue(node.textValue())) {
            violations.add(path, ViolationReason.CONTAINS_TOKEN, message);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            check(path + "[" + i + "]", node.get(i), message, violations);
        }
        node.properties().forEach(property -> {
            if (TokenFormat.containsTokenValue(property.getKey())) {
                violations.add(path.isEmpty() ? "body" : path, ViolationReason.CONTAINS_TOKEN, message);
            } else {
                check(
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                        property.getValue(),
                        message,
                        violations);
            }
        });
    }
}
