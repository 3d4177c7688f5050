package dev.tokenry.functions.tokens;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkTokensHandlerTest implements JsonBodyContract {

    private static final String UNKNOWN = "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String NOT_FOUND = "{\"code\":404,\"message\":\"Not found.\",\"reason\":\"not-found\"}";

    private final TestStack stack = new TestStack();
    private final BulkTokensHandler handler = new BulkTokensHandler(stack.wiring());
    private final Token target = stack.token()
            .tokenValue(TestStack.OTHER_TOKEN)
            .scopes("metrics.read")
            .store();
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write", "metrics.read")
            .store();

    @Override
    public TestStack stack() {
        return stack;
    }

    @Override
    public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler() {
        return handler;
    }

    @Override
    public TestEvent request() {
        return TestEvent.load("bulk").calledBy(writer);
    }

    @Test
    void results_are_in_request_order() {
        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"results\":[{\"id\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"status\":204}," + "{\"id\":\""
                        + UNKNOWN + "\",\"status\":404,\"error\":" + NOT_FOUND + "}]}");
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
    }

    @Test
    void enabling_and_disabling_keeps_the_modified_date() {
        Token other = stack.token().store();

        assertThat(statuses(bulk("disable", target, other))).containsExactly(204, 204);
        assertThat(stored(target).settings()).isEqualTo(target.settings().withEnabled(false));
        assertThat(stored(other).settings().enabled()).isFalse();

        assertThat(statuses(bulk("enable", other, target))).containsExactly(204, 204);
        assertThat(stored(target).settings()).isEqualTo(target.settings());
        assertThat(stored(target).version()).isEqualTo(3);
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();
    }

    @Test
    void tokens_are_deleted_and_stay_deleted() {
        Token other = stack.token().store();

        assertThat(statuses(bulk("delete", target, other))).containsExactly(204, 204);
        assertThat(stack.tokens().all()).containsExactly(writer);
        assertThat(statuses(bulk("delete", target, other))).containsExactly(404, 404);
    }

    @Test
    void no_op_writes_nothing() {
        stack.tokens().failWrites();

        assertThat(statuses(bulk("enable", target, writer))).containsExactly(204, 204);
        assertThat(stored(target)).isEqualTo(target);
    }

    @Test
    void unknown_invisible_deleted_and_malformed_ids_are_all_not_found() {
        Token foreign = stack.token().owner("anna").store();
        Token deleted = stack.token().store();
        stack.tokens().delete(deleted, STAMP);

        for (String action : List.of("enable", "disable", "delete")) {
            TestResponse response = call(request()
                    .with("action", action)
                    .with(
                            "ids",
                            List.of(
                                    UNKNOWN,
                                    foreign.id().value(),
                                    deleted.id().value(),
                                    "",
                                    "lookup",
                                    "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAE%58",
                                    "pepper#1")));
            assertThat(response.json().get("results")).hasSize(7).allSatisfy(result -> {
                assertThat(result.get("status").intValue()).isEqualTo(404);
                assertThat(result.get("error").toString()).isEqualTo(NOT_FOUND);
            });
        }
        assertThat(stored(foreign)).isEqualTo(foreign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "delete"})
    void token_cannot_disable_or_delete_itself_and_others_are_processed(String action) {
        TestResponse response = call(bulk(action, writer, target));

        assertThat(statuses(response)).containsExactly(400, 204);
        assertThat(response.json().at("/results/0/error").toString())
                .isEqualTo(
                        "{\"code\":400,\"message\":\"A token cannot " + action
                                + " itself.\",\"constraintViolations\":[{\"path\":\"ids[0]\",\"reason\":\"own-token\",\"message\":\"A token cannot "
                                + action
                                + " itself.\",\"parameterLocation\":\"PAYLOAD_BODY\",\"location\":null}],\"reason\":\"invalid-request\"}");
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isTrue();
    }

    @Test
    void enabling_requires_holding_the_scopes_and_disabling_does_not() {
        Token privileged = stack.token().disabled().scopes("AI").store();

        TestResponse response = call(bulk("enable", privileged, target));

        assertThat(statuses(response)).containsExactly(403, 204);
        assertThat(response.json().at("/results/0/error/message").textValue())
                .isEqualTo("Token cannot grant scopes that it does not hold: AI");
        assertThat(statuses(bulk("disable", privileged))).containsExactly(204);
        assertThat(statuses(bulk("delete", privileged))).containsExactly(204);
    }

    @Test
    void tokens_of_other_projects_are_not_found() {
        Token projectBound =
                stack.token().project("webshop").scopes("apiTokens.write").store();
        Token sameProject = stack.token().project("webshop").store();
        Token otherProject = stack.token().project("backoffice").store();

        assertThat(statuses(bulk("disable", target, sameProject, otherProject).calledBy(projectBound)))
                .containsExactly(404, 204, 404);
    }

    @Test
    void previous_secret_cannot_change_anything() {
        assertRejected(
                request().calledBy(writer, SecretGeneration.PREVIOUS),
                403,
                "The previous secret of a regenerated token cannot be used for changes.");
    }

    @Test
    void one_unreadable_token_does_not_stop_the_others() {
        Token other = stack.token().store();
        stack.tokens().makeUnavailable(target.id());

        TestResponse response = call(bulk("disable", target, other));

        assertThat(statuses(response)).containsExactly(503, 204);
        assertThat(response.json().at("/results/0/error").toString())
                .isEqualTo(
                        "{\"code\":503,\"message\":\"The service is temporarily unavailable. Retry later.\",\"reason\":\"unavailable\"}");
        assertThat(stored(other).settings().enabled()).isFalse();
        assertThat(stack.logLines()).hasSize(1).first().asString().startsWith("unavailable: The test ");
    }

    @Test
    void unavailable_store_is_a_503_for_each_token() {
        Token other = stack.token().store();
        stack.tokens().failWrites();

        for (String action : List.of("disable", "delete")) {
            assertThat(statuses(bulk(action, target, other))).containsExactly(503, 503);
        }
        assertThat(stored(target)).isEqualTo(target);
    }

    @Test
    void remaining_tokens_are_not_started_after_the_time_budget() {
        Token other = stack.token().store();
        stack.tokens().afterEachFind(() -> stack.advance(Duration.ofSeconds(10)));

        assertThat(statuses(bulk("disable", target, other))).containsExactly(204, 503);
        stack.tokens().afterEachFind(() -> {});
        assertThat(stored(other)).isEqualTo(other);
    }

    @Test
    void constantly_changing_token_alone_is_a_conflict() {
        AtomicInteger changes = new AtomicInteger();
        Token other = stack.token().disabled().store();
        stack.tokens()
                .beforeEachReplace(() -> stack.tokens()
                        .replaceConcurrently(stored(target)
                                .withSettings(target.settings()
                                        .withModifiedAt(TestStack.NOW.plusMillis(changes.incrementAndGet())))));

        assertThat(statuses(bulk("disable", target, other))).containsExactly(409, 204);
    }

    @Test
    void at_most_100_tokens_are_accepted() {
        List<String> ids = Stream.generate(() -> stack.token().store())
                .limit(100)
                .map(token -> token.id().value())
                .toList();

        assertThat(statuses(request().with("ids", ids))).hasSize(100).containsOnly(204);
        assertInvalid(
                request()
                        .with(
                                "ids",
                                Stream.concat(ids.stream(), Stream.of(UNKNOWN)).toList()),
                "ids PAYLOAD_BODY");
        assertInvalid(request().with("ids", List.of()), "ids PAYLOAD_BODY");
    }

    @Test
    void duplicate_id_is_rejected() {
        String id = target.id().value();

        assertInvalid(
                request().with("ids", List.of(id, UNKNOWN, id, id)), "ids[2] PAYLOAD_BODY", "ids[3] PAYLOAD_BODY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | action PAYLOAD_BODY, ids PAYLOAD_BODY",
                "{\"action\":null,\"ids\":null} | action PAYLOAD_BODY, ids PAYLOAD_BODY",
                "{\"action\":\"Disable\",\"ids\":[\"x\"]} | action PAYLOAD_BODY",
                "{\"action\":\"\",\"ids\":[\"x\"]} | action PAYLOAD_BODY",
                "{\"action\":1,\"ids\":\"x\"} | action PAYLOAD_BODY, ids PAYLOAD_BODY",
                "{\"action\":\"delete\",\"ids\":[\"x\",1,null]} | ids[1] PAYLOAD_BODY, ids[2] PAYLOAD_BODY"
            })
    void invalid_request_is_rejected(String body, String violations) {
        assertInvalid(request().body(body), violations.split(", "));
    }

    @Test
    void token_value_as_id_is_rejected_and_not_echoed() {
        assertTokenValueRejected(request().with("ids", List.of(UNKNOWN, TestStack.OTHER_TOKEN)), "ids[1] PAYLOAD_BODY");
    }

    @Test
    void secret_is_not_exposed() {
        assertSecretNotExposed(TestStack.OTHER_TOKEN, call(request()));
    }

    private TestEvent bulk(String action, Token... tokens) {
        return request()
                .with("action", action)
                .with("ids", Stream.of(tokens).map(token -> token.id().value()).toList());
    }

    private List<Integer> statuses(TestEvent event) {
        return statuses(call(event));
    }

    private static List<Integer> statuses(TestResponse response) {
        assertThat(response.status()).as(response.body()).isEqualTo(200);
        JsonNode results = response.json().get("results");
        return IntStream.range(0, results.size())
                .mapToObj(i -> results.get(i).get("status").intValue())
                .toList();
    }

    private Token stored(Token token) {
        return stack.tokens().get(token.id());
    }
}
