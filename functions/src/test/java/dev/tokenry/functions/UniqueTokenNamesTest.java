package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.functions.tokens.UpdateTokenHandler;
import dev.tokenry.model.Token;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Responses of handlers with unique token names. */
class UniqueTokenNamesTest {

    private final TestStack stack = new TestStack();
    private final Token callingToken = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .name("Jane's own")
            .scopes("apiTokens.write", "metrics.read")
            .store();
    private final Token existing = stack.token().name("say \"hi\"").store();

    @BeforeEach
    void enforce_unique_names() {
        stack.tokens().enforceUniqueNames();
    }

    @Test
    void creating_a_token_with_an_existing_name_is_a_conflict() {
        assertNameConflict(stack.call(
                new CreateTokenHandler(stack.wiring()), TestEvent.load("create").with("name", "say \"hi\"")));
        assertThat(stack.tokens().all()).hasSize(2);
    }

    @Test
    void name_conflict_does_not_consume_the_idempotency_key() {
        TestEvent event = TestEvent.load("create").with("name", "say \"hi\"").header("Idempotency-Key", "once");
        CreateTokenHandler create = new CreateTokenHandler(stack.wiring());
        assertNameConflict(stack.call(create, event));
        stack.tokens().delete(existing, STAMP);

        assertThat(stack.call(create, event).status()).isEqualTo(201);
    }

    @Test
    void renaming_a_token_to_an_existing_name_is_a_conflict() {
        Token other = stack.token().name("other").store();

        assertNameConflict(stack.call(
                new UpdateTokenHandler(stack.wiring()),
                TestEvent.load("update")
                        .calledBy(callingToken)
                        .path("id", other.id().value())
                        .body("{\"name\":\"say \\\"hi\\\"\"}")));
        assertThat(stack.tokens().get(other.id())).isEqualTo(other);
    }

    @Test
    void id_of_the_other_token_is_hidden_from_a_caller_that_does_not_see_it() {
        Token bound = stack.token()
                .name("bound")
                .project("webshop")
                .scopes("apiTokens.write", "metrics.read")
                .store();
        TestEvent create = TestEvent.load("create")
                .calledBy(bound)
                .with("project", "webshop")
                .with("name", "say \"hi\"");
        Token other = stack.token().name("other").project("webshop").store();
        TestEvent rename = TestEvent.load("update")
                .calledBy(bound)
                .path("id", other.id().value())
                .body("{\"name\":\"say \\\"hi\\\"\"}");

        assertNameConflict("", stack.call(new CreateTokenHandler(stack.wiring()), create));
        assertNameConflict(
                "", stack.call(new CreateTokenHandler(stack.wiring()), create.header("Idempotency-Key", "once")));
        assertNameConflict("", stack.call(new UpdateTokenHandler(stack.wiring()), rename));
    }

    private void assertNameConflict(TestResponse response) {
        assertNameConflict(" (" + existing.id() + ")", response);
    }

    private void assertNameConflict(String id, TestResponse response) {
        assertThat(response.status()).as(response.body()).isEqualTo(409);
        assertThat(response.body())
                .isEqualTo("{\"error\":{\"code\":409,\"message\":\"A token named \\\"say \\\"hi\\\"\\\" already"
                        + " exists for this owner" + id + ". Choose a different name.\",\"reason\":\"name-taken\"}}");
        assertThat(stack.logLines()).isEmpty();
    }
}
