package dev.tokenry.functions.rules;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tokenry.functions.TestCloudFormation;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.ApiRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function as CloudFormation calls it, with a real server in place of the response URL. */
class RulesCustomResourceTest {

    private static final String API = "a1b2c3d4e5";
    private static final ApiRules RULES = new ApiRules(
            List.of("GET /orders/{id} anyOf(entities.read)", "GET /health authenticated"), Duration.ZERO, true);
    /** "Custom resource response objects" in the guide of CloudFormation. */
    private static final int MAX_RESPONSE_BYTES = 4096;

    private static final JsonMapper JSON = new JsonMapper();

    private final TestStack stack = new TestStack();
    private final TestCloudFormation cloudFormation = new TestCloudFormation();
    private final Map<String, Object> properties = new HashMap<>(Map.of(
            "ServiceToken", "arn:aws:lambda:eu-central-1:123456789012:function:tokenry-RulesFunction:live",
            "ApiId", API,
            "Rules", RULES.rules(),
            "AuthorizerResultTtlInSeconds", "0",
            "EnableSimpleResponses", "true"));

    @BeforeEach
    void start() {
        stack.setVariable("AWS_ENDPOINT_URL_CLOUDFORMATION", endpoint());
    }

    @AfterEach
    void stop() {
        cloudFormation.close();
    }

    private String endpoint() {
        return cloudFormation.endpoint();
    }

    private TestEvent request(String type) {
        return TestEvent.load("rules-resource")
                .set("RequestType", type)
                .set("ResponseURL", endpoint() + "/responses/1%7C2?X-Amz-Signature=a%2Bb")
                .set("ResourceProperties", properties);
    }

    private void invoke(TestEvent event) throws IOException {
        new RulesHandler(stack.wiring())
                .handleRequest(event.toInputStream(), new ByteArrayOutputStream(), stack.context());
    }

    private JsonNode responseTo(TestEvent event) {
        assertThatNoException().isThrownBy(() -> invoke(event));
        return cloudFormation.responses().getLast().json();
    }

