package dev.tokenry.local.gateway;

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
    void values_are_substituted_without_escaping_and_absent_ones_are_empty() {
        assertThat(VARIABLES.into(
                        "{\"m\":\"$context.authorizer.message.\",\"r\":\"$context.requestId\",\"n\":\"$context.no\"}"))
                .isEqualTo("{\"m\":\"\",\"r\":\"r1\",\"n\":\"\"}".replace("\"m\":\"\"", "\"m\":\"Say \"when\".\""));
    }

    @Test
    void the_default_of_the_family_stands_in_for_a_type_that_is_absent() {
        GatewayResponses responses = new GatewayResponses(Map.of(
                "DEFAULT_4XX", new GatewayResponse(400, Map.of("X-From", "default"), "four"),
                "UNAUTHORIZED", new GatewayResponse(null, Map.of(), "own")));

        Answer denied = responses.answer(ResponseType.ACCESS_DENIED, VARIABLES);
        assertThat(denied.status()).isEqualTo(400);
        assertThat(denied.headers()).containsEntry("X-From", List.of("default"));
        assertThat(body(denied)).isEqualTo("four");

        Answer unauthorized = responses.answer(ResponseType.UNAUTHORIZED, VARIABLES);
        assertThat(unauthorized.status()).isEqualTo(401);
        assertThat(body(unauthorized)).isEqualTo("own");

        Answer failed = responses.answer(ResponseType.INTEGRATION_TIMEOUT, VARIABLES);
        assertThat(failed.status()).isEqualTo(504);
        assertThat(body(failed)).isEqualTo("{\"message\":\"Endpoint request timed out\"}");
    }

    @Test
    void too_large_cannot_be_customised() {
        GatewayResponses responses =
                new GatewayResponses(Map.of("REQUEST_TOO_LARGE", new GatewayResponse(400, Map.of(), "own")));

        assertThat(responses.answer(ResponseType.REQUEST_TOO_LARGE, VARIABLES).status())
                .isEqualTo(413);
    }

    private static String body(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
