package dev.tokenry.emulator.apigateway;

import dev.tokenry.emulator.cloudformation.GatewayResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the responses of the gateway itself, customized by the template. */
record GatewayResponses(Map<String, GatewayResponse> overrides) {

    HttpResponse toResponse(ResponseType type, ContextVariables variables) {
        GatewayResponse override = findOverride(type);
        if (override == null) {
            return HttpResponse.json(type.status(), defaultBody(type));
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        override.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        if (headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            headers.put("Content-Type", List.of("application/json"));
        }
        Integer status = override.status();
        String body = override.body();
        return HttpResponse.of(
                status == null ? type.status() : status,
                headers,
                body == null ? defaultBody(type) : variables.substitute(body));
    }

    private @Nullable GatewayResponse findOverride(ResponseType type) {
        if (type.isFixed()) {
            return null;
        }
        GatewayResponse override = overrides.get(type.name());
        return override != null ? override : overrides.get(type.fallback().name());
    }

    private static String defaultBody(ResponseType type) {
        return "{\"message\":\"" + type.message() + "\"}";
    }
}
