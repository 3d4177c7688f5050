package dev.tokenry.functions.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.TokenBuilder;
import dev.tokenry.functions.TokenPathContract;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GetTokenHandlerTest implements TokenPathContract {

    private final TestStack stack = new TestStack();
    private final GetTokenHandler handler = new GetTokenHandler(stack.wiring());
    private final Token target = stack.token()
            .tokenValue(TestStack.OTHER_TOKEN)
            .scopes("metrics.read")
            .store();
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
    void absent_fields_are_omitted() {
        TestResponse response = call(request());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo(
                        "{\"id\":\"tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX\",\"name\":\"tokenName\",\"enabled\":true,"
                                + "\"personalAccessToken\":false,\"owner\":\"jane\",\"createdBy\":\"jane\","
                                + "\"creationDate\":\"2026-03-18T10:37:42.518Z\",\"scopes\":[\"metrics.read\"],\"status\":\"active\"}");
        assertThat(response.headers())
                .containsOnly(
                        Map.entry("Cache-Control", "no-store"),
                        Map.entry("Content-Type", "application/json; charset=utf-8"),
                        Map.entry("ETag", "\"1\""));
    }

    @Test
    void all_present_fields_are_returned() {
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
                new RegenerateTokenHandler(stack.wiring()),
                TestEvent.load("regenerate").calledBy(writer).path("id", id).with("overlapSeconds", 60));
        stack.advance(Duration.ofSeconds(1));
        stack.call(
                new UpdateTokenHandler(stack.wiring()),
                TestEvent.load("update").calledBy(writer).path("id", id).body("{\"name\":\"new\",\"enabled\":false}"));

        TestResponse response = call(request().path("id", id));

        assertThat(response.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"new\",\"description\":\"晚安\",\"enabled\":false,"
                        + "\"personalAccessToken\":false,\"owner\":\"jane\",\"createdBy\":\"jane\","
                        + "\"project\":\"webshop\",\"creationDate\":\"2026-03-18T10:37:42.518Z\","
                        + "\"modifiedDate\":\"2026-03-18T10:37:44.000Z\","
                        + "\"expirationDate\":\"2026-03-19T10:37:42.518Z\",\"scopes\":[\"AI\",\"metrics.read\"],"
                        + "\"regeneratedDate\":\"2026-03-18T10:37:43.000Z\","
                        + "\"previousSecretValidUntil\":\"2026-03-18T10:38:43.000Z\",\"status\":\"disabled\"}");
        assertThat(response.headers()).containsEntry("ETag", "\"3\"");
    }

    @Test
    void status_is_the_first_that_applies() {
        stack.users().put("jane", false, true, "metrics.read");

        assertThat(statusOf(stack.token())).isEqualTo("ownerDisabled");
        assertThat(statusOf(stack.token().expiresIn(Duration.ofSeconds(-1)))).isEqualTo("expired");
        assertThat(statusOf(stack.token().disabled().expiresIn(Duration.ofSeconds(-1))))
                .isEqualTo("disabled");
        assertThat(statusOf(stack.token().owner("joe"))).isEqualTo("active");
        assertThat(statusOf(stack.token().owner("joe").personal())).isEqualTo("ownerDisabled");
    }

    @Test
    void damaged_user_stops_its_tokens_and_does_not_hide_them() {
        stack.users().put("joe");
        stack.users().damage("joe");

        assertThat(statusOf(stack.token().owner("joe"))).isEqualTo("ownerDisabled");
    }

    private String statusOf(TokenBuilder builder) {
        Token reader = stack.token()
                .owner("admin")
                .scopes("TenantTokenManagement", "apiTokens.read")
                .store();
        return call(request().calledBy(reader).path("id", builder.store().id().value()))
                .string("status");
    }

    @Test
    void ended_overlap_is_not_shown() {
        Token writer = stack.token().scopes("apiTokens.write", "metrics.read").store();
        stack.call(
                new RegenerateTokenHandler(stack.wiring()),
                TestEvent.load("regenerate").calledBy(writer).with("overlapSeconds", 60));

        assertThat(call(request()).fieldNames()).contains("previousSecretValidUntil");
        stack.advance(Duration.ofSeconds(60));
        assertThat(call(request()).fieldNames()).doesNotContain("previousSecretValidUntil");
    }

    @Test
    void secret_is_not_shown() {
        assertSecretNotExposed(TestStack.OTHER_TOKEN, call(request()));
        assertThat(call(request()).body()).doesNotContainIgnoringCase("digest");
    }

    @Test
    void token_can_get_itself_with_effective_scopes() {
        Token self = stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .scopes("metrics.read")
                .store();

        TestResponse response = call(TestEvent.load("get-self"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.string("id")).isEqualTo(self.id().value());
        assertThat(response.json().get("effectiveScopes").toString()).isEqualTo("[\"metrics.read\"]");
        assertSecretNotExposed(TestStack.CALLING_TOKEN, response);
    }

    @Test
    void token_without_scopes_can_get_itself() {
        Token self = stack.token().tokenValue(TestStack.CALLING_TOKEN).store();

        TestResponse response = call(TestEvent.load("get-self").calledBy(self));

        assertThat(response.json().get("effectiveScopes").toString()).isEqualTo("[]");
    }

    @Test
    void project_bound_token_can_get_itself() {
        Token self = stack.token()
                .tokenValue(TestStack.CALLING_TOKEN)
                .project("webshop")
                .store();

        assertThat(call(TestEvent.load("get-self").calledBy(self)).string("project"))
                .isEqualTo("webshop");
    }

    @Test
    void previous_secret_may_read() {
        assertThat(call(request().calledBy(reader, SecretGeneration.PREVIOUS)).status())
                .isEqualTo(200);
    }

    @Test
    void getting_another_token_requires_read_scope() {
        Token withoutReadScope =
                stack.token().scopes("apiTokens.write", "metrics.read").store();
        TestResponse denied = call(request().calledBy(withoutReadScope));

        assertError(denied, 403, "Token is missing required scope. Use one of: apiTokens.read (Read API tokens)");
        assertThat(call(request().calledBy(withoutReadScope).path("id", UNKNOWN_ID)))
                .as("nor do they learn which there are")
                .isEqualTo(denied);
    }

    @Test
    void tokens_of_other_projects_are_not_found() {
        Token projectBound =
                stack.token().project("webshop").scopes("apiTokens.read").store();
        Token sameProject = stack.token().project("webshop").store();
        Token otherProject = stack.token().project("backoffice").store();
        TestResponse unknown = call(request().calledBy(projectBound).path("id", UNKNOWN_ID));

        assertThat(call(request()
                        .calledBy(projectBound)
                        .path("id", otherProject.id().value())))
                .isEqualTo(unknown);
        assertThat(call(request().calledBy(projectBound)))
                .as("one that is bound to none")
                .isEqualTo(unknown);
        assertThat(call(request()
                                .calledBy(projectBound)
                                .path("id", sameProject.id().value()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tenant_manager_sees_tokens_of_every_owner() {
        Token foreign = invisibleToken();

        TestResponse response =
                call(TestEvent.load("get").path("id", foreign.id().value()));

        assertThat(response.string("owner")).isEqualTo("anna");
    }

    @Test
    void project_administrator_sees_all_tokens_of_the_project() {
        Token administrator = stack.token()
                .owner("admin")
                .project("webshop")
                .scopes("apiTokens.read", "TenantTokenManagement")
                .store();
        Token inProject = stack.token().owner("anna").project("webshop").store();

        assertThat(call(request()
                                .calledBy(administrator)
                                .path("id", inProject.id().value()))
                        .status())
                .isEqualTo(200);
        assertRejected(request().calledBy(administrator), 404, "Not found.");
    }

    @Test
    void nonexistent_id_is_not_found_for_administrators() {
        assertRejected(TestEvent.load("get-unknown"), 404, "Not found.");
    }

    @Test
    void expired_and_disabled_tokens_are_shown() {
        Token token = stack.token().disabled().expiresIn(Duration.ofHours(1)).store();
        stack.advance(Duration.ofDays(1));

        assertThat(call(request().path("id", token.id().value())).status()).isEqualTo(200);
    }

    @Test
    void unexpected_exception_is_a_500_and_its_message_is_not_logged() {
        stack.tokens().afterEachFind(() -> {
            throw new IllegalArgumentException(TestStack.OTHER_TOKEN);
        });

        TestResponse response = call(request());

        assertError(response, 500, "Internal server error.");
        assertThat(stack.logLines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("failed: java.lang.IllegalArgumentException\n");
        assertSecretNotExposed(TestStack.OTHER_TOKEN, response);
    }

    @Test
    void get_changes_nothing() {
        call(request());

        assertThat(stack.tokens().get(target.id())).isEqualTo(target);
    }
}
