package dev.tokenry.emulator.apigateway;

import static dev.tokenry.emulator.apigateway.TestGateway.JSON;
import static dev.tokenry.emulator.apigateway.TestGateway.statusAndBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {

    private static TestGateway orders;
    private static TestGateway staged;

    @BeforeAll
    static void start() {
        orders = new TestGateway("http-api.yaml", "Orders");
        staged = new TestGateway("http-api.yaml", "Staged");
    }

    @AfterAll
    static void stop() {
        orders.close();
        staged.close();
    }

    @Test
    void payload_2_has_decoded_and_joined_values_and_no_absent_fields() throws Exception {
        HttpResponse<String> response = orders.send(orders.request("/orders/a%20b?expand=x+y&expand=%C3%BC&flag")
                .header("Authorization", "yes")
                .header("X-Twice", "1")
                .header("X-Twice", "2")
                .header("Cookie", "a=1; b=2")
                .header("Content-Type", "application/json")
                .header("User-Agent", "test")
                .POST(BodyPublishers.ofString("{\"ü\":1}")));

        assertThat((Object) maskVariableValues(response)).isEqualTo(expectedEvent("http-2"));
        assertThat(response.headers().map()).containsKey("apigw-requestid");
    }

    @Test
    void an_integration_can_select_payload_1() throws Exception {
        HttpResponse<String> response = orders.send(orders.request("/old/7?expand=1&expand=2")
                .header("Authorization", "allow")
                .header("User-Agent", "test"));

        assertThat((Object) maskVariableValues(response)).isEqualTo(expectedEvent("http-1"));
    }

    @Test
    void a_route_without_an_authorizer_has_no_authorizer_context() throws Exception {
        for (String path : new String[] {"/open/x", "/old-open"}) {
            assertThat(event(orders.send(orders.request(path)))
                            .at("/requestContext")
                            .has("authorizer"))
                    .isFalse();
        }
    }

    @Test
    void binary_and_form_bodies_are_base64_encoded() throws Exception {
        for (String type : new String[] {"application/octet-stream", "application/x-www-form-urlencoded"}) {
            JsonNode event = event(orders.send(orders.request("/open/x")
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofByteArray(new byte[] {-1, 0}))));

            assertThat(event.get("body").asText()).isEqualTo("/wA=");
            assertThat(event.get("isBase64Encoded").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/open/a, ANY /open/{proxy+}, a",
        "/open/a/, ANY /open/{proxy+}, a/",
        "/open/, ANY /open/{proxy+}, ''",
        "/open/a/lines, GET /open/{id}/lines, ",
        "/open/a/lines/, ANY /open/{proxy+}, a/lines/",
        "/open/a%2Flines, GET /open/{id}/lines, ",
    })
    void a_full_match_has_priority_over_a_greedy_match(String path, String routeKey, String proxy) throws Exception {
        JsonNode event = event(orders.send(orders.request(path)));

        assertThat(event.get("routeKey").asText()).isEqualTo(routeKey);
        assertThat(event.at("/pathParameters/proxy").textValue()).isEqualTo(proxy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/open", "/orders/1/", "/old-open/", "/health"})
    void an_unknown_path_returns_404(String path) throws Exception {
        assertThat(statusAndBody(orders.send(orders.request(path)))).isEqualTo("404 {\"message\":\"Not Found\"}");
    }

    @Test
    void an_unknown_method_returns_404() throws Exception {
        assertThat(orders.send(orders.request("/old-open").DELETE()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_named_stage_is_a_prefix_of_the_path() throws Exception {
        JsonNode event = event(staged.send(staged.request("/prod/orders/7")));

        assertThat(staged.basePaths()).containsExactly("/prod");
        assertThat(event.get("rawPath").asText()).isEqualTo("/prod/orders/7");
        assertThat(event.at("/requestContext/http/path").asText()).isEqualTo("/prod/orders/7");
        assertThat(event.at("/requestContext/stage").asText()).isEqualTo("prod");
        assertThat(event.at("/stageVariables/colour").asText()).isEqualTo("blue");
        assertThat(statusAndBody(staged.send(staged.request("/orders/7"))))
                .isEqualTo("404 {\"message\":\"Not Found\"}");
    }

    @Test
    void the_default_route_handles_unmatched_requests() throws Exception {
        JsonNode event = event(staged.send(staged.request("/prod/orders/7").DELETE()));

        assertThat(event.get("routeKey").asText()).isEqualTo("$default");
        assertThat(event.at("/requestContext/routeKey").asText()).isEqualTo("$default");
        assertThat(event.has("pathParameters")).isFalse();
        assertThat(event(staged.send(staged.request("/prod"))).get("rawPath").asText())
                .isEqualTo("/prod");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"a\":1} | 200 | {\"a\":1}",
                "\"text\" | 200 | text",
                "{\"statusCode\":404,\"body\":\"gone\"} | 404 | gone",
                "{\"statusCode\":200,\"body\":\"dGV4dA==\",\"isBase64Encoded\":true} | 200 | text",
                "{\"statusCode\":200,\"body\":{}} | 500 | {\"message\":\"Internal Server Error\"}",
                "{\"statusCode\":7} | 500 | {\"message\":\"Internal Server Error\"}",
                "no JSON | 500 | {\"message\":\"Internal Server Error\"}",
                "fail | 500 | {\"message\":\"Internal Server Error\"}",
                "sleep | 500 | {\"message\":\"Internal Server Error\"}"
            })
    void a_payload_2_result_is_converted_to_a_response(String result, int status, String body) throws Exception {
        assertThat(statusAndBody(postTo("/respond", result))).isEqualTo(status + " " + body);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"statusCode\":201,\"body\":\"made\"} | 201 | made",
                "{\"a\":1} | 500 | {\"message\":\"Internal Server Error\"}",
                "\"text\" | 500 | {\"message\":\"Internal Server Error\"}"
            })
    void payload_1_requires_a_complete_response_object(String result, int status, String body) throws Exception {
        assertThat(statusAndBody(postTo("/respond-v1", result))).isEqualTo(status + " " + body);
    }

    @Test
    void cookies_and_headers_are_returned_to_the_client() throws Exception {
        HttpResponse<String> response = postTo(
                "/respond", "{\"statusCode\":200,\"headers\":{\"x-one\":\"1\"},\"cookies\":[\"a=1; Secure\",\"b=2\"]}");

        assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1; Secure", "b=2");
        assertThat(response.headers().firstValue("x-one")).contains("1");

        HttpResponse<String> old = postTo(
                "/respond-v1",
                "{\"statusCode\":200,\"headers\":{\"x-a\":\"1\"},\"multiValueHeaders\":{\"x-a\":[\"2\"]},\"cookies\":[\"c\"]}");
        assertThat(old.headers().allValues("x-a")).containsExactlyInAnyOrder("1", "2");
        assertThat(old.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void an_integration_timeout_returns_503() throws Exception {
        assertThat(statusAndBody(postTo("/hurry", "sleep"))).isEqualTo("503 {\"message\":\"Service Unavailable\"}");
    }

    private static HttpResponse<String> postTo(String path, String body) throws Exception {
        return orders.send(
                orders.request(path).header("Content-Type", "text/plain").POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode event(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static JsonNode expectedEvent(String name) throws Exception {
        return JSON.readTree(
                Path.of("src/test/resources/events", name + ".json").toFile());
    }

    /** Returns the event with placeholders for values that differ in each run. */
    private static JsonNode maskVariableValues(HttpResponse<String> response) throws Exception {
        ObjectNode event = (ObjectNode) event(response);
        ObjectNode context = (ObjectNode) event.get("requestContext");
        for (String name : new String[] {"apiId", "requestId", "extendedRequestId", "domainName"}) {
            if (context.has(name)) {
                context.put(name, "*");
            }
        }
        for (String maps : new String[] {"headers", "multiValueHeaders"}) {
            if (event.get(maps) instanceof ObjectNode headers) {
                for (String name : new String[] {"host", "Host", "x-forwarded-port", "X-Forwarded-Port"}) {
                    if (headers.has(name)) {
                        headers.put(name, "*");
                    }
                }
            }
        }
        return event;
    }
}
