package dev.tokenry.emulator.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.cloudformation.GatewayResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayResponsesTest {

    private static final ContextVariables VARIABLES =
            new ContextVariables(Map.of("authorizer.message", "Say \"when\"", "requestId", "r1"));

    @Test
    void variables_are_substituted_without_escaping_and_unknown_ones_are_empty() {
        assertThat(VARIABLES.substitute(
                        "{\"m\":\"$context.authorizer.message.\",\"r\":\"$context.requestId\",\"n\":\"$context.no\"}"))
                .isEqualTo("{\"m\":\"\",\"r\":\"r1\",\"n\":\"\"}".replace("\"m\":\"\"", "\"m\":\"Say \"when\".\""));
    }

    @Test
    void a_type_without_a_response_uses_the_default_of_its_status_family() {
        GatewayResponses responses = new GatewayResponses(Map.of(
                "DEFAULT_4XX", new GatewayResponse(400, Map.of("X-From", "default"), "four"),
                "UNAUTHORIZED", new GatewayResponse(null, Map.of(), "own")));

        HttpResponse denied = responses.toResponse(ResponseType.ACCESS_DENIED, VARIABLES);
        assertThat(denied.status()).isEqualTo(400);
        assertThat(denied.headers()).containsEntry("X-From", List.of("default"));
        assertThat(body(denied)).isEqualTo("four");

        HttpResponse unauthorized = responses.toResponse(ResponseType.UNAUTHORIZED, VARIABLES);
        assertThat(unauthorized.status()).isEqualTo(401);
        assertThat(body(unauthorized)).isEqualTo("own");

        HttpResponse failed = responses.toResponse(ResponseType.INTEGRATION_TIMEOUT, VARIABLES);
        assertThat(failed.status()).isEqualTo(504);
        assertThat(body(failed)).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
    }

    @Test
    void request_too_large_cannot_be_overridden() {
        GatewayResponses responses =
                new GatewayResponses(Map.of("REQUEST_TOO_LARGE", new GatewayResponse(400, Map.of(), "own")));

        assertThat(responses
                        .toResponse(ResponseType.REQUEST_TOO_LARGE, VARIABLES)
                        .status())
                .isEqualTo(413);
    }

    private static String body(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
