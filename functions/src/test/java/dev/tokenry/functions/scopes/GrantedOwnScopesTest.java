package dev.tokenry.functions.scopes;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.functions.tokens.CreateTokenHandler;
import dev.tokenry.functions.tokens.PatchTokenHandler;
import dev.tokenry.functions.tokens.UpdateTokenHandler;
import dev.tokenry.functions.users.PutUserHandler;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Token;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Own scopes in requests that create and change tokens and users. */
class GrantedOwnScopesTest {

    private static final OwnScope READ = new OwnScope(new Scope("orders.read"), "Read orders");
    private static final OwnScope RETIRED =
            READ.declaredBy("a1b2c3", "Read orders").withdrawnBy("a1b2c3");

    private static final String HINT = " Scopes are declared by APIs, or with PUT /v2/scopes/{name}";

    private final TestStack stack = new TestStack();
    private final Token administrator = stack.token()
            .tokenValue(TestStack.CALLING_TOKEN)
            .owner("admin")
            .scopes("apiTokens.write", "users.write", "TenantTokenManagement")
            .store();

    @ParameterizedTest
    @ValueSource(strings = {"create", "update", "patch", "user-put"})
    void own_scope_is_granted_and_an_unknown_one_is_not(String operation) {
        Token target = target();
        TestEvent request = event(operation, target).with("scopes", List.of("metrics.read", "orders.read"));

        TestResponse unknown = call(operation, request);
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(400);
        assertThat(unknown.violationReasons()).containsExactly("scopes[1] unknown-scope");
        assertThat(unknown.message())
                .isEqualTo("scopes[1] is an unknown scope: orders.read. Did you mean users.read?" + HINT);

        stack.scopes().put(READ);
        assertThat(call(operation, request).status()).isBetween(200, 204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "update", "patch", "user-put"})
    void unknown_scope_is_rejected_with_the_own_scope_that_it_resembles(String operation) {
        stack.scopes().put(READ);
        Token target = target();

        for (String name : List.of("orders.reed", "Orders.read", "orders_read")) {
            assertThat(call(operation, event(operation, target).with("scopes", List.of(name)))
                            .message())
                    .isEqualTo("scopes[0] is an unknown scope: " + name + ". Did you mean orders.read?" + HINT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "update", "patch", "user-put"})
    void deprecated_scope_is_not_granted_and_its_replacement_is_named(String operation) {
        Token target = target();
        stack.scopes().declare("orders.write");
        for (OwnScope deprecated : List.of(RETIRED, READ.withDetails("x", true, new Scope("orders.write")))) {
            stack.scopes()
                    .put(deprecated.withVersion(stack.scopes()
                            .find("orders.read")
                            .map(OwnScope::version)
                            .orElse(1L)));

            TestResponse response = call(operation, event(operation, target).with("scopes", List.of("orders.read")));

            assertThat(response.violationReasons()).containsExactly("scopes[0] deprecated-scope");
            assertThat(response.message())
                    .isEqualTo("scopes[0] is a deprecated scope: orders.read"
                            + (deprecated.replacedBy() == null ? "" : ". Use orders.write."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "update", "patch", "user-put"})
    void replacement_that_is_deleted_or_hidden_is_not_named(String operation) {
        Token target = target();
        stack.scopes().put(new OwnScope(new Scope("orders.write"), "Gone").asDeleted());
        stack.setVariable("VENDOR_SCOPES", "off");
        for (String replacement : List.of("orders.write", "metrics.read")) {
            stack.scopes().put(READ.withDetails("x", true, new Scope(replacement)));

            assertThat(call(operation, event(operation, target).with("scopes", List.of("orders.read")))
                            .message())
                    .isEqualTo("scopes[0] is a deprecated scope: orders.read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "patch", "user-put"})
    void scope_that_is_held_stays_when_it_is_retired_or_deleted(String operation) {
        Token holder = stack.token().scopes("metrics.read", "orders.read").store();
        stack.users().put("john", "metrics.read", "orders.read");
        for (OwnScope gone : List.of(RETIRED, READ.asDeleted())) {
            stack.scopes().put(gone);

            TestResponse response =
                    call(operation, event(operation, holder).with("scopes", List.of("orders.read", "logs.read")));

            assertThat(response.status()).as(response.body()).isBetween(200, 204);
            stack.users().put("john", "metrics.read", "orders.read");
        }
    }

    @Test
    void deprecated_scope_of_the_vendor_is_granted() {
        assertThat(call("create", event("create", administrator).with("scopes", List.of("AppMonIntegration", "Davis")))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void scopes_of_the_product_cause_no_read_of_own_scopes() {
        call("create", event("create", administrator).with("scopes", List.of("metrics.read", "Davis")));

        assertThat(stack.scopes().reads()).isZero();
    }

    @Test
    void own_scope_follows_the_rule_for_granting() {
        stack.scopes().declare("orders.read", "orders.write");
        Token caller = stack.token().scopes("apiTokens.write", "orders.read").store();

        TestEvent read = event("create", administrator).calledBy(caller).with("scopes", List.of("orders.read"));
        TestEvent write = event("create", administrator).calledBy(caller).with("scopes", List.of("orders.write"));

        assertThat(call("create", read).status()).isEqualTo(201);
        assertThat(call("create", write).message())
                .isEqualTo("Token cannot grant scopes that it does not hold: orders.write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "user-put"})
    void scopes_have_at_most_3000_characters_together(String operation) {
        List<String> names = IntStream.range(0, 60)
                .mapToObj(i -> "s" + String.format("%02d", i) + "x".repeat(46))
                .toList();
        names.forEach(stack.scopes()::declare);
        List<String> fit = Stream.concat(names.subList(0, 59).stream(), Stream.of("x".repeat(50)))
                .toList();
        stack.scopes().declare("x".repeat(50));

        // 60 names of 49 characters and 59 spaces are 2,999 characters.
        assertThat(call(operation, event(operation, administrator).with("scopes", names))
                        .status())
                .isEqualTo(201);
        assertThat(String.join(" ", fit)).hasSize(3_000);
        List<String> tooLong =
                Stream.concat(names.stream(), Stream.of("x".repeat(50))).toList();
        assertThat(call(operation, event(operation, administrator).with("scopes", tooLong))
                        .violationReasons())
                .containsExactly("scopes too-long");
    }

    private Token target() {
        return stack.token().scopes("logs.read").store();
    }

    private TestEvent event(String operation, Token target) {
        TestEvent event = TestEvent.load(operation).calledBy(administrator);
        return operation.equals("update") || operation.equals("patch")
                ? event.path("id", target.id().value())
                : event;
    }

    private TestResponse call(String operation, TestEvent event) {
        RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler = switch (operation) {
            case "create" -> new CreateTokenHandler(stack.wiring());
            case "update" -> new UpdateTokenHandler(stack.wiring());
            case "patch" -> new PatchTokenHandler(stack.wiring());
            case "user-put" -> new PutUserHandler(stack.wiring());
            default -> throw new IllegalArgumentException(operation);
        };
        return stack.call(handler, event);
    }
}
