package dev.tokenry.emulator.cloudformation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that the gateway makes itself; what is null is left to API Gateway's default. */
public record GatewayResponse(
        @Nullable Integer status,
        Map<String, String> headers,
        @Nullable String body) {

    public GatewayResponse {
        headers = Map.copyOf(headers);
    }
}
