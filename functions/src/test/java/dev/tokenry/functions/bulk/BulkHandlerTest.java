package dev.tokenry.functions.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
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

class BulkHandlerTest implements JsonBodyContract {

    private static final String UNKNOWN = "tk0c01.AAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String NOT_FOUND = "{\"code\":404,\"message\":\"There is nothing here.\"}";

    private final TestStack stack = new TestStack();
    private final BulkHandler handler = new BulkHandler(stack.wiring());
    private final Token target =
            stack.token().tokenValue(TestStack.OTHER_TOKEN).scopes("metrics.read").store();
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
    void every_token_has_a_result_in_the_order_asked() {
        TestResponse answer = call(request());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"results\":[{\"id\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"status\":204}," + "{\"id\":\""
                        + UNKNOWN + "\",\"status\":404,\"error\":" + NOT_FOUND + "}]}");
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
    }

    @Test
    void tokens_are_disabled_and_enabled_and_the_modified_date_stays() {
        Token other = stack.token().store();

        assertThat(statuses(bulk("disable", target, other))).containsExactly(204, 204);
        assertThat(kept(target).settings()).isEqualTo(target.settings().withEnabled(false));
        assertThat(kept(other).settings().enabled()).isFalse();

        assertThat(statuses(bulk("enable", other, target))).containsExactly(204, 204);
        assertThat(kept(target).settings()).isEqualTo(target.settings());
        assertThat(kept(target).version()).isEqualTo(3);
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
    void what_changes_nothing_writes_nothing() {
        stack.tokens().failWrites();

        assertThat(statuses(bulk("enable", target, writer))).containsExactly(204, 204);
        assertThat(kept(target)).isEqualTo(target);
    }

    @Test
    void unknown_foreign_and_deleted_tokens_and_what_is_no_id_are_alike() {
        Token foreign = stack.token().owner("anna").store();
        Token deleted = stack.token().store();
        stack.tokens().delete(deleted);

        for (String action : List.of("enable", "disable", "delete")) {
            TestResponse answer = call(request()
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
            assertThat(answer.json().get("results")).hasSize(7).allSatisfy(result -> {
                assertThat(result.get("status").intValue()).isEqualTo(404);
                assertThat(result.get("error").toString()).isEqualTo(NOT_FOUND);
            });
        }
        assertThat(kept(foreign)).isEqualTo(foreign);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "delete"})
    void a_token_cannot_end_itself_and_the_others_go_on(String action) {
        TestResponse answer = call(bulk(action, writer, target));

        assertThat(statuses(answer)).containsExactly(400, 204);
        assertThat(answer.json().at("/results/0/error").toString())
                .isEqualTo("{\"code\":400,\"message\":\"A token cannot " + action
                        + " itself.\",\"constraintViolations\":[{\"path\":\"ids[0]\",\"message\":\"A token cannot "
                        + action + " itself.\",\"parameterLocation\":\"PAYLOAD_BODY\",\"location\":null}]}");
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isTrue();
    }

    @Test
    void nobody_enables_a_token_that_holds_what_they_do_not_but_anyone_may_stop_it() {
        Token strong = stack.token().disabled().scopes("AI").store();

        TestResponse answer = call(bulk("enable", strong, target));

        assertThat(statuses(answer)).containsExactly(403, 204);
        assertThat(answer.json().at("/results/0/error/message").textValue())
                .isEqualTo("Token may not grant scopes that it does not hold: AI");
        assertThat(statuses(bulk("disable", strong))).containsExactly(204);
        assertThat(statuses(bulk("delete", strong))).containsExactly(204);
    }

    @Test
    void tokens_of_other_projects_are_unknown() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.write").store();
        Token sibling = stack.token().project("webshop").store();
        Token elsewhere = stack.token().project("backoffice").store();

        assertThat(statuses(bulk("disable", target, sibling, elsewhere).calledBy(bound)))
                .containsExactly(404, 204, 404);
    }

    @Test
    void a_previous_secret_changes_nothing() {
        assertRejected(
                request().calledBy(writer, SecretGeneration.PREVIOUS),
                403,
                "A token that was regenerated changes nothing with its previous secret.");
    }

    @Test
    void one_token_that_cannot_be_read_does_not_stop_the_others() {
        Token other = stack.token().store();
        stack.tokens().makeUnavailable(target.id());

        TestResponse answer = call(bulk("disable", target, other));

        assertThat(statuses(answer)).containsExactly(503, 204);
        assertThat(answer.json().at("/results/0/error").toString())
                .isEqualTo("{\"code\":503,\"message\":\"The service is not available for the moment. Try again.\"}");
        assertThat(kept(other).settings().enabled()).isFalse();
        assertThat(stack.logLines()).hasSize(1).first().asString().startsWith("unavailable: The test's ");
    }

    @Test
    void a_store_that_is_away_changes_nothing_and_says_so_for_each() {
        Token other = stack.token().store();
        stack.tokens().failWrites();

        for (String action : List.of("disable", "delete")) {
            assertThat(statuses(bulk(action, target, other))).containsExactly(503, 503);
        }
        assertThat(kept(target)).isEqualTo(target);
    }

    @Test
    void what_is_left_when_the_time_is_over_is_not_begun() {
        Token other = stack.token().store();
        stack.tokens().afterEachFind(() -> stack.advance(Duration.ofSeconds(10)));

        assertThat(statuses(bulk("disable", target, other))).containsExactly(204, 503);
        stack.tokens().afterEachFind(() -> {});
        assertThat(kept(other)).isEqualTo(other);
    }

    @Test
    void a_token_that_never_stops_changing_is_a_conflict_alone() {
        AtomicInteger changes = new AtomicInteger();
        Token other = stack.token().disabled().store();
        stack.tokens()
                .beforeEachReplace(() -> stack.tokens()
                        .replaceConcurrently(kept(target)
                                .withSettings(target.settings()
                                        .withModifiedAt(TestStack.NOW.plusMillis(changes.incrementAndGet())))));

        assertThat(statuses(bulk("disable", target, other))).containsExactly(409, 204);
    }

    @Test
    void a_hundred_tokens_are_taken_and_not_one_more() {
        List<String> hundred = Stream.generate(() -> stack.token().store())
                .limit(100)
                .map(token -> token.id().value())
                .toList();

        assertThat(statuses(request().with("ids", hundred))).hasSize(100).containsOnly(204);
        assertInvalid(
                request()
                        .with(
                                "ids",
                                Stream.concat(hundred.stream(), Stream.of(UNKNOWN))
                                        .toList()),
                "ids PAYLOAD_BODY");
        assertInvalid(request().with("ids", List.of()), "ids PAYLOAD_BODY");
    }

    @Test
    void an_id_that_is_given_twice_refuses_the_request() {
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
    void what_is_no_order_is_refused(String body, String violations) {
        assertInvalid(request().body(body), violations.split(", "));
    }

    @Test
    void a_whole_token_for_an_id_refuses_the_request_and_is_not_echoed() {
        assertTokenValueRejected(request().with("ids", List.of(UNKNOWN, TestStack.OTHER_TOKEN)), "ids[1] PAYLOAD_BODY");
    }

    @Test
    void the_secret_appears_nowhere() {
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

    private static List<Integer> statuses(TestResponse answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode results = answer.json().get("results");
        return IntStream.range(0, results.size())
                .mapToObj(i -> results.get(i).get("status").intValue())
                .toList();
    }

    private Token kept(Token token) {
        return stack.tokens().get(token.id());
    }
}
