package dev.tokenry.authorizer;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests without a decision: a dependency is unavailable, or the event is not supported. */
class FailedInvocationsTest extends AuthorizerTestBase {

    static Stream<Arguments> failures() {
        return Stream.of(
                state("store unavailable", stack -> {
                    writer(stack).store();
                    stack.tokens().makeUnavailable();
                }),
                state("pepper unavailable", stack -> {
                    writer(stack).store();
                    stack.makePepperUnavailable();
                }),
                state("pepper unavailable, token unknown", TestStack::makePepperUnavailable),
                state("wrong pepper", stack -> {
                    writer(stack).store();
                    stack.replacePepper();
                }));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failure_yields_no_decision(Consumer<TestStack> state) {
        state.accept(stack);

        assertNoDecision(event());
    }

    @Test
    void cached_pepper_is_used_while_kms_is_unavailable() throws IOException {
        storeCallingToken("apiTokens.write");
        authorize(event());
        stack.makePepperUnavailable();
        stack.advance(Duration.ofHours(11));

        assertAllowed(event());
        stack.advance(Duration.ofHours(1));
        assertNoDecision(event());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # event          | changes
        authorize-create | {"type":null}
        authorize-create | {"type":"request"}
        authorize-create | {"type":"TOKEN"}
        authorize-create | {"type":["REQUEST"]}
        authorize-create | {"authorizationToken":"Bearer {token}"}
        authorize-create | {"routeArn":"arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/POST/v2/apiTokens"}
        authorize-create | {"version":"1.0","resource":null}
        authorize-create | {"version":"2.0"}
        authorize-create | {"version":"3.0"}
        authorize-create | {"methodArn":null}
        authorize-create | {"methodArn":{}}
        authorize-create | {"methodArn":"arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/GET/v2/apiTokens"}
        authorize-create | {"methodArn":"arn:aws:lambda:eu-central-1:123456789012:a1b2c3d4e5/api/POST/v2/apiTokens"}
        authorize-create | {"methodArn":"POST/v2/apiTokens"}
        authorize-create | {"httpMethod":null}
        authorize-create | {"httpMethod":"post"}
        authorize-create | {"resource":null}
        authorize-create | {"multiValueHeaders":{"Authorization":[["x"]]}}
        authorize-create | {"multiValueHeaders":{"Authorization":{}}}
        authorize-create | {"pathParameters":{"project":["webshop"]}}
        authorize-token  | {"authorizationToken":null}
        authorize-token  | {"resource":"/orders/{id}"}
        authorize-http-1 | {"version":null}
        authorize-http-1 | {"version":"2.0"}
        authorize-http-1 | {"httpMethod":null}
        authorize-http-2 | {"version":null}
        authorize-http-2 | {"version":"1.0"}
        authorize-http-2 | {"routeKey":null}
        authorize-http-2 | {"methodArn":"arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/api/POST/v2/apiTokens"}
        authorize-http-2 | {"requestContext":{}}
        """)
    void unsupported_event_fails_the_invocation(String file, String changes) {
        TestEvent event = change(TestEvent.load(file), changes.replace("{token}", TestStack.CALLING_TOKEN));

        assertInvocationFails(event.toJson());
    }

    static Stream<String> textsOtherThanEvents() {
        String event = event().toJson();
        return Stream.of(
                "",
                "null",
                "[]",
                "\"REQUEST\"",
                "{}",
                "{\"type\":\"REQUEST\"}",
                event.substring(0, 400),
                event.substring(0, event.length() - 1),
                "{\"version\":\"2.0\",\"type\":\"REQUEST\",\"routeArn\":\"" + METHOD_ARN
                        + "\",\"routeKey\":\"POST /v2/apiTokens\",\"headers\":{\"authorization\":\"Bearer "
                        + TestStack.CALLING_TOKEN + "\"}}");
    }

    @ParameterizedTest
    @MethodSource("textsOtherThanEvents")
    void anything_but_an_event_fails_the_invocation(String text) {
        assertInvocationFails(text);
    }

    private void assertInvocationFails(String event) {
        storeCallingToken("apiTokens.write");

        failureOf(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
    }
}
