package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.TokenBuilder;
import dev.tokenry.model.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.junit.jupiter.params.provider.Arguments;

/** An authorizer over a stack in memory, with the token of the event files, and assertions about its decisions. */
abstract class AuthorizerTestBase {

    static final String METHOD_ARN = "arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/POST/v2/apiTokens";

    final TestStack stack = new TestStack();
    final AuthorizeHandler handler = TestAuthorizer.of(stack);

    Token storeCallingToken(String... scopes) {
        return callingToken(stack).scopes(scopes).store();
    }

    static TokenBuilder writer(TestStack stack) {
        return callingToken(stack).scopes("apiTokens.write");
    }

    static TokenBuilder callingToken(TestStack stack) {
        return stack.token().tokenValue(TestStack.CALLING_TOKEN);
    }

    static Arguments state(String name, Consumer<TestStack> state) {
        return argumentSet(name, state);
    }

    static Arguments state(String name, String reason, Consumer<TestStack> state) {
        return argumentSet(name, reason, state);
    }

    static TestEvent event() {
        return TestEvent.load("authorize-create");
    }

    static TestEvent request(String methodAndResource) {
        String[] parts = methodAndResource.split(" ");
        return event().method(parts[0]).set("resource", parts[1]);
    }

    static TestEvent anonymous() {
        return event().withoutHeader("Authorization");
    }

    static TestEvent with(String... authorization) {
        return anonymous().header("Authorization", authorization);
    }

    /** Replaces the fields of an event by those of a JSON object. */
    static TestEvent change(TestEvent event, String changes) {
        TestResponse.json(changes).properties().forEach(it -> event.set(it.getKey(), it.getValue()));
        return event;
    }

    /** Asserts a policy that allows exactly this request. */
    void assertAllowed(TestEvent event) throws IOException {
        assertThat(statement(authorize(event))).isEqualTo(statement("Allow", event));
    }

    /** Asserts a 401 and that the log names only the reason. */
    void assertUnauthorized(TestEvent event, String reason) throws IOException {
        assertUnauthorized(event);
        assertThat(stack.logLines()).containsExactly("denied: " + reason);
    }

    /** Asserts the failure that a REST API maps to 401: exactly this message, no cause and no response. */
    void assertUnauthorized(TestEvent event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        assertThatThrownBy(() -> handler.handleRequest(event.toInputStream(), output, stack.context()))
                .isExactlyInstanceOf(UnauthorizedException.class)
                .hasMessage("Unauthorized")
                .hasNoCause();
        assertThat(output.size()).isZero();
    }

    void assertNoDecision(TestEvent event) {
        assertThat(failureOf(event.toInputStream())).isInstanceOf(ServiceUnavailableException.class);
    }

    /** Returns the failure of an invocation, which is no 401, reveals no secret and leaves no response. */
    Throwable failureOf(InputStream event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        Throwable failure = catchThrowable(() -> handler.handleRequest(event, output, stack.context()));

        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).isNotEqualTo("Unauthorized").doesNotContain("EXAMPLETOKEN");
        assertThat(output.size()).isZero();
        return failure;
    }

    TestAuthorizerResponse authorize(TestEvent event) throws IOException {
        return TestAuthorizerResponse.call(handler, event, stack);
    }

    static String statement(TestAuthorizerResponse response) {
        return response.json().at("/policyDocument/Statement/0").toString();
    }

    static String statement(String effect, TestEvent event) {
        String arn = TestResponse.json(event.toJson()).get("methodArn").textValue();
        return "{\"Action\":\"execute-api:Invoke\",\"Effect\":\"" + effect + "\",\"Resource\":\"" + arn + "\"}";
    }
}
