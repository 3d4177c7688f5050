package dev.tokenry.functions.rules;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.ApiRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesHandlerTest {

    private static final String API = "a1b2c3d4e5";
    private static final ApiRules RULES = new ApiRules(
            List.of(
                    "GET /orders/{id} anyOf(entities.read)",
                    "POST /orders allOf(entities.read, entities.write)",
                    "GET /orders authenticated"),
            Duration.ZERO,
            true);

    private final TestStack stack = new TestStack();

    private JsonNode invoke(TestEvent event) {
        return invoke(event.toInputStream());
    }

    private JsonNode invoke(InputStream event) {
        try {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            new RulesHandler(stack.wiring()).handleRequest(event, response, stack.context());
            return TestResponse.json(response.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestEvent put() {
        return TestEvent.load("rules-put");
    }

    @Test
    void put_stores_and_returns_the_rules() {
        JsonNode response = invoke(put());

        assertThat(response.toString()).isEqualTo("""
                {"apiId":"a1b2c3d4e5","rules":["GET /orders/{id} anyOf(entities.read)",\
                "POST /orders allOf(entities.read, entities.write)","GET /orders authenticated"],\
                "authorizerResultTtlInSeconds":0,"enableSimpleResponses":true,"cachedPerSourceIp":false}""");
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void put_replaces_existing_rules() {
        invoke(put());
        invoke(put().set("rules", List.of("GET /ships authenticated"))
                .set("authorizerResultTtlInSeconds", 3600)
                .set("enableSimpleResponses", false));

        assertThat(stack.apiRules().find(API))
                .hasValue(new ApiRules(List.of("GET /ships authenticated"), Duration.ofHours(1), false));
    }

    @Test
    void defaults_are_no_caching_and_simple_responses() {
        JsonNode response =
                invoke(put().set("authorizerResultTtlInSeconds", null).set("enableSimpleResponses", null));

        assertThat(response.path("authorizerResultTtlInSeconds").intValue()).isZero();
        assertThat(response.path("enableSimpleResponses").booleanValue()).isTrue();
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void get_returns_the_rules_as_stored() {
        JsonNode put = invoke(put());

        assertThat(invoke(TestEvent.load("rules-get"))).isEqualTo(put);
    }

    @Test
    void what_get_returns_can_be_put_again_and_loses_nothing() {
        ApiRules stored =
                new ApiRules(List.of("GET /ships authenticated"), Duration.ofHours(1), false, true, List.of());
        stack.apiRules().replace(API, stored, STAMP);
        TestEvent again = put();

        invoke(TestEvent.load("rules-get")).properties().forEach(field -> again.set(field.getKey(), field.getValue()));
        invoke(again);

        assertThat(stack.apiRules().find(API)).hasValue(stored);
    }

    @Test
    void an_api_without_rules_is_not_found() {
        assertThat(invoke(TestEvent.load("rules-get")).toString())
                .isEqualTo("{\"error\":{\"code\":404,\"message\":\"Not found.\",\"reason\":\"not-found\"}}");
    }

    @Test
    void delete_is_idempotent() {
        invoke(put());
        for (int time = 0; time < 2; time++) {
            assertThat(invoke(TestEvent.load("rules-delete")).toString()).isEqualTo("{\"apiId\":\"a1b2c3d4e5\"}");
            assertThat(stack.apiRules().find(API)).isEmpty();
        }
    }

    @Test
    void a_rule_cannot_name_a_hidden_scope_of_the_vendor() {
        TestEvent put = put().set("rules", List.of("GET /metrics anyOf(metrics.read)"));
        stack.setVariable("VENDOR_SCOPES", "off");
        assertThat(invoke(put).at("/error/constraintViolations/0/reason").textValue())
                .isEqualTo("unknown-scope");

        stack.setVariable("VENDOR_SCOPES", "on");
        assertThat(invoke(put).has("error")).isFalse();
    }

    @Test
    void all_violations_are_reported_together() {
        JsonNode error = invoke(TestEvent.load("rules-wrong")).path("error");

        assertThat(error.path("code").intValue()).isEqualTo(400);
        assertThat(error.path("message").textValue()).isEqualTo("The request is not valid.");
        assertThat(error.path("constraintViolations").valueStream().map(JsonNode::toString))
                .containsExactly(
                        violation(
                                "rules[1]",
                                "unknown-scope",
                                "Route rule \\\"GET /orders anyOf(entities.list)\\\": unknown scope \\\"entities.list\\\"."
                                        + " Did you mean entities.read? Scopes are declared by APIs, or with PUT /v2/scopes/{name}"),
                        violation(
                                "rules[2]",
                                "duplicate",
                                "rules[2] \\\"GET /orders/{id} authenticated\\\" is for the same route as rules[0]"
                                        + " \\\"GET /orders/{id} anyOf(entities.read)\\\""),
                        violation(
                                "authorizerResultTtl",
                                "unknown-property",
                                "authorizerResultTtl is not a known property"));
        assertThat(stack.apiRules().find(API)).isEmpty();
    }

    private static String violation(String path, String reason, String message) {
        return "{\"path\":\"" + path + "\",\"reason\":\"" + reason + "\",\"message\":\"" + message
                + "\",\"parameterLocation\":\"PAYLOAD_BODY\",\"location\":null}";
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("action", null, "action is required"),
                arguments("action", "patch", "action must be one of put, get, delete"),
                arguments("action", "PUT", "action must be one of put, get, delete"),
                arguments("action", 1, "action must be a string"),
                arguments("apiId", null, "apiId is required"),
                arguments("apiId", "", "apiId must match [a-z0-9]{1,64}"),
                arguments("apiId", "A1", "apiId must match [a-z0-9]{1,64}"),
                arguments("apiId", "a1#b2", "apiId must match [a-z0-9]{1,64}"),
                arguments("apiId", "a".repeat(65), "apiId must match [a-z0-9]{1,64}"),
                arguments("apiId", 123, "apiId must be a string"),
                arguments("rules", null, "rules is required"),
                arguments("rules", List.of(), "rules must contain 1 to 300 rules"),
                arguments("rules", routes(301), "rules must contain 1 to 300 rules"),
                arguments("rules", "GET /a authenticated", "rules must be a list of strings"),
                arguments("rules", Map.of(), "rules must be a list of strings"),
                arguments("authorizerResultTtlInSeconds", -1, "must be from 0 to 3600"),
                arguments("authorizerResultTtlInSeconds", 3601, "must be from 0 to 3600"),
                arguments("authorizerResultTtlInSeconds", 0.5, "must be a whole number"),
                arguments("authorizerResultTtlInSeconds", "0", "must be a whole number"),
                arguments("enableSimpleResponses", "true", "enableSimpleResponses must be true or false"),
                arguments("enableSimpleResponses", 1, "enableSimpleResponses must be true or false"),
                arguments("Rules", List.of(), "Rules is not a known property. Did you mean rules?"),
                arguments("ttl", null, "ttl is not a known property"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void invalid_field_is_rejected_and_changes_nothing(String field, Object value, String message) {
        JsonNode error = invoke(put().set(field, value)).path("error");

        assertThat(error.path("code").intValue()).isEqualTo(400);
        assertThat(error.path("message").textValue()).endsWith(message).startsWith(field);
        assertThat(error.at("/constraintViolations/0/path").textValue()).isEqualTo(field);
        assertThat(stack.apiRules().find(API)).isEmpty();
    }

    static Stream<Arguments> wrongRules() {
        return Stream.of(
                arguments("", "Route rule \"\": "),
                arguments("GET orders authenticated", "Route rule \"GET orders authenticated\": "),
                arguments("GET /a anyOf()", "Route rule \"GET /a anyOf()\": "),
                arguments("GET /a anyOf(entities)", "Route rule \"GET /a anyOf(entities)\": "),
                arguments(
                        "GET /" + "a".repeat(1024) + " authenticated", "rules[1] must contain at most 1024 characters"),
                arguments("GET /a\nGET /b authenticated", "rules[1] must not contain control characters"),
                arguments("GET /a\u0007 authenticated", "rules[1] must not contain control characters"),
                arguments("GET /a\u202e authenticated", "rules[1] must not contain control characters"));
    }

    @ParameterizedTest
    @MethodSource("wrongRules")
    void invalid_rule_is_reported_by_index(String rule, String message) {
        JsonNode error = invoke(put().set("rules", List.of("GET /b authenticated", rule)))
                .path("error");

        assertThat(error.path("message").textValue()).startsWith(message);
        assertThat(error.at("/constraintViolations/0/path").textValue()).isEqualTo("rules[1]");
        assertThat(error.path("constraintViolations")).hasSize(1);
        assertThat(stack.apiRules().find(API)).isEmpty();
    }

    @Test
    void rule_with_control_character_or_unpaired_surrogate_is_rejected() {
        String event =
                put().set("rules", List.of("GET /HALF authenticated")).toJson().replace("HALF", "\\ud83d");

        assertThat(invoke(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)))
                        .at("/error/message")
                        .textValue())
                .isEqualTo("rules[0] must not contain control characters, invisible characters or unpaired surrogates");
    }

    @Test
    void non_string_rule_is_reported_by_index() {
        JsonNode error = invoke(put().set(
                                "rules",
                                Stream.of("GET /b authenticated", null, 1).toList()))
                .path("error");

        assertThat(error.path("constraintViolations").findValuesAsText("message"))
                .containsExactly("rules[1] must be a string", "rules[2] must be a string");
    }

    @Test
    void maximum_number_and_length_of_rules_are_accepted() {
        List<String> maxRules = IntStream.range(0, 300)
                .mapToObj(i -> "GET /%d anyOf(entities.read".formatted(i))
                .map(rule -> rule + " ".repeat(1023 - rule.length()) + ")")
                .toList();
        assertThat(maxRules).allMatch(rule -> rule.length() == 1024);

        assertThat(invoke(put().set("rules", maxRules)).path("rules")).hasSize(300);
        assertThat(stack.apiRules().find(API).orElseThrow().rules()).isEqualTo(maxRules);
    }

    @Test
    void rules_larger_than_one_item_are_rejected() {
        List<String> largeRules = Collections.nCopies(300, "GET /" + "ü".repeat(1000) + " authenticated");

        assertThat(invoke(put().set("rules", largeRules)).at("/error/message").textValue())
                .isEqualTo("rules must contain at most 300 KB in total");
    }

    @Test
    void ambiguous_rules_are_rejected_only_with_caching() {
        TestEvent event = put().set(
                        "rules",
                        List.of("GET /orders/{id} anyOf(entities.read)", "GET /orders/{id}/notes authenticated"));
        assertThat(invoke(event).has("error")).isFalse();

        JsonNode error = invoke(event.set("authorizerResultTtlInSeconds", 1)).path("error");
        assertThat(error.path("code").intValue()).isEqualTo(400);
        assertThat(error.path("message").textValue()).contains("GET /orders/{id}", "GET /orders/{id}/notes");
        assertThat(error.at("/constraintViolations/0/path").textValue()).isEqualTo("rules");
        assertThat(stack.apiRules().find(API).orElseThrow().resultTtl()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules-get", "rules-delete"})
    void unknown_fields_are_rejected(String name) {
        invoke(put());
        JsonNode error = invoke(TestEvent.load(name).set("rules", List.of())).path("error");

        assertThat(error.path("message").textValue()).isEqualTo("rules is not a known property");
        assertThat(stack.apiRules().find(API)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"action", "apiId", "rules", "note"})
    void token_value_is_rejected_and_not_echoed(String field) {
        Object value = field.equals("rules")
                ? List.of("GET /a anyOf(nothing)", "GET /" + TestStack.OTHER_TOKEN + " authenticated")
                : "x" + TestStack.OTHER_TOKEN;
        String response = invoke(put().set(field, value)).toString();

        assertThat(response)
                .contains("contains an API token", "\"path\":\"" + field)
                .contains("\"code\":400");
        assertThat(response)
                .doesNotContain(TestStack.OTHER_TOKEN.substring(TestStack.OTHER_TOKEN.lastIndexOf('.') + 1));
        assertThat(stack.apiRules().find(API)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rules-put", "rules-get", "rules-delete"})
    void unavailable_store_is_a_503(String name) {
        stack.apiRules().makeUnavailable();
        TestEvent event = switch (name) {
            case "rules-put" -> put();
            case "rules-get" -> TestEvent.load("rules-get");
            default -> TestEvent.load("rules-delete");
        };

        assertThat(invoke(event).toString())
                .isEqualTo("{\"error\":{\"code\":503,\"message\":"
                        + "\"The service is temporarily unavailable. Retry later.\",\"reason\":\"unavailable\"}}");
        assertThat(stack.logLines()).containsExactly("unavailable: The test table is unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"put\"", "null", "", "{\"action\":\"get\",\"action\":\"put\"}"})
    void event_that_is_not_a_json_object_with_unique_keys_fails(String event) {
        assertThatThrownBy(() -> invoke(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8))))
                .hasMessageContaining("The event is not valid: ");
        assertThat(stack.logLines()).isEmpty();
    }

    private static List<String> routes(int count) {
        List<String> routes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            routes.add("GET /" + i + " authenticated");
        }
        return routes;
    }
}
