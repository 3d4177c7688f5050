package dev.tokenry.functions.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.functions.TestCloudFormation;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The function as CloudFormation calls it. */
class LimitsHandlerTest {

    private static final String CONTRADICTION =
            "maxTokenLifetime=90 defaultTokenLifetime=200 requireExpiration=false maxTokensPerOwner="
                    + " requireAllowedIps=false autoDisableUnusedAfter=";
    private static final String MESSAGE =
            "DefaultTokenLifetime (200 days) must not be longer than MaxTokenLifetime (90 days)";

    private final TestStack stack = new TestStack();
    private final TestCloudFormation cloudFormation = new TestCloudFormation();

    @BeforeEach
    void start() {
        stack.setVariable("AWS_ENDPOINT_URL_CLOUDFORMATION", cloudFormation.endpoint());
    }

    @AfterEach
    void stop() {
        cloudFormation.close();
    }

    private static Map<String, Object> properties(String limits) {
        return Map.of("ServiceToken", "arn:aws:lambda:eu-central-1:123456789012:function:x", "Limits", limits);
    }

    private TestEvent request(String type) {
        return TestEvent.load("limits-resource")
                .set("RequestType", type)
                .set("ResponseURL", cloudFormation.endpoint() + "/responses/1");
    }

    private JsonNode responseTo(TestEvent event) throws IOException {
        new LimitsHandler(stack.wiring())
                .handleRequest(event.toInputStream(), new ByteArrayOutputStream(), stack.context());
        return cloudFormation.responses().getLast().json();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Create", "Update"})
    void limits_that_agree_are_deployed(String type) throws IOException {
        JsonNode response = responseTo(request(type));

        assertThat(response.path("Status").textValue()).isEqualTo("SUCCESS");
        assertThat(response.path("PhysicalResourceId").textValue()).isEqualTo("limits");
        assertThat(response.path("LogicalResourceId").textValue()).isEqualTo("LimitsCheck");
    }

    @ParameterizedTest
    @CsvSource({"Create, not-made", "Update, limits"})
    void a_contradiction_fails_the_deployment_and_names_both_parameters(String type, String physicalId)
            throws IOException {
        TestEvent event = request(type).set("ResourceProperties", properties(CONTRADICTION));
        JsonNode response = responseTo(type.equals("Update") ? event.set("PhysicalResourceId", "limits") : event);

        assertThat(response.path("Status").textValue()).isEqualTo("FAILED");
        assertThat(response.path("Reason").textValue()).isEqualTo(MESSAGE);
        // With another id, CloudFormation would replace the resource.
        assertThat(response.path("PhysicalResourceId").textValue()).isEqualTo(physicalId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limits", "not-made"})
    void a_deletion_succeeds_whatever_the_limits_are(String physicalId) throws IOException {
        for (Object properties : new Object[] {properties(CONTRADICTION), Map.of(), "nonsense"}) {
            JsonNode response = responseTo(
                    request("Delete").set("PhysicalResourceId", physicalId).set("ResourceProperties", properties));

            assertThat(response.path("Status").textValue()).isEqualTo("SUCCESS");
            assertThat(response.path("PhysicalResourceId").textValue()).isEqualTo(physicalId);
        }
    }

    @Test
    void limits_that_functions_could_not_read_fail_the_deployment() throws IOException {
        JsonNode response =
                responseTo(request("Create").set("ResourceProperties", properties("maxTokenLifetime=ninety")));

        assertThat(response.path("Status").textValue()).isEqualTo("FAILED");
        assertThat(response.path("Reason").textValue()).startsWith("The limits must be ");
    }

    @Test
    void missing_and_unknown_properties_are_named() throws IOException {
        Map<String, Object> properties = new HashMap<>(Map.of("Limit", "90"));

        assertThat(responseTo(request("Create").set("ResourceProperties", properties))
                        .path("Reason")
                        .textValue())
                .isEqualTo("Limits is required; Limit is not a known property. Did you mean Limits?");
    }

    @Test
    void only_cloudformation_invokes_it() {
        assertThatThrownBy(() -> responseTo(request("Create").set("RequestType", null)))
                .isInstanceOf(IOException.class)
                .hasMessage("CloudFormation's request has no RequestType");
        assertThat(cloudFormation.responses()).isEmpty();
    }
}
