package dev.tokenry.functions.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenry.functions.TestResponse;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.ApiRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function as CloudFormation calls it, with a real server where CloudFormation waits for the answer. */
class CustomResourceTest {

    private static final String API = "a1b2c3d4e5";
    private static final ApiRules RULES = new ApiRules(
            List.of("GET /orders/{id} anyOf(entities.read)", "GET /health authenticated"), Duration.ZERO, true);
    private static final JsonMapper JSON = new JsonMapper();

    /** What CloudFormation was sent. */
    private record Told(String method, String uri, String contentType, String body) {
        JsonNode json() {
            return TestResponse.json(body);
        }
    }

    private final TestStack stack = new TestStack();
    private final List<Told> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Object> properties = new HashMap<>(Map.of(
            "ServiceToken", "arn:aws:lambda:eu-central-1:123456789012:function:tokenry-RulesFunction:live",
            "ApiId", API,
            "Rules", RULES.rules(),
            "AuthorizerResultTtlInSeconds", "0",
            "EnableSimpleResponses", "true"));
    private HttpServer cloudFormation;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        cloudFormation = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloudFormation.createContext("/", this::hear);
        cloudFormation.start();
        stack.setVariable("AWS_ENDPOINT_URL_CLOUDFORMATION", endpoint());
    }

    @AfterEach
    void stop() {
        cloudFormation.stop(0);
    }

    private void hear(HttpExchange exchange) throws IOException {
        told.add(new Told(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().set("Location", endpoint() + "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String endpoint() {
        return "http://127.0.0.1:" + cloudFormation.getAddress().getPort();
    }

    private TestEvent request(String type) {
        return TestEvent.load("rules-resource")
                .set("RequestType", type)
                .set("ResponseURL", endpoint() + "/answers/1%7C2?X-Amz-Signature=a%2Bb")
                .set("ResourceProperties", properties);
    }

    private void carryOut(TestEvent event) throws IOException {
        new RulesHandler(stack.wiring()).handleRequest(event.toInputStream(), new ByteArrayOutputStream(), stack.context());
    }

    private JsonNode answer(TestEvent event) {
        assertThatNoException().isThrownBy(() -> carryOut(event));
        return told.getLast().json();
    }

    @Test
    void a_created_resource_puts_its_rules_and_tells_so() {
        JsonNode answer = answer(request("Create"));

        assertThat(answer.toString()).isEqualTo("""
                {"Status":"SUCCESS","PhysicalResourceId":"a1b2c3d4e5",\
                "StackId":"arn:aws:cloudformation:eu-central-1:123456789012:stack/orders/0b7f7d40-0000-11f0-8000-0a58a9feac02",\
                "RequestId":"9f3c2f1e-5c7e-4a39-8d10-2a6b4d8f0c13","LogicalResourceId":"OrderRules"}""");
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
        assertThat(stack.logLines()).isEmpty();
    }

    @Test
    void the_answer_is_put_where_it_is_waited_for_without_a_content_type() {
        answer(request("Create"));

        assertThat(told).hasSize(1).first().satisfies(it -> {
            assertThat(it.method()).isEqualTo("PUT");
            assertThat(it.uri()).isEqualTo("/answers/1%7C2?X-Amz-Signature=a%2Bb");
            assertThat(it.contentType()).isEmpty();
        });
    }

    @Test
    void the_event_file_is_such_a_request() throws IOException {
        carryOut(TestEvent.load("rules-resource").set("ResponseURL", endpoint() + "/"));

        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void rules_may_be_one_string_with_a_line_for_each() {
        properties.put("Rules", "\nGET /orders/{id} anyOf(entities.read)\n\nGET /health authenticated\n");
        answer(request("Create"));

        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void numbers_and_flags_come_as_strings_or_as_themselves_and_may_be_left_out() {
        properties.put("AuthorizerResultTtlInSeconds", "300");
        properties.put("EnableSimpleResponses", "false");
        answer(request("Create"));
        assertThat(stack.apiRules().find(API)).hasValue(new ApiRules(RULES.rules(), Duration.ofMinutes(5), false));

        properties.put("AuthorizerResultTtlInSeconds", 3600);
        properties.put("EnableSimpleResponses", true);
        answer(request("Update"));
        assertThat(stack.apiRules().find(API)).hasValue(new ApiRules(RULES.rules(), Duration.ofHours(1), true));

        properties.keySet().removeAll(List.of("AuthorizerResultTtlInSeconds", "EnableSimpleResponses"));
        properties.put("ServiceTimeout", "60");
        answer(request("Update"));
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void an_id_of_digits_alone_stays_an_id() {
        properties.put("ApiId", "1234567");

        assertThat(answer(request("Create")).path("PhysicalResourceId").textValue())
                .isEqualTo("1234567");
    }

    @Test
    void an_update_replaces_rules_whoever_gave_them() {
        stack.apiRules().replace(API, new ApiRules(List.of("GET /a authenticated"), Duration.ZERO, false));

        assertThat(answer(request("Update").set("PhysicalResourceId", API))
                        .path("Status")
                        .textValue())
                .isEqualTo("SUCCESS");
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void another_api_is_another_resource_so_that_the_old_one_is_deleted_next() {
        answer(request("Create"));
        properties.put("ApiId", "z9y8x7");
        JsonNode answer = answer(request("Update").set("PhysicalResourceId", API));

        assertThat(answer.path("PhysicalResourceId").textValue()).isEqualTo("z9y8x7");
        assertThat(stack.apiRules().find("z9y8x7")).hasValue(RULES);

        JsonNode end = answer(request("Delete").set("PhysicalResourceId", API));
        assertThat(end.path("PhysicalResourceId").textValue()).isEqualTo(API);
        assertThat(stack.apiRules().find(API)).isEmpty();
        assertThat(stack.apiRules().find("z9y8x7")).isPresent();
    }

    @Test
    void what_was_never_made_is_deleted_in_peace() {
        answer(request("Create"));
        for (String id : new String[] {"neverwas", "not-made", "orders-OrderRules-1ABCDEF", "rules#" + API, ""}) {
            JsonNode answer = answer(request("Delete").set("PhysicalResourceId", id));
            assertThat(answer.path("Status").textValue()).isEqualTo("SUCCESS");
            assertThat(answer.path("PhysicalResourceId").textValue()).isEqualTo(id);
        }
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void a_delete_does_not_look_at_the_properties() {
        answer(request("Create"));
        properties.put("Rules", "nonsense");

        assertThat(answer(request("Delete").set("PhysicalResourceId", API))
                        .path("Status")
                        .textValue())
                .isEqualTo("SUCCESS");
        assertThat(stack.apiRules().find(API)).isEmpty();
    }

    @Test
    void a_failed_creation_tells_all_that_is_wrong_and_its_end_takes_no_rules_of_others() {
        answer(request("Create"));
        properties.putAll(Map.of(
                "Rules", List.of("GET /a anyOf(nope)"),
                "AuthorizerResultTtlInSeconds", "soon",
                "EnableSimpleResponses", "yes",
                "Rule", ""));
        JsonNode failed = answer(request("Create"));

        assertThat(failed.path("Status").textValue()).isEqualTo("FAILED");
        assertThat(failed.path("Reason").textValue())
                .isEqualTo("AuthorizerResultTtlInSeconds must be a whole number; "
                        + "EnableSimpleResponses must be true or false; "
                        + "Route rule \"GET /a anyOf(nope)\": there is no scope \"nope\"; Rule is not known here");
        assertThat(failed.path("PhysicalResourceId").textValue()).isEqualTo("not-made");

        answer(request("Delete").set("PhysicalResourceId", "not-made"));
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void a_failed_update_keeps_the_resource_and_its_rules() {
        answer(request("Create"));
        properties.put("ApiId", "Z9");
        JsonNode failed = answer(request("Update").set("PhysicalResourceId", API));

        assertThat(failed.path("Status").textValue()).isEqualTo("FAILED");
        assertThat(failed.path("Reason").textValue()).isEqualTo("ApiId must look like [a-z0-9]{1,64}");
        assertThat(failed.path("PhysicalResourceId").textValue()).isEqualTo(API);
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void a_request_without_properties_fails_by_their_names() {
        JsonNode failed = answer(request("Create").set("ResourceProperties", null));

        assertThat(failed.path("Reason").textValue()).isEqualTo("ApiId is required; Rules is required");
    }

    @Test
    void another_type_of_request_fails() {
        assertThat(answer(request("Import")).path("Reason").textValue())
                .isEqualTo("RequestType must be Create, Update or Delete");
    }

    @Test
    void a_whole_token_is_refused_and_not_repeated() {
        properties.put("Rules", "GET /" + TestStack.OTHER_TOKEN + " authenticated");
        JsonNode failed = answer(request("Create"));

        assertThat(failed.path("Reason").textValue()).startsWith("Rules holds a whole token");
        assertThat(failed.toString()).doesNotContain(TestStack.OTHER_TOKEN.substring(TestStack.OTHER_TOKEN.lastIndexOf('.') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Create", "Update", "Delete"})
    void a_store_that_is_away_is_a_failure(String type) {
        stack.apiRules().makeUnavailable();
        JsonNode failed = answer(request(type).set("PhysicalResourceId", API));

        assertThat(failed.path("Status").textValue()).isEqualTo("FAILED");
        assertThat(failed.path("Reason").textValue())
                .isEqualTo("The service is not available for the moment. Try again.");
        assertThat(failed.path("PhysicalResourceId").textValue()).isEqualTo(API);
        assertThat(stack.logLines()).containsExactly("unavailable: The test's table is away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"é\"", "x", "\ud83d\ude00"})
    void however_much_is_wrong_the_answer_is_as_short_as_cloudformation_wants_it(String letter) {
        properties.put("Rules", Collections.nCopies(300, "GET /" + letter.repeat(200) + " anyOf(nope)"));
        JsonNode failed = answer(request("Create"));

        assertThat(told.getLast().body().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(1000, ResourceAnswer.LARGEST);
        assertThat(failed.path("Reason").textValue()).startsWith("Route rule").endsWith("…");
        assertThat(failed.path("LogicalResourceId").textValue()).isEqualTo("OrderRules");
        assertThat(failed.toString().codePoints().noneMatch(it -> Character.getType(it) == Character.SURROGATE))
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
    void an_answer_goes_nowhere_but_to_the_endpoint_where_one_is_set(String address) {
        assertRefused(address);
    }

    @Test
    void an_endpoint_is_a_host_and_not_the_beginning_of_one() {
        assertRefused(endpoint() + "0/");
        assertRefused(endpoint() + "@example.com/");
    }

    @Test
    void where_no_endpoint_is_set_this_server_is_told_nothing() {
        stack.setVariable("AWS_ENDPOINT_URL_CLOUDFORMATION", "");

        assertRefused(endpoint() + "/");
    }

    private void assertRefused(String address) {
        assertThatThrownBy(() -> carryOut(request("Create").set("ResponseURL", address)))
                .isInstanceOf(IOException.class)
                .hasMessage("ResponseURL is no address of CloudFormation: nothing was done and nobody was told");
        assertThat(stack.apiRules().find(API)).isEmpty();
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x?X-Amz-Signature=y",
                "https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com/x",
                "https://CLOUDFORMATION-x.s3.eu-central-1.AMAZONAWS.COM:443/x",
                "https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/x"
            })
    void cloudformation_itself_waits_at_aws(String address) {
        CloudFormationReply reply = new CloudFormationReply(Optional.empty());

        assertThatNoException()
                .isThrownBy(() -> assertThat(reply.address(address)).hasToString(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://x.s3.amazonaws.com/",
                "https://amazonaws.com/",
                "https://xamazonaws.com/",
                "https://amazonaws.com.example.com/",
                "https://example.com/#.amazonaws.com",
                "https://example.com?.amazonaws.com",
                "https://example.com\\.amazonaws.com/",
                "https://x.s3.amazonaws.com@example.com/",
                "https://user@x.s3.amazonaws.com/",
                "https://169.254.169.254/",
                "https:x.amazonaws.com",
                "//x.amazonaws.com/",
                "ftp://x.s3.amazonaws.com/",
                ""
            })
    void no_other_address_is_cloudformations(String address) {
        assertThatThrownBy(() -> new CloudFormationReply(Optional.empty()).address(address))
                .isInstanceOf(IOException.class)
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 403, 500})
    void an_answer_that_is_not_taken_fails_so_that_lambda_tries_again(int refused) throws IOException {
        status = refused;
        assertThatThrownBy(() -> carryOut(request("Create")))
                .isInstanceOf(IOException.class)
                .hasMessage("CloudFormation's address answered " + refused);
        assertThat(told).extracting(Told::uri).noneMatch(uri -> uri.contains("elsewhere"));

        status = 200;
        assertThat(answer(request("Create")).path("Status").textValue()).isEqualTo("SUCCESS");
        assertThat(stack.apiRules().find(API)).hasValue(RULES);
    }

    @Test
    void a_server_that_is_gone_fails_the_same_way() {
        TestEvent event = request("Create");
        cloudFormation.stop(0);

        assertThatThrownBy(() -> carryOut(event)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResponseURL", "StackId", "RequestId", "LogicalResourceId", "RequestType"})
    void what_cloudformation_always_says_has_to_be_there(String field) {
        assertThatThrownBy(() -> carryOut(request("Create").set(field, null)))
                .isInstanceOf(IOException.class)
                .hasMessage("CloudFormation's request has no " + field);
        assertThat(stack.apiRules().find(API)).isEmpty();
    }

    @Test
    void lambda_is_answered_what_cloudformation_is() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new RulesHandler(stack.wiring()).handleRequest(request("Create").toInputStream(), answer, stack.context());

        assertThat(JSON.readTree(answer.toByteArray())).isEqualTo(told.getLast().json());
    }
}
