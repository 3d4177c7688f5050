package dev.tokenry.functions.delete;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.IfMatchContract;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.functions.get.GetHandler;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.Token;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeleteHandlerTest implements IfMatchContract, WriteContract {

    private final TestStack stack = new TestStack();
    private final DeleteHandler handler = new DeleteHandler(stack.wiring());
    private final Token target =
            stack.token().tokenValue(TestStack.OTHER_TOKEN).scopes("metrics.read").store();
    private final Token writer =
            stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes("apiTokens.write").store();

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
    void a_deleted_token_is_gone_and_opens_nothing() {
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isTrue();

        TestResponse answer = call(request());

        assertThat(answer).isEqualTo(new TestResponse(204, Map.of("Cache-Control", "no-store"), ""));
        assertThat(stack.tokens().all()).containsExactly(writer);
        assertThat(stack.isActive(TestStack.OTHER_TOKEN)).isFalse();
    }

    @Test
    void a_deleted_token_is_unknown_to_readers_and_to_a_second_delete() {
        call(request());

        assertRejected(request(), 404, "There is nothing here.");
        assertError(stack.call(new GetHandler(stack.wiring()), TestEvent.load("get")), 404, "There is nothing here.");
    }

    @Test
    void a_deleted_tokens_id_is_never_used_again() {
        call(request());

        assertThat(stack.tokens().insert(target)).isFalse();
    }

    @Test
    void a_token_cannot_delete_itself() {
        assertInvalid(TestEvent.load("delete-self").calledBy(writer), "id PATH");
        assertThat(call(TestEvent.load("delete-self")).message()).isEqualTo("A token cannot delete itself.");
        assertThat(stack.isActive(TestStack.CALLING_TOKEN)).isTrue();
    }

    @Test
    void disabled_tokens_and_such_as_hold_more_than_the_caller_can_be_deleted() {
        Token strong = stack.token().disabled().scopes("TenantTokenManagement").store();

        assertThat(call(request().path("id", strong.id().value())).status()).isEqualTo(204);
    }

    @Test
    void tokens_of_other_projects_are_unknown_and_stay() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.write").store();
        Token sibling = stack.token().project("webshop").store();
        Token elsewhere = stack.token().project("backoffice").store();

        assertRejected(request().calledBy(bound), 404, "There is nothing here.");
        assertRejected(request().calledBy(bound).path("id", elsewhere.id().value()), 404, "There is nothing here.");
        assertThat(call(request().calledBy(bound).path("id", sibling.id().value())).status())
                .isEqualTo(204);
    }

    @Test
    void who_manages_all_tokens_deletes_those_of_every_owner() {
        Token foreign = invisibleToken();

        assertThat(call(TestEvent.load("delete").path("id", foreign.id().value()))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void a_change_that_comes_between_does_not_save_it() {
        AtomicInteger once = new AtomicInteger();
        stack.tokens().afterEachFind(() -> {
            if (once.getAndIncrement() == 0) {
                Token now = stack.tokens().get(target.id());
                TokenSettings settings = now.settings().withModifiedAt(TestStack.NOW);
                stack.tokens().replace(now, now.withSettings(settings));
            }
        });

        assertThat(call(request()).status()).isEqualTo(204);
        assertThat(stack.tokens().all()).containsExactly(writer);
    }

    @Test
    void the_secret_appears_nowhere() {
        assertSecretNotExposed(TestStack.OTHER_TOKEN, call(request()));
    }
}
