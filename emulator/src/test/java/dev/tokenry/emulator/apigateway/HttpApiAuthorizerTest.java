package dev.tokenry.emulator.apigateway;

import static dev.tokenry.emulator.apigateway.TestGateway.JSON;
import static dev.tokenry.emulator.apigateway.TestGateway.countInvocations;
import static dev.tokenry.emulator.apigateway.TestGateway.sample;
import static dev.tokenry.emulator.apigateway.TestGateway.statusAndBody;
import static dev.tokenry.emulator.apigateway.TestGateway.structure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApiAuthorizerTest {

    private static final String UNAUTHORIZED = "401 {\"message\":\"Unauthorized\"}";
    private static final String FORBIDDEN = "403 {\"message\":\"Forbidden\"}";
    private static final String FAILED = "500 {\"message\":\"Internal Server Error\"}";

    private final TestGateway orders = new TestGateway("http-api.yaml", "Orders");

    @AfterEach
    void stop() {
        orders.close();
    }

    @Test
    void payload_2_has_the_same_structure_as_the_sample() throws Exception {
        orders.get("/orders/42?expand=lines&expand=customer", "Bearer yes");

        JsonNode event = RecordingHandler.EVENTS.getLast();
        assertThat(structure(event)).isEqualTo(structure(sample("authorizer-http-2")));
        assertThat(event.get("routeArn").asText())
                .isEqualTo("arn:aws:execute-api:eu-central-1:000000000000:" + orders.api.apiId()
                        + "/$default/GET/orders/42");
        assertThat(event.at("/identitySource/0").asText()).isEqualTo("Bearer yes");
        assertThat(event.at("/headers/authorization").asText()).isEqualTo("Bearer yes");
        assertThat(event.get("queryStringParameters").toString()).isEqualTo("{\"expand\":\"lines,customer\"}");
        assertThat(event.at("/requestContext/time").asText()).isEqualTo("18/Mar/2026:10:37:42 +0000");
    }

    @Test
    void payload_1_has_the_same_structure_as_the_sample() throws Exception {
        orders.get("/old/42?expand=lines&expand=customer", "Bearer allow");

        JsonNode event = RecordingHandler.EVENTS.getLast();
        assertThat(structure(event)).isEqualTo(structure(sample("authorizer-http-1")));
        assertThat(event.get("methodArn").asText())
                .isEqualTo(
                        "arn:aws:execute-api:eu-central-1:000000000000:" + orders.api.apiId() + "/$default/GET/old/42");
        assertThat(event.get("identitySource").asText()).isEqualTo("Bearer allow");
        assertThat(event.get("authorizationToken").asText()).isEqualTo("Bearer allow");
        assertThat(event.at("/requestContext/resourceId").asText()).isEqualTo("GET /old/{id}");
    }

    @Test
    void a_missing_or_empty_identity_returns_401_without_invoking_the_authorizer() throws Exception {
        assertThat(countInvocations(() -> {
                    assertThat(statusAndBody(orders.send(orders.request("/orders/1"))))
                            .isEqualTo(UNAUTHORIZED);
                    assertThat(statusAndBody(orders.get("/orders/1", ""))).isEqualTo(UNAUTHORIZED);
                    assertThat(statusAndBody(orders.get("/by-route/1", "yes"))).isEqualTo(UNAUTHORIZED);
                }))
                .isZero();
    }

    @Test
    void an_authorizer_without_identity_sources_is_always_invoked() throws Exception {
        assertThat(countInvocations(() -> assertThat(statusAndBody(orders.send(orders.request("/anonymous"))))
                        .isEqualTo(FAILED)))
                .isOne();
        assertThat(RecordingHandler.EVENTS.getLast().get("identitySource").isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/orders/1 | no | FORBIDDEN",
                "/orders/1 | text | FAILED",
                "/orders/1 | allow | FAILED",
                "/orders/1 | fail | FAILED",
                "/orders/1 | unauthorized | FAILED",
                "/orders/1 | list | FAILED",
                "/policy/1 | deny | FORBIDDEN",
                "/policy/1 | even | FORBIDDEN",
                "/policy/1 | yes | FAILED",
                "/policy/1 | fail | FAILED",
                "/old/1 | deny | FORBIDDEN",
                "/old/1 | yes | FAILED",
                "/old/1 | unauthorized | FAILED"
            })
    void a_denied_request_returns_403_or_500(String path, String token, String expected) throws Exception {
        assertThat(statusAndBody(orders.get(path, token))).isEqualTo(expected.equals("FAILED") ? FAILED : FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "/orders/1 | yes | {\"lambda\":{\"who\":\"ada\",\"level\":3}}",
                "/orders/1 | nested | {\"lambda\":{\"roles\":[\"a\",{\"b\":null}]}}",
                "/orders/1 | bare | {\"lambda\":{}}",
                "/policy/1 | allow | {\"lambda\":{\"who\":\"ada\",\"level\":3}}",
                "/policy/2 | even | {\"lambda\":{\"who\":\"ada\",\"level\":3}}",
                "/old/1 | allow | {\"who\":\"ada\",\"level\":\"3\",\"principalId\":\"ada\",\"claims\":null,\"scopes\":null}"
            })
    void the_authorizer_context_is_passed_in_the_payload_format_of_the_route(String path, String token, String context)
            throws Exception {
        HttpResponse<String> response = orders.get(path, token);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat((Object) JSON.readTree(response.body()).at("/requestContext/authorizer"))
                .isEqualTo(JSON.readTree(context));
    }

    @Test
    void results_are_not_cached_by_default() throws Exception {
        assertThat(countInvocations(() -> {
                    orders.get("/orders/1", "yes");
                    orders.get("/orders/1", "yes");
                }))
                .isEqualTo(2);
    }

    @Test
    void a_cached_simple_response_is_reused_for_every_route_until_it_expires() throws Exception {
        assertThat(countInvocations(() -> {
                    assertThat(orders.get("/replayed/1", "yes").statusCode()).isEqualTo(200);
                    assertThat(orders.get("/replayed/2", "yes").body()).contains("\"who\":\"ada\"");
                    orders.clock.advance(Duration.ofMillis(59_999));
                    assertThat(orders.get("/replayed/1", "yes").statusCode()).isEqualTo(200);
                }))
                .isOne();
        orders.clock.advance(Duration.ofMillis(1));
        assertThat(countInvocations(() -> orders.get("/replayed/1", "yes"))).isOne();
    }

    @Test
    void denials_are_cached_separately_for_each_token() throws Exception {
        assertThat(countInvocations(() -> {
                    assertThat(statusAndBody(orders.get("/replayed/1", "no"))).isEqualTo(FORBIDDEN);
                    assertThat(statusAndBody(orders.get("/replayed/1", "no"))).isEqualTo(FORBIDDEN);
                    assertThat(orders.get("/replayed/1", "yes").statusCode()).isEqualTo(200);
                    assertThat(statusAndBody(orders.get("/replayed/1", "no"))).isEqualTo(FORBIDDEN);
                }))
                .isEqualTo(2);
    }

    @Test
    void errors_are_never_cached() throws Exception {
        for (String token : new String[] {"fail", "unauthorized", "text"}) {
            assertThat(countInvocations(() -> {
                        assertThat(statusAndBody(orders.get("/replayed/1", token)))
                                .isEqualTo(FAILED);
                        assertThat(statusAndBody(orders.get("/replayed/1", token)))
                                .isEqualTo(FAILED);
                    }))
                    .isEqualTo(2);
        }
    }

    @Test
    void route_path_and_query_separate_cached_results_if_they_are_identity_sources() throws Exception {
        assertThat(countInvocations(() -> {
                    orders.get("/by-route/1?tenant=a", "yes");
                    orders.get("/by-route/1?tenant=a&more", "yes");
                    orders.get("/by-route/1?tenant=b", "yes");
                    orders.get("/by-route/2?tenant=a", "yes");
                }))
                .isEqualTo(3);
        assertThat(RecordingHandler.EVENTS.getLast().get("identitySource").toString())
                .isEqualTo("[\"yes\",\"a\",\"GET /by-route/{id}\",\"/by-route/2\"]");
    }

    @Test
    void a_cached_policy_is_evaluated_for_every_route() throws Exception {
        assertThat(countInvocations(() -> {
                    assertThat(orders.get("/evaluated/2", "even").statusCode()).isEqualTo(200);
                    assertThat(statusAndBody(orders.get("/evaluated/3", "even")))
                            .isEqualTo(FORBIDDEN);
                    assertThat(orders.get("/evaluated/12", "even").statusCode()).isEqualTo(200);
                }))
                .isOne();
    }
}
