package dev.tokenry.emulator.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.RawHttp;
import dev.tokenry.emulator.RawHttp.RawResponse;
import dev.tokenry.emulator.cloudformation.PseudoParameters;
import dev.tokenry.emulator.cloudformation.StackTemplate;
import dev.tokenry.emulator.cloudformation.TemplateFile;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        StackTemplate template = StackTemplate.of(
                TemplateFile.read(Path.of("src/test/resources/templates/gateway.yaml")),
                Map.of(),
                new PseudoParameters("eu-central-1", "000000000000", "shop"),
                (id, type, properties) -> new PhysicalResource(id, Map.of()));
        Map<String, EmulatedFunction> functions =
                template.functions().stream().collect(Collectors.toMap(each -> each.logicalId(), EmulatedFunction::of));
        ApiIdentity identity = new ApiIdentity(
                "eu-central-1",
                "000000000000",
                "local",
                "api",
                List.of(
                        new BasePathMapping(Pattern.compile("/shops/[a-z]{1,64}/api"), "/shops/local/api"),
                        BasePathMapping.literal("/platform/shop"),
                        BasePathMapping.unstripped("/shops")));
        gateway = Gateway.start(template.api(), identity, functions, 0);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void an_authorized_request_produces_a_rest_api_event() throws Exception {
        HttpResponse<String> response = send(request("/api/v2/items/a%2Fb%20c/?q=x+y&q=%C3%BC&flag")
                .header("Authorization", "allow")
                .header("X-Twice", "1")
                .header("X-Twice", "2")
                .header("content-type", "application/json")
                .header("User-Agent", "test")
                .POST(HttpRequest.BodyPublishers.ofString("{\"ü\":1}")));

        ObjectNode event = (ObjectNode) JSON.readTree(response.body());
        maskVariableValues(event);
        JsonNode expected = JSON.readTree(Files.readString(Path.of("src/test/resources/events/proxy.json")));
        assertThat((Object) event).isEqualTo(expected);
    }

    @Test
    void absent_maps_and_bodies_are_null() throws Exception {
        JsonNode event = JSON.readTree(send(request("/api/v2/public/x")).body());

        assertThat(event.get("queryStringParameters").isNull()).isTrue();
        assertThat(event.get("multiValueQueryStringParameters").isNull()).isTrue();
        assertThat(event.get("body").isNull()).isTrue();
        assertThat(event.at("/requestContext").has("authorizer")).isFalse();
    }

    @Test
    void a_custom_domain_path_is_mapped_to_the_stage_and_kept_in_both_event_paths() throws Exception {
        for (String base : new String[] {"/shops/abc/api", "/platform/shop"}) {
            JsonNode event = JSON.readTree(send(request(base + "/v2/public/x")).body());

            assertThat(event.get("path").asText()).isEqualTo(base + "/v2/public/x");
            assertThat(event.at("/requestContext/path").asText()).isEqualTo(base + "/v2/public/x");
            assertThat(event.get("resource").asText()).isEqualTo("/v2/public/{proxy+}");
            assertThat(event.at("/pathParameters/proxy").asText()).isEqualTo("x");
        }
    }

    @Test
    void a_base_path_that_is_not_stripped_leads_to_no_resource_of_the_api() throws Exception {
        HttpResponse<String> unknown = send(request("/api/nothing"));

        for (String path : new String[] {"/shops", "/shops/ABC/api/v2/public/x", "/shops/v2/public/x"}) {
            assertThat(send(request(path)).body()).isEqualTo(unknown.body());
        }
        assertThat(gateway.basePaths()).doesNotContain("/shops");
    }

    @Test
    void a_path_outside_every_mapping_returns_403() throws Exception {
        assertResponse(send(request("/other/v2/public/x")), 403, "{\"message\":\"Forbidden\"}");
        assertResponse(send(request("/apis/v2/public/x")), 403, "{\"message\":\"Forbidden\"}");
    }

    @Test
    void the_health_endpoint_is_outside_the_api() throws Exception {
        assertResponse(send(request("/health")), 200, "{\"status\":\"up\"}");
    }

    @Test
    void a_missing_or_empty_identity_returns_401_without_invoking_the_authorizer() throws Exception {
        int before = PolicyHandler.INVOCATIONS.get();

        HttpResponse<String> missing = send(request("/api/v2/items/1"));

        assertResponse(missing, 401, "{\"code\":401}");
        assertResponse(send(request("/api/v2/items/1").header("Authorization", "")), 401, "{\"code\":401}");
        assertThat(missing.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"shop\"");
        assertThat(missing.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(missing.headers().map()).containsKeys("x-amzn-requestid", "x-amz-apigw-id");
        assertThat(PolicyHandler.INVOCATIONS.get()).isEqualTo(before);
    }

    @Test
    void the_authorizer_result_decides() throws Exception {
        assertResponse(getAs("unauthorized"), 401, "{\"code\":401}");
        assertResponse(getAs("deny"), 403, "{\"code\":403,\"message\":\"Scope missing\"}");
        assertResponse(getAs("other"), 403, "{\"code\":403,\"message\":\"Scope missing\"}");
        assertResponse(getAs("fail"), 503, "{\"code\":503}");
        assertResponse(getAs("malformed"), 503, "{\"code\":503,\"why\":\"configuration\"}");
        assertThat(getAs("fail").headers().firstValue("Retry-After")).contains("5");
        assertThat(getAs("allow").statusCode()).isEqualTo(200);
    }

    @Test
    void a_request_without_a_route_gets_the_matching_gateway_response() throws Exception {
        assertResponse(send(request("/api/nothing")), 400, "{\"code\":400,\"type\":\"MISSING_AUTHENTICATION_TOKEN\"}");
        assertResponse(
                send(request("/api/v2/act")
                        .method("DELETE", HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "allow")),
                400,
                "{\"code\":400,\"type\":\"DEFAULT_4XX\"}");
    }

    @Test
    void function_headers_are_merged_and_some_are_remapped() throws Exception {
        HttpResponse<String> response = send(request("/api/v2/act?do=headers"));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().allValues("X-Many")).containsExactlyInAnyOrder("a", "b");
        assertThat(response.headers().firstValue("X-One")).contains("1");
        assertThat(response.headers().firstValue("x-amzn-Remapped-WWW-Authenticate"))
                .contains("Basic");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void a_failing_function_or_an_invalid_result_returns_502() throws Exception {
        assertResponse(send(request("/api/v2/act?do=fail")), 502, "{\"code\":502}");
        assertResponse(send(request("/api/v2/act?do=impossible")), 502, "{\"code\":502}");
        assertResponse(send(request("/api/v2/act?do=none")), 502, "{\"code\":502}");
    }

    @Test
    void a_function_timeout_returns_502_and_an_integration_timeout_504() throws Exception {
        assertResponse(send(request("/api/v2/act?do=sleep")), 502, "{\"code\":502}");
        assertResponse(send(request("/api/v2/hurry?do=sleep")), 504, "{\"code\":504}");
        assertThat(send(request("/api/v2/act?do=work")).body()).isEqualTo("done");
    }

    @Test
    void an_empty_response_has_no_body() throws Exception {
        assertResponse(send(request("/api/v2/act?do=empty")), 204, "");
    }

    @Test
    void a_body_over_the_limit_returns_a_readable_413() throws Exception {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(new byte[10 * 1024 * 1024 + 1]);

        assertResponse(send(request("/api/v2/public/x").POST(body)), 413, "{\"message\":\"Request Too Long\"}");
    }

    @Test
    void headers_over_the_limit_return_431() throws Exception {
        HttpResponse<String> response = send(request("/api/v2/public/x").header("X-Long", "x".repeat(10_240)));

        assertThat(response.statusCode()).isEqualTo(431);
    }

    @Test
    void a_large_response_is_compressed_if_the_client_accepts_gzip() throws Exception {
        HttpResponse<byte[]> compressed = CLIENT.send(
                request("/api/v2/act?do=long")
                        .header("Accept-Encoding", "br, gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo("x".repeat(5_000).getBytes(StandardCharsets.UTF_8));
        assertThat(send(request("/api/v2/act?do=long")).body()).hasSize(5_000);
    }

    private static void maskVariableValues(ObjectNode event) {
        ObjectNode context = (ObjectNode) event.get("requestContext");
        for (String name : new String[] {"requestId", "extendedRequestId", "requestTime", "domainName"}) {
            assertThat(context.get(name).asText()).isNotEmpty();
            context.put(name, "*");
        }
        assertThat(context.get("requestTimeEpoch").isIntegralNumber()).isTrue();
        context.put("requestTimeEpoch", 0);
        ((ObjectNode) context.get("authorizer")).put("integrationLatency", 0);
        for (String name : new String[] {"Host", "X-Forwarded-Port"}) {
            ((ObjectNode) event.get("headers")).put(name, "*");
            ((ObjectNode) event.get("multiValueHeaders")).put(name, "*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v2/items/1", "/health"})
    void a_request_for_another_host_name_is_rejected(String path) throws Exception {
        int port = gateway.uri().getPort();
        for (String host : new String[] {"evil.example", "evil.example:" + port, "127.0.0.1.evil.example:" + port}) {
            RawResponse response = RawHttp.send(gateway.uri(), "GET", path, Map.of("Host", host), new byte[0]);
            assertThat(response.status()).as(host).isEqualTo(403);
            assertThat(response.text()).endsWith("{\"message\":\"Forbidden\"}");
        }
        for (String host : new String[] {"localhost", "localhost:" + port, "127.0.0.1:1", "[::1]:" + port}) {
            RawResponse response = RawHttp.send(gateway.uri(), "GET", path, Map.of("Host", host), new byte[0]);
            assertThat(response.text()).as(host).isNotEmpty().doesNotContain("\"Forbidden\"");
        }
    }

    private static HttpResponse<String> getAs(String authorization) throws Exception {
        return send(request("/api/v2/items/1").header("Authorization", authorization));
    }

    private static void assertResponse(HttpResponse<String> response, int status, String body) {
        assertThat(response.statusCode() + " " + response.body()).isEqualTo(status + " " + body);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.uri().resolve(path)).version(HttpClient.Version.HTTP_1_1);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
