package dev.tokenry.emulator.oidc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query or a form. Not a record, because codes and verifiers must not be printed. */
final class Parameters {

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** @throws OAuthException if an escape sequence is broken */
    static Parameters parse(String encoded) {
        Parameters parameters = new Parameters();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            // A parameter without a value is omitted (RFC 6749, section 3.1).
            if (equals > 0 && equals < pair.length() - 1) {
                parameters
                        .values
                        .computeIfAbsent(decode(pair.substring(0, equals)), _ -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    Set<String> names() {
        return values.keySet();
    }

    /** Returns whether the parameter has this value and no other. */
    boolean isOnly(String name, String value) {
        return values.getOrDefault(name, List.of()).equals(List.of(value));
    }

    /** Returns the value; empty if it is absent or repeated. */
    Optional<String> findOnly(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /**
     * Returns the value; empty if it is absent.
     *
     * @throws OAuthException if it is repeated
     */
    Optional<String> find(String name) {
        if (values.getOrDefault(name, List.of()).size() > 1) {
            throw OAuthException.invalidRequest(name + " is repeated");
        }
        return findOnly(name);
    }

    /** @throws OAuthException if it is absent or repeated */
    String require(String name) {
        return find(name).orElseThrow(() -> OAuthException.invalidRequest(name + " is required"));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw OAuthException.invalidRequest("A parameter has a broken escape sequence");
        }
    }
}
