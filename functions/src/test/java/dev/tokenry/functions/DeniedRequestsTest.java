package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.functions.projects.GetProjectHandler;
import dev.tokenry.functions.snapshots.CreateSnapshotHandler;
import dev.tokenry.functions.tokens.BulkTokensHandler;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.functions.tokens.DeleteTokenHandler;
import dev.tokenry.functions.users.PutUserHandler;
import dev.tokenry.model.Token;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The log of denials: one line for each, with the caller and the route, and nothing that the caller wrote. */
class DeniedRequestsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRITTEN = "AKIAIOSFODNN7EXAMPLE";

    private final TestStack stack = new TestStack();
    private final Token caller = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write", "users.write", "projects.read")
            .store();
    private final Token own = stack.token().tokenValue(TestStack.OTHER_TOKEN).store();
    private final Token hidden = stack.token().owner("anna").store();

    static Stream<Arguments> requests() {
        return Stream.of(
                request("create", CreateTokenHandler::new, 403, "scope-not-held", "POST /v2/apiTokens"),
                request(
                        "snapshot",
                        CreateSnapshotHandler::new,
                        403,
                        "other-project",
                        "POST /v2/projects/{project}/snapshots"),
                request("project-get", GetProjectHandler::new, 404, "not-found", "GET /v2/projects/{project}"));
    }

    private static Arguments request(
            String event,
            Function<Wiring, RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>> handler,
            int status,
            String reason,
            String operation) {
        return Arguments.of(event, handler, status, reason, operation);
    }

    @ParameterizedTest(name = "{4}: {2}")
    @MethodSource("requests")
    void denial_is_logged(
            String event,
            Function<Wiring, RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>> handler,
            int status,
            String reason,
            String operation) {
        TestResponse response = stack.call(handler.apply(stack.wiring()), load(event));

        assertThat(response.status()).isEqualTo(status);
        assertThat(denials()).singleElement().satisfies(line -> {
            assertThat(line.get("status").intValue()).isEqualTo(status);
            assertThat(line.get("reason").textValue()).isEqualTo(reason);
            assertThat(line.get("operation").textValue()).isEqualTo(operation);
        });
        assertThat(stack.logLines()).isEmpty();
        assertThat(stack.context().warnings()).singleElement().asString().startsWith("{\"event\":\"denied\"");
    }

    @Test
    void line_has_caller_and_origin() throws JsonProcessingException {
        TestEvent event = deletion(hidden).context("project", "webshop");
        event.requestContext().withObject("/identity").put("userAgent", "u".repeat(200));
        assertThat(delete(event)).isEqualTo(404);

        assertThat(denials()).containsExactly(JSON.readTree("""
                        {"event": "denied", "status": 404, "reason": "not-found",
                         "operation": "DELETE /v2/apiTokens/{id}", "tokenId": "tk0c01.ST2EY72KQINMH574WMNVI7YN",
                         "owner": "jane", "project": "webshop", "sourceIp": "203.0.113.7",
                         "userAgent": "%s…", "requestId": "5f1d6c2e-8b7a-4c39-9e10-2a6b4d8f0c13",
                         "time": "2026-03-18T10:37:42.518Z"}""".formatted("u".repeat(127))));
    }

    @Test
    void what_is_unknown_is_absent() throws JsonProcessingException {
        TestEvent event = deletion(hidden);
        event.requestContext().remove(List.of("identity", "requestId", "requestTimeEpoch"));
        assertThat(delete(event)).isEqualTo(404);

        assertThat(denials()).containsExactly(JSON.readTree("""
                        {"event": "denied", "status": 404, "reason": "not-found",
                         "operation": "DELETE /v2/apiTokens/{id}", "tokenId": "tk0c01.ST2EY72KQINMH574WMNVI7YN",
                         "owner": "jane"}"""));
    }

    @Test
    void bulk_request_logs_each_denial() {
        String ids = String.join("\",\"", own.id().value(), hidden.id().value(), "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA");
        TestResponse response = stack.call(
                new BulkTokensHandler(stack.wiring()),
                load("bulk").body("{\"action\":\"disable\",\"ids\":[\"" + ids + "\"]}"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(denials())
                .singleElement()
                .satisfies(line -> assertThat(line.get("operation").textValue()).isEqualTo("POST /v2/apiTokens/bulk"));
    }

    @Test
    void other_responses_are_no_denials() {
        assertThat(delete(deletion(caller))).isEqualTo(400);
        assertThat(delete(load("delete").path("id", "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA")))
                .isEqualTo(404);
        assertThat(delete(load("delete").path("id", "tk0c01"))).isEqualTo(404);
        assertThat(delete(deletion(own).header("If-Match", "\"99\""))).isEqualTo(412);
        assertThat(delete(deletion(own))).isEqualTo(204);
        stack.tokens().makeUnavailable();
        assertThat(delete(deletion(own))).isEqualTo(503);

        assertThat(stack.metrics()).isEmpty();
    }

    @Test
    void line_has_nothing_of_body_path_query_and_headers() {
        stack.token().owner(WRITTEN).store();

        assertThat(stack.call(
                                new CreateTokenHandler(stack.wiring()),
                                load("create").with("name", WRITTEN).with("description", WRITTEN))
                        .status())
                .isEqualTo(403);
        assertThat(stack.call(
                                new PutUserHandler(stack.wiring()),
                                load("user-put")
                                        .path("name", WRITTEN)
                                        .with("scopes", List.of("users.write"))
                                        .with("firstName", WRITTEN)
                                        .header("X-Written", WRITTEN))
                        .status())
                .isEqualTo(403);

        assertThat(denials()).hasSize(2);
        assertThat(String.join("", stack.metrics())).doesNotContainIgnoringCase(WRITTEN);
    }

    @Test
    void token_value_in_a_header_is_rejected_before_it_can_be_logged() {
        assertThat(delete(deletion(hidden).header("User-Agent", TestStack.OTHER_TOKEN)))
                .isEqualTo(400);

        assertThat(stack.metrics()).isEmpty();
    }

    private TestEvent load(String event) {
        return TestEvent.load(event).calledBy(caller);
    }

    private TestEvent deletion(Token token) {
        return load("delete").path("id", token.id().value());
    }

    private int delete(TestEvent event) {
        return stack.call(new DeleteTokenHandler(stack.wiring()), event).status();
    }

    private List<JsonNode> denials() {
        return stack.metrics().stream().map(DeniedRequestsTest::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            assertThat(line).endsWith("}\n");
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
