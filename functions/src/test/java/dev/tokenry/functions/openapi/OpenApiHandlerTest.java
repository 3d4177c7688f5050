package dev.tokenry.functions.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiHandlerTest {

    private final TestStack stack = new TestStack();

    private TestResponse answer(TestEvent event) {
        return stack.call(new OpenApiHandler(), event);
    }

    @Test
    void anyone_is_shown_the_document_and_may_keep_it_for_a_while() {
        TestResponse answer = answer(TestEvent.load("openapi"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .isEqualTo(Map.of(
                        "Cache-Control", "public, max-age=300", "Content-Type", "application/json; charset=utf-8"));
        assertThat(answer.json().at("/openapi").textValue()).startsWith("3.1");
        assertThat(answer.json().at("/paths/~1v2~1apiTokens/post").isObject()).isTrue();
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void credentials_change_nothing() {
        assertThat(answer(TestEvent.load("openapi").header("Authorization", "Api-Token " + TestStack.OTHER_TOKEN)))
                .isEqualTo(answer(TestEvent.load("openapi")));
    }

    @Test
    void a_whole_token_in_the_address_is_refused_and_the_refusal_kept_nowhere() {
        TestResponse answer = answer(TestEvent.load("openapi").query("token", TestStack.OTHER_TOKEN));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.violations()).containsExactly("token QUERY");
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(answer.body()).doesNotContain(TestStack.OTHER_TOKEN);
    }
}
