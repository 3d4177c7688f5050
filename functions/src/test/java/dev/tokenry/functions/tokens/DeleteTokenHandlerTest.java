package dev.tokenry.functions.tokens;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.IfMatchContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenSettings;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeleteTokenHandlerTest implements IfMatchContract, WriteContract {

    private final TestStack stack = new TestStack();
    private final DeleteTokenHandler handler = new DeleteTokenHandler(stack.wiring());
    private final Token target = stack.token()
            .tokenValue(TestStack.OTHER_TOKEN)
            .scopes("metrics.read")
            .store();
    private final Token writer = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("apiTokens.write")
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
        return TestEvent.load("delete").calledBy(writer);
    }

    @Override
    public Token authorizedToken() {
        return writer;
    }

    @Override
    public Token invisibleToken() {
        return stack.token().owner("anna").store();
    }

    @Test
    void deleted_token_is_gone_and_inactive() {
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();

        TestResponse response = call(request());

        assertThat(response).isEqualTo(new TestResponse(204, Map.of("Cache-Control", "no-store"), ""));
        assertThat(stack.tokens().all()).containsExactly(writer);
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
    }

    @Test
    void token_of_a_damaged_user_is_disabled_and_deleted_by_those_who_manage_all_tokens() {
        Token token = stack.token().owner("joe").store();
        Token admin = stack.token()
                .owner("admin")
                .scopes("apiTokens.write", "TenantTokenManagement")
                .store();
        stack.users().put("joe");
        stack.users().damage("joe");
        TestEvent disable = TestEvent.load("patch")
                .calledBy(admin)
                .path("id", token.id().value())
                .body("{\"enabled\":false}");
        TestEvent enable = TestEvent.load("patch")
                .calledBy(admin)
                .path("id", token.id().value())
                .body("{\"enabled\":true}");

        PatchTokenHandler patch = new PatchTokenHandler(stack.wiring());
        assertThat(stack.call(patch, disable).status()).isEqualTo(200);
        assertThat(stack.call(patch, enable).status()).isEqualTo(503);
        TestEvent delete = request().calledBy(admin).path("id", token.id().value());
        assertThat(call(delete.header("If-Match", "*")).status()).isEqualTo(204);
        assertThat(stack.tokens().all()).doesNotContain(token);
    }

    @Test
    void deleted_token_is_not_found_by_get_and_delete() {
        call(request());

        assertRejected(request(), 404, "Not found.");
        assertError(stack.call(new GetTokenHandler(stack.wiring()), TestEvent.load("get")), 404, "Not found.");
    }

    @Test
    void deleted_token_id_is_never_reused() {
        call(request());

        assertThat(stack.tokens().insert(target, STAMP)).isFalse();
    }

    @Test
    void a_token_cannot_delete_itself() {
        assertInvalid(TestEvent.load("delete-self").calledBy(writer), "id PATH");
        assertThat(call(TestEvent.load("delete-self")).message()).isEqualTo("A token cannot delete itself.");
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isTrue();
    }

    @Test
    void disabled_and_more_privileged_tokens_can_be_deleted() {
        Token privileged = stack.token().disabled().scopes("users.write").store();

        assertThat(call(request().path("id", privileged.id().value())).status()).isEqualTo(204);
    }

    @Test
    void tokens_of_other_projects_are_not_found_and_kept() {
        Token projectBound =
                stack.token().project("webshop").scopes("apiTokens.write").store();
        Token sameProject = stack.token().project("webshop").store();
        Token otherProject = stack.token().project("backoffice").store();

        assertRejected(request().calledBy(projectBound), 404, "Not found.");
        assertRejected(
                request().calledBy(projectBound).path("id", otherProject.id().value()), 404, "Not found.");
        assertThat(call(request()
                                .calledBy(projectBound)
                                .path("id", sameProject.id().value()))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void tenant_manager_deletes_tokens_of_every_owner() {
        Token foreign = invisibleToken();

        assertThat(call(TestEvent.load("delete").path("id", foreign.id().value()))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void concurrent_update_does_not_prevent_deletion() {
        AtomicInteger calls = new AtomicInteger();
        stack.tokens().afterEachFind(() -> {
            if (calls.getAndIncrement() == 0) {
                Token current = stack.tokens().get(target.id());
                TokenSettings settings = current.settings().withModifiedAt(TestStack.NOW);
                stack.tokens().replace(current, current.withSettings(settings), STAMP);
            }
        });

        assertThat(call(request()).status()).isEqualTo(204);
        assertThat(stack.tokens().all()).containsExactly(writer);
    }

    @Test
    void secret_is_not_exposed() {
        assertSecretNotExposed(TestStack.OTHER_TOKEN, call(request()));
    }
}
