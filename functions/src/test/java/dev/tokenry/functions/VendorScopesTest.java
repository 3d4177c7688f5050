package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.scopes.PutScopeHandler;
import dev.tokenry.functions.scopes.ScopesHandler;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.functions.tokens.PatchTokenHandler;
import dev.tokenry.functions.tokens.UpdateTokenHandler;
import dev.tokenry.functions.tokens.list.ListTokensHandler;
import dev.tokenry.functions.users.PutUserHandler;
import dev.tokenry.model.Token;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stack with {@code VendorScopes=off}, in which a token has scopes of the vendor. */
class VendorScopesTest {

    private final TestStack stack = new TestStack();
    private final Token admin = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .scopes("TenantTokenManagement", "apiTokens.write", "users.write", "scopes.write", "metrics.read")
            .store();
    private final Token old = stack.token().scopes("metrics.read", "AI").store();

    @BeforeEach
    void hide() {
        stack.setVariable("VENDOR_SCOPES", "off");
    }

    @Test
    void the_catalogue_has_only_scopes_of_this_service() {
        JsonNode scopes = stack.call(new ScopesHandler(stack.wiring()), event("scopes"))
                .json()
                .get("scopes");

        assertThat(scopes.findValuesAsText("source")).containsOnly("builtin");
        assertThat(scopes.findValuesAsText("name")).contains("TenantTokenManagement", "apiTokens.read", "users.write");
    }

    @Test
    void a_new_token_cannot_receive_them() {
        TestEvent create = event("create").with("scopes", List.of("apiTokens.write", "metrics.read", "Davis"));

        assertThat(stack.call(new CreateTokenHandler(stack.wiring()), create).violationReasons())
                .containsExactly("scopes[1] unknown-scope", "scopes[2] unknown-scope");
    }

    @Test
    void a_user_cannot_receive_them() {
        TestEvent put = event("user-put").with("scopes", List.of("metrics.read"));

        assertThat(stack.call(new PutUserHandler(stack.wiring()), put).violationReasons())
                .containsExactly("scopes[0] unknown-scope");
    }

    @Test
    void a_token_that_has_them_keeps_them_by_name_and_by_alias_and_receives_no_others() {
        assertThat(update("{'name':'renamed','scopes':['metrics.read','Davis']}")
                        .status())
                .isEqualTo(204);
        assertThat(patch("{'scopes':['AI','apiTokens.write']}").status()).isEqualTo(200);
        assertThat(patch("{'scopes':['AI','metrics.read']}").violationReasons())
                .as("the scope was removed before")
                .containsExactly("scopes[1] unknown-scope");
    }

    @Test
    void lists_find_the_tokens_that_have_them() {
        TestEvent list = event("list").query("apiTokenSelector", "scope(\"Davis\")");

        assertThat(stack.call(new ListTokensHandler(stack.wiring()), list)
                        .json()
                        .get("apiTokens"))
                .extracting(token -> token.get("id").textValue())
                .containsExactly(old.id().value());
    }

    @Test
    void their_names_stay_taken() {
        TestEvent put = event("scope-put").path("name", "metrics.read");

        assertThat(stack.call(new PutScopeHandler(stack.wiring()), put).violationReasons())
                .containsExactly("name reserved-name");
    }

    @Test
    void a_function_without_the_setting_grants_nothing() {
        stack.setVariable("VENDOR_SCOPES", "");

        assertThat(stack.call(new CreateTokenHandler(stack.wiring()), event("create"))
                        .status())
                .isEqualTo(500);
    }

    private TestResponse update(String json) {
        return stack.call(
                new UpdateTokenHandler(stack.wiring()),
                event("update").path("id", old.id().value()).body(json.replace('\'', '"')));
    }

    private TestResponse patch(String json) {
        return stack.call(
                new PatchTokenHandler(stack.wiring()),
                event("patch").path("id", old.id().value()).body(json.replace('\'', '"')));
    }

    private TestEvent event(String name) {
        return TestEvent.load(name).calledBy(admin);
    }
}
