package dev.tokenry.functions.notfound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotFoundHandlerTest {

    private static final TestResponse NOT_FOUND = new TestResponse(
            404,
            Map.of("Cache-Control", "no-store", "Content-Type", "application/json; charset=utf-8"),
            "{\"error\":{\"code\":404,\"message\":\"Not found.\",\"reason\":\"not-found\"}}");

    private final TestStack stack = new TestStack();

    private TestResponse call(TestEvent event) {
        return stack.call(new NotFoundHandler(), event);
    }

    @Test
    void unknown_path_returns_the_error_envelope() {
        assertThat(call(TestEvent.load("not-found"))).isEqualTo(NOT_FOUND);
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void credentials_do_not_change_the_response() {
        assertThat(call(TestEvent.load("not-found").withoutHeader("Authorization")))
                .isEqualTo(NOT_FOUND);
        assertThat(call(TestEvent.load("not-found").header("Authorization", "AWS4-HMAC-SHA256 x")))
                .isEqualTo(NOT_FOUND);
    }

    @Test
    void method_and_path_do_not_change_the_response() {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")) {
            assertThat(call(TestEvent.load("not-found")
                            .set("httpMethod", method)
                            .set("path", "/")))
                    .isEqualTo(NOT_FOUND);
        }
    }

    @Test
    void request_is_neither_read_nor_echoed() {
        TestEvent event = TestEvent.load("not-found")
                .path("proxy", TestStack.OTHER_TOKEN)
                .query("q", TestStack.OTHER_TOKEN)
                .header("Content-Type", "text/plain")
                .body("{\"x\":\"" + TestStack.OTHER_TOKEN + "\"" + "x".repeat(100_000));

        assertThat(call(event)).isEqualTo(NOT_FOUND);
    }

    @Test
    void empty_event_gets_the_same_response() {
        TestEvent event = TestEvent.load("not-found")
                .set("requestContext", null)
                .set("pathParameters", null)
                .set("headers", null)
                .set("multiValueHeaders", null);

        assertThat(call(event)).isEqualTo(NOT_FOUND);
    }
}
