package dev.tokenry.local.gateway;

import dev.tokenry.emulator.cloudformation.GatewayResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the gateway's own answers, from the template where it has something to say. */
record GatewayResponses(Map<String, GatewayResponse> customised) {

    Answer answer(ResponseType type, ContextVariables variables) {
        GatewayResponse custom = custom(type);
        if (custom == null) {
            return Answer.json(type.status(), defaultBody(type));
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        custom.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            headers.put("Content-Type", List.of("application/json"));
        }
        Integer status = custom.status();
        String body = custom.body();
        return Answer.of(
                status == null ? type.status() : status,
                headers,
                body == null ? defaultBody(type) : variables.into(body));
    }

    private @Nullable GatewayResponse custom(ResponseType type) {
        if (type.isFixed()) {
            return null;
        }
        GatewayResponse own = customised.get(type.name());
        return own != null ? own : customised.get(type.fallback().name());
    }

    private static String defaultBody(ResponseType type) {
        return "{\"message\":\"" + type.message() + "\"}";
    }
}
