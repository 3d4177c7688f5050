package dev.tokenry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpLoadTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    private final Set<String> received = ConcurrentHashMap.newKeySet();

    HttpLoadTest() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest(name = "length {0}")
    // 0 means chunks.
    @CsvSource({"6", "0"})
    void all_requests_are_sent_and_responses_read(int length) throws Exception {
        respond(200, length);

        HttpLoad.Rate rate = HttpLoad.run(port(), List.of(request("a"), request("b")), "active", SHORT);

        assertThat(received).containsExactlyInAnyOrder("a", "b");
        assertThat(rate.millis()).isNotEmpty().allMatch(millis -> millis > 0);
        assertThat(rate.perSecond()).isPositive();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"401, active", "200, revoked"})
    void a_response_that_is_not_expected_is_a_failure(int status, String expected) {
        respond(status, 6);

        assertThatThrownBy(() -> HttpLoad.run(port(), List.of(request("a")), expected, SHORT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("active");
    }

    private void respond(int status, int length) {
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, length);
            exchange.getResponseBody().write("active".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static byte[] request(String body) {
        return new Peer.Request("POST", null, "/", Map.of(), body).bytes(Map.of());
    }
}
