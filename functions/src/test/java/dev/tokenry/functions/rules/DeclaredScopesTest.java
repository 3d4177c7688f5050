package dev.tokenry.functions.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scopes that are declared with the rules of an API, by direct invocation. */
class DeclaredScopesTest {

    private static final Map<String, String> READ = Map.of("name", "orders.read", "description", "Read orders");

    private final TestStack stack = new TestStack();

    @Test
    void rules_use_the_scopes_that_the_same_request_declares() throws IOException {
        JsonNode put = invoke(put().set("rules", List.of("GET /orders anyOf(orders.read, entities.read)"))
                .set("scopes", List.of(READ)));

        assertThat(put.path("scopes").toString())
                .as(put.toString())
                .isEqualTo("[{\"name\":\"orders.read\",\"description\":\"Read orders\"}]");
        assertThat(invoke(TestEvent.load("rules-get"))).isEqualTo(put);
        assertThat(stack.scopes().find("orders.read").orElseThrow().apis()).containsExactly("a1b2c3d4e5");
    }

    @Test
    void rules_of_another_api_use_them_and_a_retired_scope_stays_usable() throws IOException {
        invoke(put().set("scopes", List.of(READ)));
        TestEvent other = put().set("apiId", "other").set("rules", List.of("GET /a anyOf(orders.read)"));
        assertThat(invoke(other).has("error")).isFalse();

        invoke(TestEvent.load("rules-delete"));
        assertThat(stack.scopes().find("orders.read").orElseThrow().isRetired()).isTrue();
        assertThat(invoke(other).has("error")).isFalse();
    }

    /**
     * Otherwise the stack of an API could not be deployed after a release in which the vendor has introduced the name.
     */
    @Test
    void scope_that_exists_keeps_its_name_although_the_vendor_has_it_too() throws IOException {
        stack.scopes().declare("metrics.read");
        Map<String, String> same = Map.of("name", "metrics.read", "description", "Scope of a test");

        assertThat(invoke(put().set("scopes", List.of(same))).has("error")).isFalse();
        assertThat(stack.scopes().find("metrics.read").orElseThrow().apis()).hasSize(1);
    }

    @Test
    void unknown_scope_is_rejected_with_the_one_that_it_resembles_and_nothing_is_written() throws IOException {
        stack.scopes().declare("parcels.read");

        JsonNode error = invoke(
                        put().set("rules", List.of("GET /a anyOf(parcel.read)")).set("scopes", List.of(READ)))
                .at("/error");

        assertThat(error.at("/constraintViolations/0/reason").textValue()).isEqualTo("unknown-scope");
        assertThat(error.path("message").textValue())
                .isEqualTo("Route rule \"GET /a anyOf(parcel.read)\": unknown scope \"parcel.read\"."
                        + " Did you mean parcels.read? Scopes are declared by APIs, or with PUT /v2/scopes/{name}");
        assertThat(stack.scopes().find("orders.read")).isEmpty();
        assertThat(stack.apiRules().find("a1b2c3d4e5")).isEmpty();
    }

    @Test
    void put_without_scopes_withdraws_them() throws IOException {
        invoke(put().set("scopes", List.of(READ)));
        invoke(put());

        assertThat(stack.scopes().find("orders.read").orElseThrow().formerApi()).isEqualTo("a1b2c3d4e5");
    }

    @Test
    void scope_of_another_api_is_a_conflict_that_names_it() throws IOException {
        stack.scopes()
                .put(new OwnScope(new Scope("orders.read"), "Read orders")
                        .declaredBy("stranger", "Read orders")
                        .withdrawnBy("stranger"));
        stack.token().scopes("orders.read").store();

        JsonNode error = invoke(put().set("scopes", List.of(READ))).path("error");

        assertThat(error.path("code").intValue()).isEqualTo(409);
        assertThat(error.path("reason").textValue()).isEqualTo("scope-of-api");
        assertThat(error.path("message").textValue()).contains("belongs to the API stranger");
    }

    static Stream<Arguments> invalidScopes() {
        return Stream.of(
                arguments("orders.read", "scopes wrong-type"),
                arguments(List.of("orders.read"), "scopes[0] wrong-type"),
                arguments(List.of(Map.of("name", "orders.read")), "scopes[0].description required"),
                arguments(List.of(Map.of("description", "x")), "scopes[0].name required"),
                arguments(scope("orders.read", 1), "scopes[0].description wrong-type"),
                arguments(scope("orders.read", " "), "scopes[0].description length"),
                arguments(scope("orders.read", "x".repeat(201)), "scopes[0].description length"),
                arguments(scope("orders.read", "a\nb"), "scopes[0].description control-characters"),
                arguments(scope("orders read", "x"), "scopes[0].name pattern"),
                arguments(scope("users.impersonate", "x"), "scopes[0].name reserved-name"),
                arguments(scope("Metrics.read", "x"), "scopes[0].name reserved-name"),
                arguments(
                        List.of(Map.of("name", "a", "description", "x", "api", "y")), "scopes[0].api unknown-property"),
                arguments(
                        List.of(Map.of("name", "a.b", "description", "x"), Map.of("name", "A.b", "description", "x")),
                        "scopes[1].name duplicate"),
                arguments(
                        IntStream.range(0, 50)
                                .mapToObj(i -> Map.of("name", "s" + i, "description", "x"))
                                .toList(),
                        "scopes scope-count"));
    }

    @ParameterizedTest
    @MethodSource("invalidScopes")
    void invalid_declaration_is_rejected(Object scopes, String violation) throws IOException {
        JsonNode error = invoke(put().set("scopes", scopes)).path("error");

        assertThat(error.path("constraintViolations")
                        .valueStream()
                        .map(it -> it.get("path").textValue() + " "
                                + it.get("reason").textValue()))
                .as(error.toString())
                .containsExactly(violation);
        assertThat(stack.scopes().list()).isEmpty();
        assertThat(stack.apiRules().find("a1b2c3d4e5")).isEmpty();
    }

    private static List<Map<String, Object>> scope(String name, Object description) {
        return List.of(Map.of("name", name, "description", description));
    }

    private static TestEvent put() {
        return TestEvent.load("rules-put");
    }

    private JsonNode invoke(TestEvent event) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        new RulesHandler(stack.wiring()).handleRequest(event.toInputStream(), response, stack.context());
        return TestResponse.json(response.toString(StandardCharsets.UTF_8));
    }
}
