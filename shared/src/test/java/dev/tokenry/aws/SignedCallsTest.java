package dev.tokenry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tokenry.error.ServiceUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

/** Calls of a service that responds with given statuses. That it verifies the signature is tested with the emulator. */
class SignedCallsTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final SdkHttpClient http = AwsHttpClient.create();
    private List<Integer> statuses = List.of();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::respond);
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        // the statuses of the service; the attempts; the status of the result
        "200, 1, 200",
        "204, 1, 204",
        "429 200, 2, 200",
        "503 429 200, 3, 200",
        "429 429 429, 3, 429",
        "503 503 503, 3, 503",
        // It could have been done.
        "500, 1, 500",
        "502, 1, 502",
        "400, 1, 400",
        "403, 1, 403",
    })
    void only_what_the_service_did_not_take_is_sent_again(String responses, int attempts, int status) {
        statuses = Stream.of(responses.split(" ")).map(Integer::valueOf).toList();

        SignedCalls.Response response = calls(server.getAddress().getPort()).post("/v2/x", "text/plain", "é");

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.isSuccess()).isEqualTo(status < 300);
        assertThat(requests).hasSize(attempts).allMatch(request -> request.equals("POST /v2/x text/plain é"));
    }

    @Test
    void a_service_that_does_not_respond_is_unavailable() {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> calls(port).post("/", "text/plain", "x"))
                .withMessage("ses is unavailable");
    }

    private SignedCalls calls(int port) {
        return new SignedCalls(
                http,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
                "eu-central-1",
                "ses",
                URI.create("http://127.0.0.1:" + port),
                new Backoff(0));
    }

    private void respond(HttpExchange exchange) throws IOException {
        assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
                .contains("/eu-central-1/ses/aws4_request");
        int status = statuses.get(requests.size());
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
