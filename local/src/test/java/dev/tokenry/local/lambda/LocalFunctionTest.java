package dev.tokenry.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tokenry.functions.Wiring;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalFunctionTest {

    @Test
    void objects_go_through_the_runtimes_serializers() {
        assertThat(answer(Lengths.class.getName(), "[\"a\",\"bcd\"]")).isEqualTo("{\"a\":1,\"bcd\":3}");
    }

    @Test
    void a_stream_handler_gets_the_bytes() {
        assertThat(answer(Mirror.class.getName(), "any bytes")).isEqualTo("any bytes");
    }

    @Test
    void a_handler_may_name_its_method() {
        assertThat(answer(Named.class.getName() + "::shout", "\"hey\"")).isEqualTo("\"HEY from Test\"");
    }

    @Test
    void the_constructor_that_takes_a_wiring_is_preferred() {
        assertThat(answer(Wired.class.getName(), "{}")).isEqualTo("\"wired\"");
    }

    @Test
    void what_a_handler_throws_is_an_error_of_that_type_and_message() {
        assertThat(invoke(Failing.class.getName(), "\"Unauthorized\""))
                .isEqualTo(new Outcome.FunctionError("java.lang.IllegalStateException", "Unauthorized"));
    }

    @Test
    void a_constructor_that_throws_is_an_error_too() {
        assertThat(invoke(Broken.class.getName(), "{}"))
                .isEqualTo(new Outcome.FunctionError("java.lang.IllegalStateException", "no table"));
    }

    @Test
    void too_long_is_stopped_and_too_large_is_refused() {
        Outcome late =
                function(Sleeping.class.getName(), Duration.ofMillis(100)).invoke(bytes("{}"));
        assertThat(late).isInstanceOfSatisfying(Outcome.FunctionError.class, error -> {
            assertThat(error.errorType()).isEqualTo("Sandbox.Timedout");
            assertThat(error.errorMessage()).endsWith("Task timed out after 0.10 seconds");
        });
        assertThat(invoke(Large.class.getName(), "{}"))
                .isInstanceOfSatisfying(
                        Outcome.FunctionError.class,
                        error -> assertThat(error.errorType()).isEqualTo("Function.ResponseSizeTooLarge"));
    }

    @Test
    void an_instance_serves_one_invocation_at_a_time_and_is_used_again() throws InterruptedException {
        LocalFunction function = function(Together.class.getName(), Duration.ofSeconds(10));

        List<Thread> threads = IntStream.range(0, 3)
                .mapToObj(i -> Thread.startVirtualThread(() -> function.invoke(bytes("{}"))))
                .toList();
        for (Thread each : threads) {
            each.join();
        }
        function.invoke(bytes("{}"));

        assertThat(Together.INSTANCES).hasValue(3);
    }

    @Test
    void what_is_missing_is_one_line_that_names_the_function() {
        assertThatThrownBy(() -> invoke("dev.tokenry.Nowhere", "{}"))
                .hasMessage("Function TestFunction: there is no class dev.tokenry.Nowhere");
        assertThatThrownBy(() -> invoke(Mirror.class.getName() + "::other", "{}"))
                .hasMessage("Function TestFunction: " + Mirror.class.getName() + " has no public method other");
        assertThatThrownBy(() -> invoke(Unmakeable.class.getName(), "{}"))
                .hasMessageContaining("has neither a constructor that takes a Wiring nor one without arguments");
    }

    private static String answer(String handler, String event) {
        return ((Outcome.Answer) invoke(handler, event)).json();
    }

    private static Outcome invoke(String handler, String event) {
        return function(handler, Duration.ofSeconds(5)).invoke(bytes(event));
    }

    private static LocalFunction function(String handler, Duration timeout) {
        return LocalFunction.of(new FunctionSpec(
                "TestFunction", "Test", "arn:test", "java25", handler, "none.zip", null, timeout, 128, Map.of()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static final class Lengths implements RequestHandler<List<String>, Map<String, Integer>> {
        @Override
        public Map<String, Integer> handleRequest(List<String> words, Context context) {
            return new java.util.TreeMap<>(Map.of(
                    words.getFirst(), words.getFirst().length(),
                    words.getLast(), words.getLast().length()));
        }
    }

    public static final class Mirror implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            in.transferTo(out);
        }
    }

    public static final class Named {
        public String shout(String text, Context context) {
            return text.toUpperCase(java.util.Locale.ROOT) + " from " + context.getFunctionName();
        }
    }

    public static final class Wired implements RequestHandler<Object, String> {
        private final String how;

        public Wired() {
            how = "alone";
        }

        Wired(Wiring wiring) {
            how = wiring == null ? "nothing" : "wired";
        }

        @Override
        public String handleRequest(Object event, Context context) {
            return how;
        }
    }

    public static final class Failing implements RequestHandler<String, String> {
        @Override
        public String handleRequest(String message, Context context) {
            throw new IllegalStateException(message);
        }
    }

    public static final class Broken implements RequestHandler<Object, String> {
        public Broken() {
            throw new IllegalStateException("no table");
        }

        @Override
        public String handleRequest(Object event, Context context) {
            return "";
        }
    }

    public static final class Sleeping implements RequestHandler<Object, String> {
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

    public static final class Large implements RequestHandler<Object, String> {
        @Override
        public String handleRequest(Object event, Context context) {
            return "x".repeat(6 * 1024 * 1024);
        }
    }

    /** Answers the first three invocations only when all of them are there. */
    public static final class Together implements RequestHandler<Object, String> {
        static final AtomicInteger INSTANCES = new AtomicInteger();
        private static final CountDownLatch ALL = new CountDownLatch(3);

        public Together() {
            INSTANCES.incrementAndGet();
        }

        @Override
        public String handleRequest(Object event, Context context) {
            ALL.countDown();
            try {
                assertThat(ALL.await(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return "";
        }
    }

    public static final class Unmakeable implements RequestHandler<Object, String> {
        public Unmakeable(int number) {
            assertThat(number).isZero();
        }

        @Override
        public String handleRequest(Object event, Context context) {
            return "";
        }
    }
}
