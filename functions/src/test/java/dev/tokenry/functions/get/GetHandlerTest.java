package dev.tokenry.functions.get;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.TokenPathContract;
import dev.tokenry.functions.regenerate.RegenerateHandler;
import dev.tokenry.functions.update.UpdateHandler;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GetHandlerTest implements TokenPathContract {

    private final TestStack stack = new TestStack();
    private final GetHandler handler = new GetHandler(stack.wiring());
    private final Token target =
            stack.token().tokenValue(TestStack.OTHER_TOKEN).scopes("metrics.read").store();
    private final Token reader = stack.token().scopes("apiTokens.read").store();

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
        return TestEvent.load("get").calledBy(reader);
    }

    @Override
    public Token invisibleToken() {
        return stack.token().owner("anna").store();
    }

    @Test
    void a_token_is_shown_without_the_fields_that_it_lacks() {
        TestResponse answer = call(request());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"name\":\"tokenName\",\"enabled\":true,"
                        + "\"personalAccessToken\":false,\"owner\":\"jane\",\"createdBy\":\"jane\","
                        + "\"creationDate\":\"2026-03-18T10:37:42.518Z\",\"scopes\":[\"metrics.read\"]}");
        assertThat(answer.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"),
                        Map.entry("ETag", "\"1\""));
    }

    @Test
    void a_token_is_shown_with_every_field_that_it_has() {
        Token token = stack.token()
                .project("webshop")
                .description("晚安")
                .scopes("AI", "metrics.read")
                .expiresIn(Duration.ofDays(1))
                .store();
        String id = token.id().value();
        Token writer = stack.token()
                .owner("admin")
                .scopes("TenantTokenManagement", "apiTokens.write")
                .store();
        stack.advance(Duration.ofMillis(482));
        stack.call(
                new RegenerateHandler(stack.wiring()),
                TestEvent.load("regenerate").calledBy(writer).path("id", id).with("overlapSeconds", 60));
        stack.advance(Duration.ofSeconds(1));
        stack.call(
                new UpdateHandler(stack.wiring()),
                TestEvent.load("update").calledBy(writer).path("id", id).body("{\"name\":\"new\",\"enabled\":false}"));

        TestResponse answer = call(request().path("id", id));

        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"new\",\"description\":\"晚安\",\"enabled\":false,"
                        + "\"personalAccessToken\":false,\"owner\":\"jane\",\"createdBy\":\"jane\","
                        + "\"project\":\"webshop\",\"creationDate\":\"2026-03-18T10:37:42.518Z\","
                        + "\"modifiedDate\":\"2026-03-18T10:37:44.000Z\","
                        + "\"expirationDate\":\"2026-03-19T10:37:42.518Z\",\"scopes\":[\"AI\",\"metrics.read\"],"
                        + "\"regeneratedDate\":\"2026-03-18T10:37:43.000Z\","
                        + "\"previousSecretValidUntil\":\"2026-03-18T10:38:43.000Z\"}");
        assertThat(answer.headers()).containsEntry("ETag", "\"3\"");
    }

    @Test
    void an_overlap_that_is_over_is_not_shown() {
        Token writer = stack.token().scopes("apiTokens.write", "metrics.read").store();
        stack.call(
                new RegenerateHandler(stack.wiring()),
                TestEvent.load("regenerate").calledBy(writer).with("overlapSeconds", 60));

        assertThat(call(request()).fieldNames()).contains("previousSecretValidUntil");
        stack.advance(Duration.ofSeconds(60));
        assertThat(call(request()).fieldNames()).doesNotContain("previousSecretValidUntil");
    }

    @Test
    void the_secret_is_not_shown() {
        assertSecretNotExposed(TestStack.OTHER_TOKEN, call(request()));
        assertThat(call(request()).body()).doesNotContainIgnoringCase("digest");
    }

    @Test
    void every_token_may_look_at_itself_and_sees_what_it_may_do() {
        Token self = stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("metrics.read").store();

        TestResponse answer = call(TestEvent.load("get-self"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.string("id")).isEqualTo(self.id().value());
        assertThat(answer.json().get("effectiveScopes").toString()).isEqualTo("[\"metrics.read\"]");
        assertSecretNotExposed(TestStack.CALLING_TOKEN, answer);
    }

    @Test
    void a_token_without_any_scope_may_look_at_itself() {
        Token self = stack.token().tokenValue(TestStack.CALLING_TOKEN).store();

        TestResponse answer = call(TestEvent.load("get-self").calledBy(self));

        assertThat(answer.json().get("effectiveScopes").toString()).isEqualTo("[]");
    }

    @Test
    void a_token_that_is_bound_to_a_project_may_look_at_itself() {
        Token self = stack.token().tokenValue(TestStack.CALLING_TOKEN).project("webshop").store();

        assertThat(call(TestEvent.load("get-self").calledBy(self)).string("project")).isEqualTo("webshop");
    }

    @Test
    void a_previous_secret_may_look() {
        assertThat(call(request().calledBy(reader, SecretGeneration.PREVIOUS)).status()).isEqualTo(200);
    }

    @Test
    void others_are_shown_to_those_only_who_may_read_tokens() {
        Token blind = stack.token().scopes("apiTokens.write", "metrics.read").store();
        TestResponse denied = call(request().calledBy(blind));

        assertError(denied, 403, "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
        assertThat(call(request().calledBy(blind).path("id", UNKNOWN_ID)))
                .as("nor do they learn which there are")
                .isEqualTo(denied);
    }

    @Test
    void tokens_of_other_projects_are_unknown() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.read").store();
        Token sibling = stack.token().project("webshop").store();
        Token elsewhere = stack.token().project("backoffice").store();
        TestResponse unknown = call(request().calledBy(bound).path("id", UNKNOWN_ID));

        assertThat(call(request().calledBy(bound).path("id", elsewhere.id().value())))
                .isEqualTo(unknown);
        assertThat(call(request().calledBy(bound))).as("one that is bound to none").isEqualTo(unknown);
        assertThat(call(request().calledBy(bound).path("id", sibling.id().value())).status())
                .isEqualTo(200);
    }

    @Test
    void who_manages_all_tokens_sees_those_of_every_owner() {
        Token foreign = invisibleToken();

        TestResponse answer = call(TestEvent.load("get").path("id", foreign.id().value()));

        assertThat(answer.string("owner")).isEqualTo("anna");
    }

    @Test
    void a_projects_administrator_sees_those_of_every_owner_in_the_project() {
        Token administrator = stack.token()
                .owner("admin")
                .project("webshop")
                .scopes("apiTokens.read", "TenantTokenManagement")
                .store();
        Token inside = stack.token().owner("anna").project("webshop").store();

        assertThat(call(request().calledBy(administrator).path("id", inside.id().value()))
                        .status())
                .isEqualTo(200);
        assertRejected(request().calledBy(administrator), 404, "There is nothing here.");
    }

    @Test
    void an_id_that_never_was_is_unknown_to_the_administrator_too() {
        assertRejected(TestEvent.load("get-unknown"), 404, "There is nothing here.");
    }

    @Test
    void expired_and_disabled_tokens_are_shown() {
        Token token = stack.token().disabled().expiresIn(Duration.ofHours(1)).store();
        stack.advance(Duration.ofDays(1));

        assertThat(call(request().path("id", token.id().value())).status()).isEqualTo(200);
    }

    @Test
    void what_nobody_thought_of_is_a_500_and_its_words_stay_out_of_the_log() {
        stack.tokens().afterEachFind(() -> {
            throw new IllegalArgumentException(TestStack.OTHER_TOKEN);
        });

        TestResponse answer = call(request());

        assertError(answer, 500, "Something went wrong on our side.");
        assertThat(stack.logLines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("failed: java.lang.IllegalArgumentException\n");
        assertSecretNotExposed(TestStack.OTHER_TOKEN, answer);
    }

    @Test
    void looking_changes_nothing() {
        call(request());

        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
    }
}
