package dev.tokenry.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.sun.net.httpserver.HttpServer;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvokeEndpointTest {

    private static final String ARN = "arn:aws:lambda:eu-central-1:000000000000:function:shop-DoubleFunction";
    private static final String SIGNED = "AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/lambda/aws4_request";

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        EmulatedFunction function = EmulatedFunction.of(new FunctionSpec(
                "DoubleFunction",
                "shop-DoubleFunction",
                ARN,
                "java25",
                DoubleHandler.class.getName(),
                "none.zip",
                null,
                Duration.ofSeconds(5),
                128,
                Map.of()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(InvokeEndpoint.PATH, new InvokeEndpoint(Map.of("DoubleFunction", function)));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DoubleFunction",
                "shop-DoubleFunction",
                "shop-DoubleFunction:live",
                "000000000000:function:shop-DoubleFunction",
                ARN,
                ARN + ":live",
                "arn%3Aaws%3Alambda%3Aeu-central-1%3A000000000000%3Afunction%3Ashop-DoubleFunction"
            })
    void a_function_can_be_invoked_by_name_logical_id_or_arn(String name) throws Exception {
        HttpResponse<String> response = send(invoke(name, "21"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("42");
        assertThat(response.headers().firstValue("X-Amz-Function-Error")).isEmpty();
    }

    @Test
    void a_function_error_sets_the_function_error_header() throws Exception {
        HttpResponse<String> response = send(invoke("DoubleFunction", "-1"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
        assertThat(response.body()).contains("\"errorType\":\"java.lang.IllegalArgumentException\"");
        assertThat(response.body()).contains("\"errorMessage\":\"negative\"");
    }

    @Test
    void unsigned_requests_and_requests_from_web_pages_are_rejected() throws Exception {
        HttpRequest.Builder unsigned =
                HttpRequest.newBuilder(uri("DoubleFunction")).POST(BodyPublishers.ofString("1"));

        assertThat(send(unsigned).statusCode()).isEqualTo(403);
        assertThat(send(unsigned.copy().header("Authorization", "Bearer x")).statusCode())
                .isEqualTo(403);
        assertThat(send(invoke("DoubleFunction", "1").header("Origin", "http://localhost:8080"))
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> preflight = send(HttpRequest.newBuilder(uri("DoubleFunction"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Access-Control-Request-Headers", "authorization"));
        assertThat(preflight.statusCode()).isEqualTo(403);
        assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @CsvSource({
        "OtherFunction, 1, 404, ResourceNotFoundException",
        "a b, 1, 404, ResourceNotFoundException",
        "DoubleFunction, {, 400, InvalidRequestContentException",
    })
    void requests_that_lambda_rejects_are_rejected(String name, String payload, int status, String type)
            throws Exception {
        HttpResponse<String> response = send(invoke(name.replace(" ", "%20"), payload));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("X-Amzn-ErrorType")).contains(type);
    }

    @Test
    void only_synchronous_invocation_is_supported() throws Exception {
        assertThat(send(invoke("DoubleFunction", "1").header("X-Amz-Invocation-Type", "Event"))
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpRequest.Builder invoke(String name, String payload) {
        return HttpRequest.newBuilder(uri(name))
                .POST(BodyPublishers.ofString(payload))
                .header("Authorization", SIGNED);
    }

    private URI uri(String name) {
        return URI.create(
                "http://localhost:" + server.getAddress().getPort() + "/2015-03-31/functions/" + name + "/invocations");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public static final class DoubleHandler implements RequestHandler<Integer, Integer> {
        @Override
        public Integer handleRequest(Integer number, Context context) {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
            return 2 * number;
        }
    }
}
