package dev.tokenry.emulator.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.emulator.cloudformation.Route;
import dev.tokenry.emulator.io.EmulatorJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizerEventTest {

    @Test
    void an_authorizer_event_has_no_body_and_no_null_maps() throws IOException {
        JsonNode event = event("/api/v2/items/7", "/v2/items/{id}", Map.of("id", "7"));

        assertThat(event.get("type").asText()).isEqualTo("REQUEST");
        assertThat(event.get("methodArn").asText())
                .isEqualTo("arn:aws:execute-api:eu-central-1:000000000000:local/api/GET/v2/items/7");
        assertThat(event.at("/headers/Authorization").asText()).isEqualTo("Bearer x");
        assertThat(event.at("/pathParameters/id").asText()).isEqualTo("7");
        assertThat(event.get("queryStringParameters").isObject()).isTrue();
        assertThat(event.at("/requestContext/resourcePath").asText()).isEqualTo("/v2/items/{id}");
        assertThat(event.has("body")).isFalse();
        assertThat(event.has("isBase64Encoded")).isFalse();
        assertThat(event.toString()).doesNotContain("only for the handler");
    }

    @Test
    void the_method_arn_of_a_custom_domain_path_uses_the_stage() throws IOException {
        assertThat(event("/shop/v2/items", "/v2/items", Map.of())
                        .get("methodArn")
                        .asText())
                .isEqualTo("arn:aws:execute-api:eu-central-1:000000000000:local/api/GET/v2/items");
    }

    private static JsonNode event(String path, String resource, Map<String, String> parameters) throws IOException {
        MultiMap headers = new MultiMap();
        headers.add("Authorization", "Bearer x");
        HttpRequest request = new HttpRequest(
                "GET",
                path,
                "",
                headers,
                "only for the handler".getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                RequestIds.create(),
                Instant.EPOCH);
        ApiIdentity api = new ApiIdentity(
                "eu-central-1", "000000000000", "local", "api", List.of(BasePathMapping.literal("/shop")));
        RoutedRequest routed = new RoutedRequest(
                request,
                BasePaths.ofRestApi(api).resolve(path).orElseThrow(),
                new Route("GET", resource, "F", "A", Duration.ofSeconds(1)),
                parameters,
                api,
                Map.of());
        return new JsonMapper().readTree(EmulatorJson.toBytes(RestApiEvents.authorizer(routed)));
    }
}
