package dev.tokenry.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.tokens.GetTokenHandler;
import dev.tokenry.functions.tokens.PatchTokenHandler;
import dev.tokenry.functions.tokens.list.ListTokensHandler;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Token;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The use of scopes, from the authorizer to what a token and the list of tokens say of it. */
class ScopeUseTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final TestStack stack = new TestStack();
    private final AuthorizeHandler handler = TestAuthorizer.of(stack);
    private final GetTokenHandler get = new GetTokenHandler(stack.wiring());
    private final ListTokensHandler list = new ListTokensHandler(stack.wiring());
    private final Token admin = stack.token()
            .owner("admin")
            .name("admin")
            .scopes("apiTokens.read", "apiTokens.write", "TenantTokenManagement")
            .store();

    @Test
    void a_token_that_was_never_used_says_nothing_of_its_scopes() {
        Token token = callingToken("apiTokens.write");

        assertThat(get(token).has("scopeUse")).isFalse();
        assertThat(get(token).has("unusedScopes")).isFalse();
    }

    @Test
    void the_scope_that_let_a_request_through_is_used_on_that_day() throws IOException {
        Token token = callingToken("metrics.read", "apiTokens.write", "users.write");
        assertThat(authorize("authorize-create")).isEqualTo("Allow");

        assertThat(get(token).get("scopeUse"))
                .hasToString("[{\"scope\":\"apiTokens.write\",\"lastUsedDate\":\"2026-03-18T00:00:00.000Z\"}]");

        stack.advance(DAY);
        authorize("authorize-create");
        assertThat(get(token).get("scopeUse"))
                .hasToString("[{\"scope\":\"apiTokens.write\",\"lastUsedDate\":\"2026-03-19T00:00:00.000Z\"}]");
    }

    @Test
    void a_denied_request_uses_no_scope() throws IOException {
        Token token = callingToken("metrics.read");

        assertThat(authorize("authorize-create")).isEqualTo("Deny");

        assertThat(get(token).has("lastUsedDate")).isTrue();
        assertThat(get(token).has("scopeUse")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2", "20", "21", "60"})
    void scopes_become_unused_90_days_after_their_last_use(int count) throws IOException {
        String[] scopes = Stream.concat(
                        Stream.of("apiTokens.write"),
                        ScopeCatalogue.builtIn().entries().stream()
                                .map(entry -> entry.scope().name())
                                .filter(name -> !List.of("apiTokens.write", "apiTokens.read", "TenantTokenManagement")
                                        .contains(name)))
                .limit(count)
                .toArray(String[]::new);
        Token token = callingToken(scopes);
        List<String> others = List.of(scopes).subList(1, count);
        authorize("authorize-create");

        stack.advance(DAY.multipliedBy(90).minusMillis(1));
        authorize("authorize-create");
        assertUnused(token, List.of());
        stack.advance(Duration.ofMillis(1));
        assertUnused(token, others);

        stack.advance(DAY.multipliedBy(90));
        authorize("authorize-create");
        assertUnused(token, others);
        stack.advance(DAY.multipliedBy(91));
        assertUnused(token, List.of(scopes));
    }

    @Test
    void a_change_of_the_scopes_starts_the_time_again() throws IOException {
        Token token = callingToken("apiTokens.write", "metrics.read");
        authorize("authorize-create");
        stack.advance(DAY.multipliedBy(90));
        assertUnused(token, List.of("metrics.read"));

        TestResponse patched = stack.call(
                new PatchTokenHandler(stack.wiring()),
                TestEvent.load("patch")
                        .calledBy(admin)
                        .path("id", token.id().value())
                        .body("{\"scopes\":[\"apiTokens.write\",\"metrics.read\",\"users.read\"]}"));

        assertThat(patched.status()).isEqualTo(200);
        assertUnused(token, List.of());
        authorize("authorize-create");
        stack.advance(DAY.multipliedBy(90));
        authorize("authorize-create");
        assertUnused(token, List.of("metrics.read", "users.read"));
    }

    @Test
    void scopes_are_named_as_they_were_requested() throws IOException {
        Token token = callingToken("apiTokens.write");
        authorize("authorize-create");

        assertThat(get(token).at("/scopeUse/0/scope").textValue())
                .isEqualTo(get(token).at("/scopes/0").textValue());
    }

    /** Both are true of an unused scope at the same time: what a token says, and which tokens are listed. */
    private void assertUnused(Token token, List<String> expected) {
        JsonNode unused = get(token).path("unusedScopes");
        assertThat(unused).extracting(JsonNode::textValue).containsExactlyElementsOf(expected);
        JsonNode found = stack.call(
                        list,
                        TestEvent.load("list")
                                .calledBy(admin)
                                .query("apiTokenSelector", "unusedScopes(\"90d\"),owner(\"jane\")"))
                .json();
        assertThat(found.get("totalCount").intValue()).isEqualTo(expected.isEmpty() ? 0 : 1);
        assertThat(found.get("apiTokens")).hasSize(expected.isEmpty() ? 0 : 1);
    }

    private Token callingToken(String... scopes) {
        return stack.token().tokenValue(TestStack.CALLING_TOKEN).scopes(scopes).store();
    }

    private JsonNode get(Token token) {
        return stack.call(
                        get,
                        TestEvent.load("get")
                                .calledBy(admin)
                                .path("id", token.id().value()))
                .json();
    }

    private String authorize(String event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(TestEvent.load(event).toInputStream(), output, stack.context());
        return TestResponse.json(output.toString(StandardCharsets.UTF_8))
                .at("/policyDocument/Statement/0/Effect")
                .textValue();
    }
}
