package dev.tokenry.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmulatedFunctionTest {

    @Test
    void objects_use_the_serializers_of_the_runtime() {
        assertThat(responseOf(LengthsHandler.class.getName(), "[\"a\",\"bcd\"]"))
                .isEqualTo("{\"a\":1,\"bcd\":3}");
    }

    @Test
    void a_stream_handler_receives_the_raw_bytes() {
        assertThat(responseOf(MirrorHandler.class.getName(), "any bytes")).isEqualTo("any bytes");
    }

    @Test
    void a_handler_can_name_its_method() {
        assertThat(responseOf(NamedMethodHandler.class.getName() + "::shout", "\"hey\""))
                .isEqualTo("\"HEY from Test\"");
    }

    @Test
    void a_handler_factory_is_preferred_to_the_constructor_without_parameters() {
        HandlerFactory factory =
                type -> type == InjectedHandler.class ? Optional.of(InjectedHandler::new) : Optional.empty();
        FunctionSpec spec =
                spec(InjectedHandler.class.getName(), Duration.ofSeconds(5)).with(Map.of("MODE", "test"));

        assertThat(EmulatedFunction.of(spec, Path.of(""), factory).invoke(bytes("{}")))
                .isInstanceOfSatisfying(
                        InvocationResult.Payload.class,
                        payload -> assertThat(payload.json()).isEqualTo("\"injected test\""));
        assertThat(responseOf(InjectedHandler.class.getName(), "{}")).isEqualTo("\"alone\"");
    }

    @Test
    void a_handler_exception_is_returned_with_its_type_and_message() {
        assertThat(invoke(FailingHandler.class.getName(), "\"Unauthorized\""))
                .isEqualTo(new InvocationResult.FunctionError("java.lang.IllegalStateException", "Unauthorized"));
    }

    @Test
    void a_constructor_exception_is_returned_as_an_error() {
        assertThat(invoke(BrokenConstructorHandler.class.getName(), "{}"))
                .isEqualTo(new InvocationResult.FunctionError("java.lang.IllegalStateException", "no table"));
    }

    @Test
    void timeouts_and_oversized_responses_are_errors() {
        InvocationResult timedOut = function(SleepingHandler.class.getName(), Duration.ofMillis(100))
                .invoke(bytes("{}"));
        assertThat(timedOut).isInstanceOfSatisfying(InvocationResult.FunctionError.class, error -> {
            assertThat(error.errorType()).isEqualTo("Sandbox.Timedout");
            assertThat(error.errorMessage()).endsWith("Task timed out after 0.10 seconds");
        });
        assertThat(invoke(LargeResponseHandler.class.getName(), "{}"))
                .isInstanceOfSatisfying(
                        InvocationResult.FunctionError.class,
                        error -> assertThat(error.errorType()).isEqualTo("Function.ResponseSizeTooLarge"));
    }

    @Test
    void an_instance_serves_one_invocation_at_a_time_and_is_reused() throws InterruptedException {
        EmulatedFunction function = function(ConcurrentHandler.class.getName(), Duration.ofSeconds(10));

        List<Thread> threads = IntStream.range(0, 3)
                .mapToObj(i -> Thread.startVirtualThread(() -> function.invoke(bytes("{}"))))
                .toList();
        for (Thread each : threads) {
            each.join();
        }
        function.invoke(bytes("{}"));

        assertThat(ConcurrentHandler.INSTANCES).hasValue(3);
    }

    @Test
    void a_missing_class_method_or_constructor_is_reported_with_the_function_name() {
        assertThatThrownBy(() -> invoke("shop.Nowhere", "{}"))
                .hasMessage("Function TestFunction: there is no class shop.Nowhere");
        assertThatThrownBy(() -> invoke(MirrorHandler.class.getName() + "::other", "{}"))
                .hasMessage("Function TestFunction: " + MirrorHandler.class.getName() + " has no public method other");
        assertThatThrownBy(() -> invoke(NotInstantiableHandler.class.getName(), "{}"))
                .hasMessageEndingWith("has no constructor without parameters and no factory creates it");
    }

    private static String responseOf(String handler, String event) {
        return ((InvocationResult.Payload) invoke(handler, event)).json();
    }

    private static InvocationResult invoke(String handler, String event) {
        return function(handler, Duration.ofSeconds(5)).invoke(bytes(event));
    }

    private static EmulatedFunction function(String handler, Duration timeout) {
        return EmulatedFunction.of(spec(handler, timeout));
    }

    private static FunctionSpec spec(String handler, Duration timeout) {
        return new FunctionSpec(
                "TestFunction", "Test", "arn:test", "java25", handler, "none.zip", null, timeout, 128, Map.of());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static final class LengthsHandler implements RequestHandler<List<String>, Map<String, Integer>> {
        @Override
        public Map<String, Integer> handleRequest(List<String> words, Context context) {
            return new java.util.TreeMap<>(Map.of(
                    words.getFirst(), words.getFirst().length(),
                    words.getLast(), words.getLast().length()));
        }
    }

    public static final class MirrorHandler implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            in.transferTo(out);
        }
    }

    public static final class NamedMethodHandler {
        public String shout(String text, Context context) {
            return text.toUpperCase(java.util.Locale.ROOT) + " from " + context.getFunctionName();
        }
    }

    public static final class InjectedHandler implements RequestHandler<Object, String> {
        private final String constructorUsed;

        public InjectedHandler() {
            constructorUsed = "alone";
        }

        InjectedHandler(Map<String, String> environment) {
            constructorUsed = "injected " + environment.get("MODE");
        }

        @Override
        public String handleRequest(Object event, Context context) {
            return constructorUsed;
        }
    }

    public static final class FailingHandler implements RequestHandler<String, String> {
        @Override
        public String handleRequest(String message, Context context) {
            throw new IllegalStateException(message);
        }
    }

    public static final class BrokenConstructorHandler implements RequestHandler<Object, String> {
        public BrokenConstructorHandler() {
            throw new IllegalStateException("no table");
        }

        @Override
        public String handleRequest(Object event, Context context) {
            return "";
        }
    }

    public static final class SleepingHandler implements RequestHandler<Object, String> {
        @Override
        public String handleRequest(Object event, Context context) {
            try {
                Thread.sleep(30_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "awake";
        }
    }

    public static final class LargeResponseHandler implements RequestHandler<Object, String> {
        @Override
        public String handleRequest(Object event, Context context) {
            return "x".repeat(6 * 1024 * 1024);
        }
    }

    /** Returns from the first three invocations only when all three are running. */
    public static final class ConcurrentHandler implements RequestHandler<Object, String> {
        static final AtomicInteger INSTANCES = new AtomicInteger();
        private static final CountDownLatch ALL_STARTED = new CountDownLatch(3);

        public ConcurrentHandler() {
            INSTANCES.incrementAndGet();
        }

        @Override
        public String handleRequest(Object event, Context context) {
            ALL_STARTED.countDown();
            try {
                assertThat(ALL_STARTED.await(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return "";
        }
    }

    public static final class NotInstantiableHandler implements RequestHandler<Object, String> {
        public NotInstantiableHandler(int number) {
            assertThat(number).isZero();
        }

        @Override
        public String handleRequest(Object event, Context context) {
            return "";
        }
    }
}
