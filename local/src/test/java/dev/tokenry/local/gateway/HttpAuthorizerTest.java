package dev.tokenry.local.gateway;

import static dev.tokenry.local.gateway.TestGateway.JSON;
import static dev.tokenry.local.gateway.TestGateway.asked;
import static dev.tokenry.local.gateway.TestGateway.said;
import static dev.tokenry.local.gateway.TestGateway.sample;
import static dev.tokenry.local.gateway.TestGateway.shape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpAuthorizerTest {

    private static final String UNAUTHORIZED = "401 {\"message\":\"Unauthorized\"}";
    private static final String FORBIDDEN = "403 {\"message\":\"Forbidden\"}";
    private static final String FAILED = "500 {\"message\":\"Internal Server Error\"}";

    private final TestGateway orders = new TestGateway("http-api.yaml", "Orders");

    @AfterEach
    void stop() {
        orders.close();
    }

    @Test
    void payload_2_has_the_shape_of_the_sample() throws Exception {
        orders.get("/orders/42?expand=lines&expand=customer", "Bearer yes");

        JsonNode event = AskedHandler.EVENTS.getLast();
        assertThat(shape(event)).isEqualTo(shape(sample("authorize-http-2")));
        assertThat(event.get("routeArn").asText())
                .isEqualTo("arn:aws:execute-api:eu-central-1:000000000000:" + orders.api.apiId()
                        + "/$default/GET/orders/42");
        assertThat(event.at("/identitySource/0").asText()).isEqualTo("Bearer yes");
        assertThat(event.at("/headers/authorization").asText()).isEqualTo("Bearer yes");
        assertThat(event.get("queryStringParameters").toString()).isEqualTo("{\"expand\":\"lines,customer\"}");
        assertThat(event.at("/requestContext/time").asText()).isEqualTo("18/Mar/2026:10:37:42 +0000");
    }

    @Test
    void payload_1_has_the_shape_of_the_sample() throws Exception {
        orders.get("/old/42?expand=lines&expand=customer", "Bearer allow");

        JsonNode event = AskedHandler.EVENTS.getLast();
        assertThat(shape(event)).isEqualTo(shape(sample("authorize-http-1")));
        assertThat(event.get("methodArn").asText())
                .isEqualTo(
                        "arn:aws:execute-api:eu-central-1:000000000000:" + orders.api.apiId() + "/$default/GET/old/42");
        assertThat(event.get("identitySource").asText()).isEqualTo("Bearer allow");
        assertThat(event.get("authorizationToken").asText()).isEqualTo("Bearer allow");
        assertThat(event.at("/requestContext/resourceId").asText()).isEqualTo("GET /old/{id}");
    }

    @Test
    void a_missing_or_empty_identity_is_a_401_without_an_invocation() throws Exception {
        assertThat(asked(() -> {
                    assertThat(said(orders.send(orders.request("/orders/1")))).isEqualTo(UNAUTHORIZED);
                    assertThat(said(orders.get("/orders/1", ""))).isEqualTo(UNAUTHORIZED);
                    assertThat(said(orders.get("/by-route/1", "yes"))).isEqualTo(UNAUTHORIZED);
                }))
                .isZero();
    }

    @Test
    void an_authorizer_without_identity_sources_is_always_asked() throws Exception {
        assertThat(asked(() -> assertThat(said(orders.send(orders.request("/anonymous"))))
                        .isEqualTo(FAILED)))
                .isOne();
        assertThat(AskedHandler.EVENTS.getLast().get("identitySource").isNull()).isTrue();
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
    void who_is_not_allowed_is_refused(String path, String token, String expected) throws Exception {
        assertThat(said(orders.get(path, token))).isEqualTo(expected.equals("FAILED") ? FAILED : FORBIDDEN);
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
    void the_context_reaches_the_function_in_its_payloads_form(String path, String token, String context)
            throws Exception {
        HttpResponse<String> response = orders.get(path, token);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat((Object) JSON.readTree(response.body()).at("/requestContext/authorizer"))
                .isEqualTo(JSON.readTree(context));
    }

    @Test
    void results_are_not_kept_unless_the_template_says_so() throws Exception {
        assertThat(asked(() -> {
                    orders.get("/orders/1", "yes");
                    orders.get("/orders/1", "yes");
                }))
                .isEqualTo(2);
    }

    @Test
    void a_simple_answer_is_replayed_to_every_route_until_it_is_too_old() throws Exception {
        assertThat(asked(() -> {
                    assertThat(orders.get("/replayed/1", "yes").statusCode()).isEqualTo(200);
                    assertThat(orders.get("/replayed/2", "yes").body()).contains("\"who\":\"ada\"");
                    orders.clock.pass(Duration.ofMillis(59_999));
                    assertThat(orders.get("/replayed/1", "yes").statusCode()).isEqualTo(200);
                }))
                .isOne();
        orders.clock.pass(Duration.ofMillis(1));
        assertThat(asked(() -> orders.get("/replayed/1", "yes"))).isOne();
    }

    @Test
    void a_refusal_is_kept_as_well_and_each_token_has_its_own() throws Exception {
        assertThat(asked(() -> {
                    assertThat(said(orders.get("/replayed/1", "no"))).isEqualTo(FORBIDDEN);
                    assertThat(said(orders.get("/replayed/1", "no"))).isEqualTo(FORBIDDEN);
                    assertThat(orders.get("/replayed/1", "yes").statusCode()).isEqualTo(200);
                    assertThat(said(orders.get("/replayed/1", "no"))).isEqualTo(FORBIDDEN);
                }))
                .isEqualTo(2);
    }

    @Test
    void an_error_is_never_kept() throws Exception {
        for (String token : new String[] {"fail", "unauthorized", "text"}) {
            assertThat(asked(() -> {
                        assertThat(said(orders.get("/replayed/1", token))).isEqualTo(FAILED);
                        assertThat(said(orders.get("/replayed/1", token))).isEqualTo(FAILED);
                    }))
                    .isEqualTo(2);
        }
    }

    @Test
    void route_path_and_query_part_what_is_kept_when_they_are_identity_sources() throws Exception {
        assertThat(asked(() -> {
                    orders.get("/by-route/1?tenant=a", "yes");
                    orders.get("/by-route/1?tenant=a&more", "yes");
                    orders.get("/by-route/1?tenant=b", "yes");
                    orders.get("/by-route/2?tenant=a", "yes");
                }))
                .isEqualTo(3);
        assertThat(AskedHandler.EVENTS.getLast().get("identitySource").toString())
                .isEqualTo("[\"yes\",\"a\",\"GET /by-route/{id}\",\"/by-route/2\"]");
    }

    @Test
    void a_kept_policy_is_judged_anew_for_every_route() throws Exception {
        assertThat(asked(() -> {
                    assertThat(orders.get("/judged/2", "even").statusCode()).isEqualTo(200);
                    assertThat(said(orders.get("/judged/3", "even"))).isEqualTo(FORBIDDEN);
                    assertThat(orders.get("/judged/12", "even").statusCode()).isEqualTo(200);
                }))
                .isOne();
    }
}
