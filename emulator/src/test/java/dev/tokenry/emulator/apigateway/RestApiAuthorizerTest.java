package dev.tokenry.emulator.apigateway;

import static dev.tokenry.emulator.apigateway.TestGateway.JSON;
import static dev.tokenry.emulator.apigateway.TestGateway.countInvocations;
import static dev.tokenry.emulator.apigateway.TestGateway.sample;
import static dev.tokenry.emulator.apigateway.TestGateway.statusAndBody;
import static dev.tokenry.emulator.apigateway.TestGateway.structure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestApiAuthorizerTest {

    private static final String UNAUTHORIZED = "401 {\"message\":\"Unauthorized\"}";
    private static final String DENIED = "403 {\"message\":\"User is not authorized to access this resource\"}";
    private static final String FAILED = "500 {\"message\":\"Internal server error\"}";

    private final TestGateway api = new TestGateway("token-api.yaml", "Api");

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_token_authorizer_event_has_only_the_header_value_and_the_arn() throws Exception {
        assertThat(token("Bearer allow").statusCode()).isEqualTo(200);

        JsonNode event = RecordingHandler.EVENTS.getLast();
        assertThat(structure(event)).isEqualTo(structure(sample("authorizer-token")));
        assertThat((Object) event).isEqualTo(JSON.readTree("""
                {"type":"TOKEN","authorizationToken":"Bearer allow",
                 "methodArn":"arn:aws:execute-api:eu-central-1:000000000000:%s/prod/GET/token/1"}
                """.formatted(api.api.apiId())));
    }

    @Test
    void a_missing_or_mismatching_token_returns_401_without_invoking_the_authorizer() throws Exception {
        assertThat(countInvocations(() -> {
                    assertThat(statusAndBody(api.get("/prod/token/1", "Bearer allow")))
                            .isEqualTo(UNAUTHORIZED);
                    assertThat(statusAndBody(token(""))).isEqualTo(UNAUTHORIZED);
                    assertThat(statusAndBody(token("allow"))).isEqualTo(UNAUTHORIZED);
                    assertThat(statusAndBody(token("Bearer allow1"))).isEqualTo(UNAUTHORIZED);
                    assertThat(statusAndBody(token("xBearer allow"))).isEqualTo(UNAUTHORIZED);
                }))
                .isZero();
    }

    @Test
    void the_authorizer_result_decides() throws Exception {
        assertThat(statusAndBody(token("Bearer deny"))).isEqualTo(DENIED);
        assertThat(statusAndBody(token("Bearer unauthorized"))).isEqualTo(UNAUTHORIZED);
        assertThat(statusAndBody(token("Bearer fail"))).isEqualTo(FAILED);
        assertThat(statusAndBody(token("Bearer yes"))).isEqualTo(FAILED);
    }

    @Test
    void a_ttl_of_zero_invokes_the_authorizer_for_every_request() throws Exception {
        assertThat(countInvocations(() -> {
                    token("Bearer allow");
                    token("Bearer allow");
                }))
                .isEqualTo(2);
    }

    @Test
    void the_default_ttl_is_five_minutes() throws Exception {
        assertThat(countInvocations(() -> {
                    assertThat(api.get("/prod/kept/1", "allow").statusCode()).isEqualTo(200);
                    api.clock.advance(Duration.ofSeconds(299));
                    assertThat(latency(api.get("/prod/kept/1", "allow"))).isZero();
                }))
                .isOne();
        api.clock.advance(Duration.ofSeconds(1));
        assertThat(countInvocations(() -> api.get("/prod/kept/1", "allow"))).isOne();
    }

    @Test
    void a_cached_policy_is_evaluated_for_every_request() throws Exception {
        assertThat(countInvocations(() -> {
                    assertThat(api.get("/prod/kept/1", "allow").statusCode()).isEqualTo(200);
                    assertThat(statusAndBody(api.get("/prod/kept/2", "allow"))).isEqualTo(DENIED);
                    assertThat(api.get("/prod/kept/2", "even").statusCode()).isEqualTo(200);
                    assertThat(api.get("/prod/kept/12", "even").statusCode()).isEqualTo(200);
                    assertThat(statusAndBody(api.get("/prod/kept/3", "even"))).isEqualTo(DENIED);
                }))
                .isEqualTo(2);
    }

    @Test
    void a_denial_is_cached_and_an_error_is_not() throws Exception {
        assertThat(countInvocations(() -> {
                    assertThat(statusAndBody(api.get("/prod/kept/1", "deny"))).isEqualTo(DENIED);
                    assertThat(statusAndBody(api.get("/prod/kept/1", "deny"))).isEqualTo(DENIED);
                }))
                .isOne();
        for (String token : new String[] {"unauthorized", "fail", "malformed"}) {
            assertThat(countInvocations(() -> {
                        api.get("/prod/kept/1", token);
                        api.get("/prod/kept/1", token);
                    }))
                    .as(token)
                    .isEqualTo(2);
        }
    }

    @Test
    void the_cache_key_contains_all_identity_sources() throws Exception {
        assertThat(countInvocations(() -> {
                    assertThat(statusAndBody(api.get("/prod/request/1", "allow")))
                            .isEqualTo(UNAUTHORIZED);
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
    void stage_variables_are_in_the_authorizer_and_the_proxy_event() throws Exception {
        HttpResponse<String> response = api.get("/prod/request/1?tenant=a", "allow");

        assertThat(RecordingHandler.EVENTS
                        .getLast()
                        .at("/stageVariables/colour")
                        .asText())
                .isEqualTo("blue");
        assertThat(JSON.readTree(response.body()).at("/stageVariables/colour").asText())
                .isEqualTo("blue");
    }

    @Test
    void an_authorizer_may_belong_to_another_stack() throws Exception {
        assertThat(api.get("/prod/foreign", "allow").statusCode()).isEqualTo(200);
        assertThat(statusAndBody(api.get("/prod/foreign", "deny"))).isEqualTo(DENIED);
    }

    @Test
    void an_api_without_custom_domains_rejects_their_paths() throws Exception {
        assertThat(api.basePaths()).containsExactly("/prod");
        assertThat(statusAndBody(api.get("/shop/kept/1", "allow"))).isEqualTo("403 {\"message\":\"Forbidden\"}");
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