    @Test
    void create_stores_the_rules_and_reports_success() {
        JsonNode response = responseTo(request("Create"));

        assertThat(response.toString()).isEqualTo("""
                {"Status":"SUCCESS","PhysicalResourceId":"a1b2c3d4e5",\
                "StackId":"arn:aws:cloudformation:eu-central-1:123456789012:stack/orders/0b7f7d40-0000-11f0-8000-0a58a9feac02",\
                "RequestId":"9f3c2f1e-5c7e-4a39-8d10-2a6b4d8f0c13","LogicalResourceId":"OrderRules"}""");
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void response_is_put_to_the_response_url_without_a_content_type() {
        responseTo(request("Create"));

        assertThat(cloudFormation.responses()).hasSize(1).first().satisfies(it -> {
            assertThat(it.method()).isEqualTo("PUT");
            assertThat(it.uri()).isEqualTo("/responses/1%7C2?X-Amz-Signature=a%2Bb");
            assertThat(it.contentType()).isEmpty();
        });
    }

    @Test
    void event_file_is_a_valid_request() throws IOException {
        invoke(TestEvent.load("rules-resource").set("ResponseURL", endpoint() + "/"));

        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void rules_may_be_one_multiline_string() {
        properties.put("Rules", "\nGET /orders/{id} anyOf(entities.read)\n\nGET /health authenticated\n");
        responseTo(request("Create"));

        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void numbers_and_booleans_may_be_strings_or_absent() {
        properties.put("AuthorizerResultTtlInSeconds", "300");
        properties.put("EnableSimpleResponses", "false");
        properties.put("CachedPerSourceIp", "true");
        responseTo(request("Create"));
        assertThat(stack.apiRules().find(API))
                .hasValue(new ApiRules(RULES.rules(), Duration.ofMinutes(5), false, true, List.of()));

        properties.remove("CachedPerSourceIp");

        properties.put("AuthorizerResultTtlInSeconds", "3.6e3");
        properties.put("EnableSimpleResponses", true);
        responseTo(request("Update"));
        assertThat(stack.apiRules().find(API)).hasValue(new ApiRules(RULES.rules(), Duration.ofHours(1), true));

        properties.keySet().removeAll(List.of("AuthorizerResultTtlInSeconds", "EnableSimpleResponses"));
        properties.put("ServiceTimeout", "60");
        responseTo(request("Update"));
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void numeric_api_id_stays_a_string() {
        properties.put("ApiId", "1234567");

        assertThat(responseTo(request("Create")).path("PhysicalResourceId").textValue())
                .isEqualTo("1234567");
    }

    @Test
    void update_replaces_existing_rules() {
        stack.apiRules().replace(API, new ApiRules(List.of("GET /a authenticated"), Duration.ZERO, false), STAMP);

        assertThat(responseTo(request("Update").set("PhysicalResourceId", API))
                        .path("Status")
                        .textValue())
                .isEqualTo("SUCCESS");
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void changed_api_id_changes_the_physical_id() {
        responseTo(request("Create"));
        properties.put("ApiId", "z9y8x7");
        JsonNode response = responseTo(request("Update").set("PhysicalResourceId", API));

        assertThat(response.path("PhysicalResourceId").textValue()).isEqualTo("z9y8x7");
        assertThat(stack.apiRules().find("z9y8x7")).hasValue(RULES);

        JsonNode deletion = responseTo(request("Delete").set("PhysicalResourceId", API));
        assertThat(deletion.path("PhysicalResourceId").textValue()).isEqualTo(API);
        assertThat(stack.apiRules().find(API)).isEmpty();
        assertThat(stack.apiRules().find("z9y8x7")).isPresent();
    }

    @Test
    void deleting_a_resource_that_was_never_created_succeeds() {
        responseTo(request("Create"));
        for (String id : new String[] {"neverwas", "not-made", "orders-OrderRules-1ABCDEF", "rules#" + API, ""}) {
            JsonNode response = responseTo(request("Delete").set("PhysicalResourceId", id));
            assertThat(response.path("Status").textValue()).isEqualTo("SUCCESS");
            assertThat(response.path("PhysicalResourceId").textValue()).isEqualTo(id);
        }
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void delete_ignores_the_properties() {
        responseTo(request("Create"));
        properties.put("Rules", "nonsense");

        assertThat(responseTo(request("Delete").set("PhysicalResourceId", API))
                        .path("Status")
                        .textValue())
                .isEqualTo("SUCCESS");
        assertThat(stack.apiRules().find(API)).isEmpty();
    }

    @Test
    void scopes_live_and_retire_with_the_resource() {
        properties.put("Scopes", List.of(Map.of("Name", "orders.read", "Description", "Read orders")));
        properties.put("Rules", List.of("GET /orders anyOf(orders.read)"));
        assertThat(responseTo(request("Create")).path("Status").textValue()).isEqualTo("SUCCESS");
        assertThat(stack.scopes().find("orders.read").orElseThrow().apis()).containsExactly(API);

        properties.put("Scopes", List.of(Map.of("Name", "Orders.read", "Description", "Read orders")));
        JsonNode failure = responseTo(request("Update").set("PhysicalResourceId", API));
        assertThat(failure.path("Reason").textValue())
                .isEqualTo("The scope Orders.read differs only in case from the scope orders.read.");
        assertThat(stack.scopes().find("orders.read").orElseThrow().apis()).containsExactly(API);

        responseTo(request("Delete").set("PhysicalResourceId", API));
        assertThat(stack.scopes().find("orders.read").orElseThrow().formerApi()).isEqualTo(API);
    }

    @Test
    void failed_create_reports_all_violations_and_its_delete_removes_nothing() {
        responseTo(request("Create"));
        properties.putAll(Map.of(
                "Rules", List.of("GET /a anyOf(nope)"),
                "AuthorizerResultTtlInSeconds", "soon",
                "EnableSimpleResponses", "yes",
                "Rule", ""));
        JsonNode failure = responseTo(request("Create"));

        assertThat(failure.path("Status").textValue()).isEqualTo("FAILED");
        assertThat(failure.path("Reason").textValue())
                .isEqualTo(
                        "AuthorizerResultTtlInSeconds must be a whole number; "
                                + "EnableSimpleResponses must be true or false; "
                                + "Route rule \"GET /a anyOf(nope)\": unknown scope \"nope\". Scopes are declared by APIs, or with PUT /v2/scopes/{name}; Rule is not a known property. Did you mean Rules?");
        assertThat(failure.path("PhysicalResourceId").textValue()).isEqualTo("not-made");

        responseTo(request("Delete").set("PhysicalResourceId", "not-made"));
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void failed_update_keeps_the_existing_rules() {
        responseTo(request("Create"));
        properties.put("ApiId", "Z9");
        JsonNode failure = responseTo(request("Update").set("PhysicalResourceId", API));

        assertThat(failure.path("Status").textValue()).isEqualTo("FAILED");
        assertThat(failure.path("Reason").textValue()).isEqualTo("ApiId must match [a-z0-9]{1,64}");
        assertThat(failure.path("PhysicalResourceId").textValue()).isEqualTo(API);
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void missing_properties_are_named_in_the_failure() {
        JsonNode failure = responseTo(request("Create").set("ResourceProperties", null));

        assertThat(failure.path("Reason").textValue()).isEqualTo("ApiId is required; Rules is required");
    }

    @Test
    void unknown_request_type_fails() {
        assertThat(responseTo(request("Import")).path("Reason").textValue())
                .isEqualTo("RequestType must be Create, Update or Delete");
    }

    @Test
    void token_value_is_rejected_and_not_echoed() {
        properties.put("Rules", "GET /" + TestStack.OTHER_TOKEN + " authenticated");
        JsonNode failure = responseTo(request("Create"));

        assertThat(failure.path("Reason").textValue()).startsWith("Rules contains an API token");
        assertThat(failure.toString())
                .doesNotContain(TestStack.OTHER_TOKEN.substring(TestStack.OTHER_TOKEN.lastIndexOf('.') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Create", "Update", "Delete"})
    void unavailable_store_is_a_failure(String type) {
        stack.apiRules().makeUnavailable();
        JsonNode failure = responseTo(request(type).set("PhysicalResourceId", API));

        assertThat(failure.path("Status").textValue()).isEqualTo("FAILED");
        assertThat(failure.path("Reason").textValue())
                .isEqualTo("The service is temporarily unavailable. Retry later.");
        assertThat(failure.path("PhysicalResourceId").textValue()).isEqualTo(API);
        assertThat(stack.logLines()).containsExactly("unavailable: The test table is unavailable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"é\"", "x", "\ud83d\ude00"})
    void failure_response_never_exceeds_the_cloudformation_limit(String character) {
        properties.put("Rules", Collections.nCopies(300, "GET /" + character.repeat(200) + " anyOf(nope)"));
        JsonNode failure = responseTo(request("Create"));

        assertThat(cloudFormation.responses().getLast().body().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(1000, MAX_RESPONSE_BYTES);
        assertThat(failure.path("Reason").textValue()).startsWith("Route rule").endsWith("…");
        assertThat(failure.path("LogicalResourceId").textValue()).isEqualTo("OrderRules");
        assertThat(failure.toString().codePoints().noneMatch(it -> Character.getType(it) == Character.SURROGATE))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1.example.com/",
                "http://127.0.0.1:1/",
                "https://x.s3.amazonaws.com/",
                "file:///etc/passwd",
                "nonsense",
                "ht tp://x",
                ""
            })
    void response_goes_only_to_the_configured_endpoint(String url) {
        assertUrlRejected(url);
    }

    @Test
    void endpoint_matches_the_whole_host_name() {
        assertUrlRejected(endpoint() + "0/");
        assertUrlRejected(endpoint() + "@example.com/");
    }

    @Test
    void without_an_endpoint_other_servers_get_no_response() {
        stack.setVariable("AWS_ENDPOINT_URL_CLOUDFORMATION", "");

        assertUrlRejected(endpoint() + "/");
    }

    private void assertUrlRejected(String url) {
        assertThatThrownBy(() -> invoke(request("Create").set("ResponseURL", url)))
                .isInstanceOf(IOException.class)
                .hasMessage("ResponseURL is not a CloudFormation URL. Made no changes and sent no response.");
        assertThat(stack.apiRules().find(API)).isEmpty();
        assertThat(cloudFormation.responses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 403, 500})
    void rejected_response_fails_so_that_lambda_retries(int rejectedStatus) throws IOException {
        cloudFormation.respondWith(rejectedStatus);
        assertThatThrownBy(() -> invoke(request("Create")))
                .isInstanceOf(IOException.class)
                .hasMessage("CloudFormation response URL returned status " + rejectedStatus);
        assertThat(cloudFormation.responses())
                .extracting(TestCloudFormation.SentResponse::uri)
                .noneMatch(uri -> uri.contains("elsewhere"));

        cloudFormation.respondWith(200);
        assertThat(responseTo(request("Create")).path("Status").textValue()).isEqualTo("SUCCESS");
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void unreachable_server_fails_so_that_lambda_retries() {
        TestEvent event = request("Create");
        cloudFormation.close();

        assertThatThrownBy(() -> invoke(event)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResponseURL", "StackId", "RequestId", "LogicalResourceId", "RequestType"})
    void missing_required_request_field_fails(String field) {
        assertThatThrownBy(() -> invoke(request("Create").set(field, null)))
                .isInstanceOf(IOException.class)
                .hasMessage("CloudFormation's request has no " + field);
        assertThat(stack.apiRules().find(API)).isEmpty();
    }

    @Test
    void lambda_result_equals_the_cloudformation_response() throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        new RulesHandler(stack.wiring()).handleRequest(request("Create").toInputStream(), response, stack.context());

        assertThat(JSON.readTree(response.toByteArray()))
                .isEqualTo(cloudFormation.responses().getLast().json());
    }
}
