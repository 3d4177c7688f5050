package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.create.CreateHandler;
import dev.tokenry.functions.update.UpdateHandler;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What handlers answer where names are unique. */
class UniqueNamesTest {

    private final TestStack stack = new TestStack();
    private final Token jane = stack.token()
            .as(TestStack.CALLER)
            .name("Jane's own")
            .scopes("apiTokens.write", "metrics.read")
            .kept();
    private final Token holder = stack.token().name("say \"hi\"").kept();

    @BeforeEach
    void names_are_unique() {
        stack.tokens().namesAreUnique();
    }

    @Test
    void creating_with_a_taken_name_is_a_conflict_that_names_both() {
        assertTaken(stack.call(
                new CreateHandler(stack.wiring()), TestEvent.read("create").with("name", "say \"hi\"")));
        assertThat(stack.tokens().all()).hasSize(2);
    }

    @Test
    void creating_with_a_taken_name_does_not_use_a_key_up() {
        TestEvent event = TestEvent.read("create").with("name", "say \"hi\"").header("Idempotency-Key", "once");
        CreateHandler create = new CreateHandler(stack.wiring());
        assertTaken(stack.call(create, event));
        stack.tokens().delete(holder);

        assertThat(stack.call(create, event).status()).isEqualTo(201);
    }

    @Test
    void renaming_to_a_taken_name_is_a_conflict_that_names_both() {
        Token other = stack.token().name("other").kept();

        assertTaken(stack.call(
                new UpdateHandler(stack.wiring()),
                TestEvent.read("update")
                        .by(jane)
                        .path("id", other.id().value())
                        .body("{\"name\":\"say \\\"hi\\\"\"}")));
        assertThat(stack.tokens().get(other.id())).isEqualTo(other);
    }

    private void assertTaken(TestAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.body())
                .isEqualTo("{\"error\":{\"code\":409,\"message\":\"The name \\\"say \\\"hi\\\"\\\" belongs to the"
                        + " token " + holder.id() + " of the same owner. Choose another.\"}}");
        assertThat(stack.log()).isEmpty();
    }
}
