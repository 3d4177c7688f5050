package dev.tokenry.functions.notfound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotFoundHandlerTest {

    private static final TestResponse NOTHING = new TestResponse(
            404,
            Map.of("Cache-Control", "no-store", "Content-Type", "application/json; charset=utf-8"),
            "{\"error\":{\"code\":404,\"message\":\"There is nothing here.\"}}");

    private final TestStack stack = new TestStack();

    private TestResponse answer(TestEvent event) {
        return stack.call(new NotFoundHandler(), event);
    }

    @Test
    void an_unknown_path_is_answered_with_the_error_envelope() {
        assertThat(answer(TestEvent.load("not-found"))).isEqualTo(NOTHING);
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void with_or_without_credentials_the_answer_is_the_same() {
        assertThat(answer(TestEvent.load("not-found").withoutHeader("Authorization")))
                .isEqualTo(NOTHING);
        assertThat(answer(TestEvent.load("not-found").header("Authorization", "AWS4-HMAC-SHA256 x")))
                .isEqualTo(NOTHING);
    }

    @Test
    void every_method_and_path_is_answered_the_same() {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")) {
            assertThat(answer(TestEvent.load("not-found")
                            .set("httpMethod", method)
                            .set("path", "/")))
                    .isEqualTo(NOTHING);
        }
    }

    @Test
    void nothing_of_the_request_is_read_or_echoed() {
        TestEvent event = TestEvent.load("not-found")
                .path("proxy", TestStack.OTHER_TOKEN)
                .query("q", TestStack.OTHER_TOKEN)
                .header("Content-Type", "text/plain")
                .body("{\"x\":\"" + TestStack.OTHER_TOKEN + "\"" + "x".repeat(100_000));

        assertThat(answer(event)).isEqualTo(NOTHING);
    }

    @Test
    void an_event_without_anything_in_it_is_answered_the_same() {
        TestEvent event = TestEvent.load("not-found")
                .set("requestContext", null)
                .set("pathParameters", null)
                .set("headers", null)
                .set("multiValueHeaders", null);

        assertThat(answer(event)).isEqualTo(NOTHING);
    }
}
