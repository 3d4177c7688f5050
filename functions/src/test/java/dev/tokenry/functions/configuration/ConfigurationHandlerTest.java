package dev.tokenry.functions.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.functions.EndpointContract;
import dev.tokenry.functions.TestEvent;
import dev.tokenry.functions.TestStack;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TestLimits;
import dev.tokenry.model.Token;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationHandlerTest implements EndpointContract {

    private final TestStack stack = new TestStack();
    private final Token callingToken =
            stack.token().tokenValue(TestStack.CALLING_TOKEN).store();

    @Override
    public TestStack stack() {
        return stack;
    }

    @Override
    public RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler() {
        return new ConfigurationHandler(stack.wiring());
    }

    @Override
    public TestEvent request() {
        return TestEvent.load("configuration").calledBy(callingToken);
    }

    @Test
    void limits_without_a_value_are_absent() {
        assertThat(call(request()).body())
                .isEqualTo("{\"environmentId\":\"default\",\"tokenPrefix\":\"tk0c01\","
                        + "\"limits\":{\"requireExpiration\":false,\"requireAllowedIps\":false}}");
    }

    @Test
    void limits_are_days_and_numbers() {
        stack.setVariable("ENVIRONMENT_ID", "prod");
        stack.setVariable(
                "LIMITS",
                TestLimits.with(Map.of(
                        "maxTokenLifetime", "90",
                        "defaultTokenLifetime", "30",
                        "requireExpiration", "true",
                        "maxTokensPerOwner", "50",
                        "requireAllowedIps", "true",
                        "autoDisableUnusedAfter", "180")));

        assertThat(call(request()).body())
                .isEqualTo("{\"environmentId\":\"prod\",\"tokenPrefix\":\"tk0c01\",\"limits\":{"
                        + "\"maxTokenLifetime\":90,\"defaultTokenLifetime\":30,\"requireExpiration\":true,"
                        + "\"maxTokensPerOwner\":50,\"requireAllowedIps\":true,\"autoDisableUnusedAfter\":180}}");
    }

    @Test
    void a_function_without_limits_does_not_start() {
        stack.setVariable("LIMITS", "maxTokenLifetime=90");

        assertThatIllegalArgumentException().isThrownBy(this::handler);
    }

    @Test
    void previous_secret_and_unavailable_store_still_show_the_configuration() {
        stack.tokens().makeUnavailable();

        assertThat(call(request().calledBy(callingToken, SecretGeneration.PREVIOUS))
                        .status())
                .isEqualTo(200);
    }
}
