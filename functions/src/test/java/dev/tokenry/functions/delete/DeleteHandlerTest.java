package dev.tokenry.functions.delete;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.IfMatchContract;
import dev.tokenry.functions.TestAnswer;
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
            stack.token().as(TestStack.OTHER).scopes("metrics.read").kept();
    private final Token writer =
            stack.token().as(TestStack.CALLER).scopes("apiTokens.write").kept();

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
        return TestEvent.read("delete").by(writer);
    }

    @Override
    public Token caller() {
        return writer;
    }

    @Override
    public Token foreign() {
        return stack.token().owner("anna").kept();
    }

    @Test
    void a_deleted_token_is_gone_and_opens_nothing() {
        assertThat(stack.isLive(TestStack.OTHER)).isTrue();

        TestAnswer answer = answer(request());

        assertThat(answer).isEqualTo(new TestAnswer(204, Map.of("Cache-Control", "no-store"), ""));
        assertThat(stack.tokens().all()).containsExactly(writer);
        assertThat(stack.isLive(TestStack.OTHER)).isFalse();
    }

    @Test
    void a_deleted_token_is_unknown_to_readers_and_to_a_second_delete() {
        answer(request());

        assertRefused(request(), 404, "There is nothing here.");
        assertError(stack.call(new GetHandler(stack.wiring()), TestEvent.read("get")), 404, "There is nothing here.");
    }

    @Test
    void a_deleted_tokens_id_is_never_used_again() {
        answer(request());

        assertThat(stack.tokens().insert(target)).isFalse();
    }

    @Test
    void a_token_cannot_delete_itself() {
        assertInvalid(TestEvent.read("delete-self").by(writer), "id PATH");
        assertThat(answer(TestEvent.read("delete-self")).message()).isEqualTo("A token cannot delete itself.");
        assertThat(stack.isLive(TestStack.CALLER)).isTrue();
    }

    @Test
    void disabled_tokens_and_such_as_hold_more_than_the_caller_can_be_deleted() {
        Token strong = stack.token().disabled().scopes("TenantTokenManagement").kept();

        assertThat(answer(request().path("id", strong.id().value())).status()).isEqualTo(204);
    }

    @Test
    void tokens_of_other_projects_are_unknown_and_stay() {
        Token bound = stack.token().project("webshop").scopes("apiTokens.write").kept();
        Token sibling = stack.token().project("webshop").kept();
        Token elsewhere = stack.token().project("backoffice").kept();

        assertRefused(request().by(bound), 404, "There is nothing here.");
        assertRefused(request().by(bound).path("id", elsewhere.id().value()), 404, "There is nothing here.");
        assertThat(answer(request().by(bound).path("id", sibling.id().value())).status())
                .isEqualTo(204);
    }

    @Test
    void who_manages_all_tokens_deletes_those_of_every_owner() {
        Token foreign = foreign();

        assertThat(answer(TestEvent.read("delete").path("id", foreign.id().value()))
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

        assertThat(answer(request()).status()).isEqualTo(204);
        assertThat(stack.tokens().all()).containsExactly(writer);
    }

    @Test
    void the_secret_appears_nowhere() {
        assertNowhere(TestStack.OTHER, answer(request()));
    }
}
