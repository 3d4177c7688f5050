package dev.tokenry.functions.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.JsonBodyContract;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PutUserHandlerTest implements UserContract, WriteContract, JsonBodyContract {

    private static final long NOW = TestStack.NOW.toEpochMilli();

    private final TestStack stack = new TestStack();
    private final PutUserHandler handler = new PutUserHandler(stack.wiring());
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("users.write", "metrics.read", "apiTokens.write")
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
        return TestEvent.load("user-put").calledBy(writer);
    }

    @Override
    public Token authorizedToken() {
        return writer;
    }

    @Test
    void a_user_is_created_and_answered() {
        stack.token().owner("john").store();

        TestResponse answer = call(request());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).containsEntry("ETag", "\"" + NOW + "\"");
        assertThat(answer.body())
                .isEqualTo("{\"name\":\"john\",\"firstName\":\"John\",\"lastName\":\"Doe\",\"enabled\":true,"
                        + "\"scopes\":[\"metrics.read\",\"apiTokens.write\"],\"manageOwnTokens\":false,"
                        + "\"tokens\":1,\"personalTokens\":0}");
        assertThat(john())
                .isEqualTo(new User(
                        "john", "John", "Doe", true, Scopes.parse("metrics.read apiTokens.write"), false, NOW));
    }

    @Test
    void what_is_absent_or_null_has_its_default() {
        call(request());
        for (String body : List.of(
                "{\"scopes\":[]}",
                "{\"scopes\":[],\"firstName\":null,\"lastName\":null,\"enabled\":null,\"manageOwnTokens\":null}")) {
            TestResponse answer = call(request().body(body));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(john()).isEqualTo(new User("john", null, null, true, Scopes.NONE, true, NOW + 1));
        }
    }

    @Test
    void the_same_again_writes_nothing() {
        call(request());

        TestResponse answer =
                call(request().with("scopes", List.of("apiTokens.write", "metrics.read", "metrics.read")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("ETag", "\"" + NOW + "\"");
        assertThat(john().scopes().format()).isEqualTo("metrics.read apiTokens.write");
    }

    @Test
    void clients_may_send_back_what_they_were_given() {
        TestResponse given = call(request());

        assertThat(call(request().body(given.body())).status()).isEqualTo(200);
        assertThat(john().version()).isEqualTo(NOW);
        assertInvalid(request().with("name", "mary"), "name PAYLOAD_BODY");
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        TestEvent request = request()
                .path("name", "-john")
                .with("firstName", " ")
                .with("lastName", "x".repeat(101))
                .with("enabled", "yes")
                .with("scopes", List.of("metrics.read", "unheard.of"))
                .with("manageOwnTokens", 1);

        assertInvalid(
                request,
                "name PATH",
                "firstName PAYLOAD_BODY",
                "lastName PAYLOAD_BODY",
                "enabled PAYLOAD_BODY",
                "scopes[1] PAYLOAD_BODY",
                "manageOwnTokens PAYLOAD_BODY");
        assertThat(stack.users().all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"scopes\":null}", "{\"scopes\":\"AI\"}", "{\"scopes\":{}}"})
    void scopes_are_required_though_there_may_be_none(String body) {
        assertInvalid(request().body(body), "scopes PAYLOAD_BODY");
    }

    @Test
    void a_persons_names_hold_no_control_characters() {
        assertInvalid(request().with("firstName", "a\nb"), "firstName PAYLOAD_BODY");
        assertInvalid(request().with("lastName", "\u0007"), "lastName PAYLOAD_BODY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".john", "jo hn", "jöhn", "a/b"})
    void a_name_is_spelt_as_owners_are(String name) {
        assertInvalid(request().path("name", name), "name PATH");
        assertInvalid(request().path("name", "a".repeat(65)), "name PATH");
    }

    @Test
    void a_name_with_an_escape_is_unknown() {
        assertRejected(request().path("name", "jo%68n"), 404, "There is nothing here.");
    }

    @Test
    void the_longest_name_is_taken() {
        assertThat(call(request().path("name", "a@b.c-d_" + "x".repeat(56))).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"*, 412", "\"1\", 412", "'\"1\", \"2\"', 412"})
    void a_user_that_is_not_there_matches_no_version(String ifMatch, int status) {
        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(stack.users().all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"*, 200", "\"1\", 200", "'\"7\", \"1\"', 200", "\"2\", 412", "W/\"1\", 412", "1, 400"})
    void a_user_is_replaced_if_it_is_the_one_that_is_meant(String ifMatch, int status) {
        stack.users().put("john");

        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(john().version()).isEqualTo(status == 200 ? 2 : 1);
    }

    @Test
    void nobody_puts_a_scope_on_a_user_that_it_does_not_hold() {
        assertUnchanged(
                request().with("scopes", List.of("metrics.read", "users.read", "TenantTokenManagement")),
                "Token may not grant scopes that it does not hold: users.read, TenantTokenManagement");
        stack.users().put("john", "metrics.read");
        assertUnchanged(
                request().with("scopes", List.of("metrics.read", "AI")).with("enabled", false),
                "Token may not grant scopes that it does not hold: AI");
    }

    @Test
    void a_scope_that_a_user_has_already_is_not_put_there() {
        stack.users().put("john", "AI");

        assertThat(call(request().with("scopes", List.of("AI", "metrics.read")))
                        .status())
                .isEqualTo(200);
        assertThat(john().scopes().format()).isEqualTo("AI metrics.read");
    }

    @Test
    void nobody_enables_a_user_whose_scopes_it_could_not_grant() {
        stack.users().put("john", false, true, "AI");

        assertUnchanged(
                request().with("scopes", List.of("AI")), "Token may not grant scopes that it does not hold: AI");
        assertUnchanged(request().with("scopes", List.of()), "Token may not grant scopes that it does not hold: AI");
    }

    @Test
    void nobody_changes_its_own_owners_user_but_who_manages_all_tokens() {
        String message = "Only TenantTokenManagement changes the caller's own user.";
        TestEvent own = request().path("name", "jane");
        assertUnchanged(own, message);
        stack.users().put("jane", true, false);
        assertUnchanged(own, message);

        Token administrator =
                stack.token().scopes("users.write", "TenantTokenManagement").store();
        assertThat(call(own.calledBy(administrator)).status()).isEqualTo(200);
    }

    private void assertUnchanged(TestEvent event, String message) {
        List<User> before = stack.users().all();
        assertRejected(event, 403, message);
        assertThat(stack.users().all()).isEqualTo(before);
    }

    private User john() {
        return stack.users().find("john").orElseThrow();
    }
}
