package dev.tokenry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.cloudformation.CustomResourceResponseServer;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomResourceInvokerTest {

    private static final EmulatedFunction CREATOR = EmulatedFunction.of(new FunctionSpec(
            "Maker",
            "Maker",
            "arn:maker",
            "java25",
            CustomResourceHandler.class.getName(),
            "none.zip",
            null,
            Duration.ofSeconds(60),
            128,
            Map.of()));

    private final CustomResourceResponseServer cloudFormation = CustomResourceResponseServer.start();
    private final CustomResourceInvoker resources = new CustomResourceInvoker(
            cloudFormation,
            "arn:stack",
            arn -> arn.equals("arn:maker") ? Optional.of(CREATOR) : Optional.empty(),
            Duration.ofMillis(200));

    @AfterEach
    void close() {
        cloudFormation.close();
    }

    @Test
    void a_function_creates_the_resource_and_returns_its_attributes() {
        PhysicalResource created =
                create(Map.of("ServiceToken", "arn:maker", "Limits", List.of(1, Map.of("on", true))));

        assertThat(created.ref()).isEqualTo("made-Thing");
        assertThat(created.attributes()).containsEntry("Request", "Create Custom::Thing");
        assertThat(created.attributes().get("Properties"))
                .contains("\"ServiceToken\":\"arn:maker\"", "\"Limits\":[\"1\",{\"on\":\"true\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "fail, it is too late",
        "throw, java.lang.IllegalStateException: as asked",
        "nothing, its function sent no response to the ResponseURL",
        "mistake, the response belongs to another request: its StackId differs",
    })
    void a_failed_creation_is_reported_with_the_reason(String scenario, String reason) {
        assertThatThrownBy(() -> create(Map.of("ServiceToken", "arn:maker", "Do", scenario)))
                .isInstanceOf(StartupException.class)
                .hasMessage("Custom resource Thing: " + reason);
    }

    @Test
    void an_unknown_service_token_is_rejected() {
        assertThatThrownBy(() -> create(Map.of("ServiceToken", "arn:aws:sns:x")))
                .isInstanceOf(StartupException.class)
                .hasMessage("Custom resource Thing: ServiceToken arn:aws:sns:x is not the ARN of an emulated function");
    }

    private PhysicalResource create(Map<String, Object> properties) {
        return resources.create("Thing", "Custom::Thing", properties);
    }
}
