package dev.tokenry.functions.scopetemplates;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.WriteContract;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteScopeTemplateHandlerTest implements WriteContract {

    private final TestStack stack = new TestStack();
    private final DeleteScopeTemplateHandler handler = new DeleteScopeTemplateHandler(stack.wiring());
    private final Token caller = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("scopes.write", "metrics.read")
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
        return TestEvent.load("template-delete").calledBy(caller);
    }

    @Override
    public Token authorizedToken() {
        return caller;
    }

    @BeforeEach
    void put() {
        stack.scopeTemplates().put("reader", "metrics.read");
    }

    @Test
    void deleted_template_is_gone() {
        assertThat(call(request()).status()).isEqualTo(204);
        assertThat(stack.scopeTemplates().all()).isEmpty();
        assertRejected(request(), 404, "Not found.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "Reader", "", "a%20b"})
    void unknown_or_invalid_name_is_not_found(String name) {
        assertRejected(request().path("name", name), 404, "Not found.");
    }

    @Test
    void template_with_scopes_that_the_caller_could_not_grant_stays() {
        Token other = stack.token().scopes("scopes.write").store();

        assertRejected(request().calledBy(other), 403, "Token cannot grant scopes that it does not hold: metrics.read");
        assertThat(stack.scopeTemplates().all()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"*, 204", "\"1\", 204", "\"2\", 412", "x, 400"})
    void template_is_deleted_if_the_version_matches(String ifMatch, int status) {
        assertThat(call(request().header("If-Match", ifMatch)).status()).isEqualTo(status);
        assertThat(stack.scopeTemplates().all().isEmpty()).isEqualTo(status == 204);
    }
}
