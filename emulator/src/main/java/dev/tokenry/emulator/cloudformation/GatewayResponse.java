package dev.tokenry.emulator.cloudformation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A customized response of the gateway itself; API Gateway's default applies to a field that is null. */
public record GatewayResponse(
        @Nullable Integer status,
        Map<String, String> headers,
        @Nullable String body) {

    public GatewayResponse {
        headers = Map.copyOf(headers);
    }
}
