package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.lambda.InvocationResult;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.functions.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WiringHandlerFactoryTest {

    private static final KeyFetcher FETCHER =
            _ -> new KeyFetchResult.Failed(KeyFetchResult.Step.KEYS, DocumentFailure.STATUS);

    private static final CodeRedeemer REDEEMER = (_, _) -> new CodeRedemption.Rejected();

    @Test
    void the_constructor_with_a_wiring_parameter_is_preferred() {
        FunctionSpec spec = new FunctionSpec(
                "TestFunction",
                "Test",
                "arn:test",
                "java25",
                WiredHandler.class.getName(),
                "none.zip",
                null,
                Duration.ofSeconds(5),
                128,
                Map.of());

        assertThat(TokenryEmulation.function(spec).invoke("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        InvocationResult.Payload.class,
                        payload -> assertThat(payload.json()).isEqualTo("\"wired\""));
    }

    @Test
    void a_class_without_such_a_constructor_is_left_to_the_emulator() {
        assertThat(new WiringHandlerFactory(FETCHER, REDEEMER).creatorFor(ShopHandler.class))
                .isEmpty();
    }

    @Test
    void the_wiring_fetches_keys_and_redeems_codes_as_the_stack_says() throws Throwable {
        Object handler = new WiringHandlerFactory(FETCHER, REDEEMER)
                .creatorFor(WiredHandler.class)
                .orElseThrow()
                .create(Map.of());

        assertThat(handler).isInstanceOfSatisfying(WiredHandler.class, wired -> {
            assertThat(wired.wiring.keyFetcher()).isSameAs(FETCHER);
            assertThat(wired.wiring.codeRedeemer()).isSameAs(REDEEMER);
        });
    }

    public static final class WiredHandler implements RequestHandler<Object, String> {
        private final Wiring wiring;

        public WiredHandler() {
            this(null);
        }

        WiredHandler(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public String handleRequest(Object event, Context context) {
            return wiring == null ? "alone" : "wired";
        }
    }
}
