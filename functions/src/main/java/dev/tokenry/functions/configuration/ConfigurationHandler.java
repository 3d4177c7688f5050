package dev.tokenry.functions.configuration;

import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.Limits;
import dev.tokenry.model.TokenActor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Returns what clients need to know of the environment. It contains no secrets. */
public final class ConfigurationHandler extends AuthenticatedApiHandler {

    private final Map<String, Object> configuration = new LinkedHashMap<>();

    public ConfigurationHandler() {
        this(Wiring.fromEnvironment());
    }

    public ConfigurationHandler(Wiring wiring) {
        configuration.put("environmentId", wiring.environmentId());
        configuration.put("tokenPrefix", wiring.tokenPrefix());
        configuration.put("limits", toJson(wiring.limits()));
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        return ApiResponse.ok(configuration);
    }

    /** Returns the limits, lifetimes in days. What is not limited is absent. */
    private static Map<String, Object> toJson(Limits limits) {
        Map<String, Object> json = new LinkedHashMap<>();
        putIfPresent(json, "maxTokenLifetime", days(limits.maxTokenLifetime()));
        putIfPresent(json, "defaultTokenLifetime", days(limits.defaultTokenLifetime()));
        json.put("requireExpiration", limits.requireExpiration());
        putIfPresent(json, "maxTokensPerOwner", limits.maxTokensPerOwner());
        json.put("requireAllowedIps", limits.requireAllowedIps());
        putIfPresent(json, "autoDisableUnusedAfter", days(limits.autoDisableUnusedAfter()));
        return json;
    }

    private static @Nullable Long days(@Nullable Duration duration) {
        return duration == null ? null : duration.toDays();
    }

    private static void putIfPresent(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
