package dev.tokenry.local.gateway;

import static dev.tokenry.local.gateway.TestGateway.JSON;
import static dev.tokenry.local.gateway.TestGateway.asked;
import static dev.tokenry.local.gateway.TestGateway.said;
import static dev.tokenry.local.gateway.TestGateway.sample;
import static dev.tokenry.local.gateway.TestGateway.shape;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestAuthorizerTest {

    private static final String UNAUTHORIZED = "401 {\"message\":\"Unauthorized\"}";
    private static final String DENIED = "403 {\"message\":\"User is not authorized to access this resource\"}";
    private static final String FAILED = "500 {\"message\":\"Internal server error\"}";

    private final TestGateway api = new TestGateway("token-api.yaml", "Api");

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_token_authorizer_gets_the_header_and_the_arn_alone() throws Exception {
        assertThat(token("Bearer allow").statusCode()).isEqualTo(200);

        JsonNode event = AskedHandler.EVENTS.getLast();
        assertThat(shape(event)).isEqualTo(shape(sample("authorize-token")));
        assertThat((Object) event).isEqualTo(JSON.readTree("""
                {"type":"TOKEN","authorizationToken":"Bearer allow",
                 "methodArn":"arn:aws:execute-api:eu-central-1:000000000000:%s/prod/GET/token/1"}
                """.formatted(api.api.apiId())));
    }

    @Test
    void a_token_that_is_missing_or_does_not_match_is_a_401_without_an_invocation() throws Exception {
        assertThat(asked(() -> {
                    assertThat(said(api.get("/prod/token/1", "Bearer allow"))).isEqualTo(UNAUTHORIZED);
                    assertThat(said(token(""))).isEqualTo(UNAUTHORIZED);
                    assertThat(said(token("allow"))).isEqualTo(UNAUTHORIZED);
                    assertThat(said(token("Bearer allow1"))).isEqualTo(UNAUTHORIZED);
                    assertThat(said(token("xBearer allow"))).isEqualTo(UNAUTHORIZED);
                }))
                .isZero();
    }

    @Test
    void the_authorizers_answer_decides() throws Exception {
        assertThat(said(token("Bearer deny"))).isEqualTo(DENIED);
        assertThat(said(token("Bearer unauthorized"))).isEqualTo(UNAUTHORIZED);
        assertThat(said(token("Bearer fail"))).isEqualTo(FAILED);
        assertThat(said(token("Bearer yes"))).isEqualTo(FAILED);
    }

    @Test
    void with_zero_every_request_is_asked_about() throws Exception {
        assertThat(asked(() -> {
                    token("Bearer allow");
                    token("Bearer allow");
                }))
                .isEqualTo(2);
    }

    @Test
    void left_out_it_is_five_minutes() throws Exception {
        assertThat(asked(() -> {
                    assertThat(api.get("/prod/kept/1", "allow").statusCode()).isEqualTo(200);
                    api.clock.pass(Duration.ofSeconds(299));
                    assertThat(latency(api.get("/prod/kept/1", "allow"))).isZero();
                }))
                .isOne();
        api.clock.pass(Duration.ofSeconds(1));
        assertThat(asked(() -> api.get("/prod/kept/1", "allow"))).isOne();
    }

    @Test
    void a_kept_policy_is_judged_anew_for_every_request() throws Exception {
        assertThat(asked(() -> {
                    assertThat(api.get("/prod/kept/1", "allow").statusCode()).isEqualTo(200);
                    assertThat(said(api.get("/prod/kept/2", "allow"))).isEqualTo(DENIED);
                    assertThat(api.get("/prod/kept/2", "even").statusCode()).isEqualTo(200);
                    assertThat(api.get("/prod/kept/12", "even").statusCode()).isEqualTo(200);
                    assertThat(said(api.get("/prod/kept/3", "even"))).isEqualTo(DENIED);
                }))
                .isEqualTo(2);
    }

    @Test
    void a_denial_is_kept_and_an_error_is_not() throws Exception {
        assertThat(asked(() -> {
                    assertThat(said(api.get("/prod/kept/1", "deny"))).isEqualTo(DENIED);
                    assertThat(said(api.get("/prod/kept/1", "deny"))).isEqualTo(DENIED);
                }))
                .isOne();
        for (String token : new String[] {"unauthorized", "fail", "malformed"}) {
            assertThat(asked(() -> {
                        api.get("/prod/kept/1", token);
                        api.get("/prod/kept/1", token);
                    }))
                    .as(token)
                    .isEqualTo(2);
        }
    }

    @Test
    void a_request_is_kept_under_all_its_identity_sources() throws Exception {
        assertThat(asked(() -> {
                    assertThat(said(api.get("/prod/request/1", "allow"))).isEqualTo(UNAUTHORIZED);
                    api.get("/prod/request/1?tenant=a", "allow");
                    api.get("/prod/request/1?tenant=a&more=1", "allow");
                    api.get("/prod/request/1?tenant=b", "allow");
                    api.send(api.request("/prod/request/1?tenant=a")
                            .header("Authorization", "allow")
                            .method("PUT", BodyPublishers.noBody()));
                }))
                .isEqualTo(3);
    }

    @Test
    void stage_variables_are_in_both_events() throws Exception {
        HttpResponse<String> response = api.get("/prod/request/1?tenant=a", "allow");

        assertThat(AskedHandler.EVENTS.getLast().at("/stageVariables/colour").asText())
                .isEqualTo("blue");
        assertThat(JSON.readTree(response.body()).at("/stageVariables/colour").asText())
                .isEqualTo("blue");
    }

    @Test
    void an_authorizer_may_belong_to_another_stack() throws Exception {
        assertThat(api.get("/prod/foreign", "allow").statusCode()).isEqualTo(200);
        assertThat(said(api.get("/prod/foreign", "deny"))).isEqualTo(DENIED);
    }

    @Test
    void custom_domains_lead_to_tokenrys_own_api_alone() throws Exception {
        assertThat(api.basePaths()).containsExactly("/prod");
        assertThat(said(api.get("/e/abc/api/kept/1", "allow"))).isEqualTo("403 {\"message\":\"Forbidden\"}");
    }

    private HttpResponse<String> token(String token) throws Exception {
        return api.send(api.request("/prod/token/1").header("X-Token", token));
    }

    private static long latency(HttpResponse<String> response) throws Exception {
        return JSON.readTree(response.body())
                .at("/requestContext/authorizer/integrationLatency")
                .asLong(-1);
    }
}
