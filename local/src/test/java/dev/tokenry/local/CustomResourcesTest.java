package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.cloudformation.CustomResourceResponseServer;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.cloudformation.ResourceProvisioner.Made;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomResourcesTest {

    private static final EmulatedFunction MAKER = EmulatedFunction.of(new FunctionSpec(
            "Maker",
            "Maker",
            "arn:maker",
            "java25",
            MakeHandler.class.getName(),
            "none.zip",
            null,
            Duration.ofSeconds(5),
            128,
            Map.of()));

    private final CustomResourceResponseServer cloudFormation = CustomResourceResponseServer.start();
    private final CustomResources resources = new CustomResources(
            cloudFormation,
            "arn:stack",
            arn -> arn.equals("arn:maker") ? Optional.of(MAKER) : Optional.empty(),
            Duration.ofMillis(200));

    @AfterEach
    void close() {
        cloudFormation.close();
    }

    @Test
    void a_function_makes_it_and_says_what_it_is() {
        Made made = create(Map.of("ServiceToken", "arn:maker", "Limits", List.of(1, Map.of("on", true))));

        assertThat(made.ref()).isEqualTo("made-Thing");
        assertThat(made.attributes()).containsEntry("Request", "Create Custom::Thing");
        assertThat(made.attributes().get("Properties"))
                .contains("\"ServiceToken\":\"arn:maker\"", "\"Limits\":[\"1\",{\"on\":\"true\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "fail, it is too late",
        "throw, java.lang.IllegalStateException: as asked",
        "nothing, its function sent no answer to the ResponseURL",
        "mistake, the answer is not to this request: its StackId is another",
    })
    void one_that_is_not_made_fails_with_the_reason(String what, String reason) {
        assertThatThrownBy(() -> create(Map.of("ServiceToken", "arn:maker", "Do", what)))
                .isInstanceOf(StartException.class)
                .hasMessage("Custom resource Thing: " + reason);
    }

    @Test
    void a_service_token_that_leads_nowhere_fails() {
        assertThatThrownBy(() -> create(Map.of("ServiceToken", "arn:aws:sns:x")))
                .isInstanceOf(StartException.class)
                .hasMessage("Custom resource Thing: ServiceToken arn:aws:sns:x is no function that runs here");
    }

    private Made create(Map<String, Object> properties) {
        return resources.create("Thing", "Custom::Thing", properties);
    }
}
