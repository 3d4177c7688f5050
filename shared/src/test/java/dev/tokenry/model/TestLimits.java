package dev.tokenry.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The variable {@code LIMITS} as the template writes it. */
public final class TestLimits {

    /** The variable of a stack without limits. */
    public static final String NONE = with(Map.of());

    private TestLimits() {}

    /** Returns the variable of a stack with these limits. */
    public static String with(Map<String, String> limits) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("maxTokenLifetime", "");
        all.put("defaultTokenLifetime", "");
        all.put("requireExpiration", "false");
        all.put("maxTokensPerOwner", "");
        all.put("requireAllowedIps", "false");
        all.put("autoDisableUnusedAfter", "");
        all.putAll(limits);
        return all.entrySet().stream()
                .map(limit -> limit.getKey() + "=" + limit.getValue())
                .collect(Collectors.joining(" "));
    }
}
