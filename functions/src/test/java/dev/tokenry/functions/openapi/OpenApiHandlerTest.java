package dev.tokenry.functions.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiHandlerTest {

    private final TestStack stack = new TestStack();

    private TestResponse call(TestEvent event) {
        return stack.call(new OpenApiHandler(), event);
    }

    @Test
    void document_is_public_and_cacheable() {
        TestResponse response = call(TestEvent.load("openapi"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers())
                .isEqualTo(Map.of(
                        "Cache-Control", "public, max-age=300", "Content-Type", "application/json; charset=utf-8"));
        assertThat(response.json().at("/openapi").textValue()).startsWith("3.1");
        assertThat(response.json().at("/paths/~1v2~1apiTokens/post").isObject()).isTrue();
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void credentials_do_not_change_the_response() {
        assertThat(call(TestEvent.load("openapi").header("Authorization", "Api-Token " + TestStack.OTHER_TOKEN)))
                .isEqualTo(call(TestEvent.load("openapi")));
    }

    @Test
    void token_value_in_the_path_is_rejected_and_not_cacheable() {
        TestResponse response = call(TestEvent.load("openapi").query("token", TestStack.OTHER_TOKEN));

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.violations()).containsExactly("token QUERY");
        assertThat(response.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(response.body()).doesNotContain(TestStack.OTHER_TOKEN);
    }
}
