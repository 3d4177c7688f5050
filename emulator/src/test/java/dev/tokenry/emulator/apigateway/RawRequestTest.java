package dev.tokenry.emulator.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as clients send them that are not strict about URIs, and packed bodies. */
class RawRequestTest {

    private static final String PUBLIC = "/api/v2/public/";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway("gateway.yaml", "Api");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "q=owner(\"x\") owner(\"x\")",
                "q=a|b a|b",
                "q=it's it's",
                "q=[1] [1]",
                "q={\"a\":1} {\"a\":1}",
                "q=a\\b^c`d<e> a\\b^c`d<e>",
                "q=%22x\" \"x\"",
                "q=ü ü",
                "q=a?b a?b",
                "q=a/b:c@d a/b:c@d"
            })
    void raw_query_is_read_unchanged(String query, String value) throws Exception {
        JsonNode event = event(raw("GET " + PUBLIC + "x?" + query + " HTTP/1.1", ""));

        assertThat(event.at("/queryStringParameters/q").textValue()).isEqualTo(value);
        assertThat(event.at("/multiValueQueryStringParameters/q/0").textValue()).isEqualTo(value);
        assertThat(event.get("path").textValue()).isEqualTo("/v2/public/x");
        assertThat(event.get("headers").toString()).doesNotContain("Emulator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=%", "q=%4", "q=%zz", "q=%%20", "%x=1", "q=%FF", "q=%C3", "q=%ED%A0%80", "a=1&q=\"%"})
    void broken_escape_sequence_in_a_query_gets_a_gateway_response(String query) throws Exception {
        String response = raw("GET " + PUBLIC + "x?" + query + " HTTP/1.1", "");

        assertThat(response).startsWith("HTTP/1.1 400 ");
        assertThat(body(response)).isEqualTo("{\"code\":400,\"type\":\"BAD_REQUEST_PARAMETERS\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"a\"b a\"b", "100% 100%", "%zz %zz", "a|b a|b", "ü %C3%BC", "a[1] a[1]", "a%20b a%20b"})
    void path_is_passed_on_as_it_was_sent(String sent, String passedOn) throws Exception {
        JsonNode event = event(raw("GET " + PUBLIC + sent + " HTTP/1.1", ""));

        assertThat(event.at("/pathParameters/proxy").textValue()).isEqualTo(passedOn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//api/v2/public/x", "//", "///api", "//api/v2/public/x?q=\"a\""})
    void path_with_a_second_slash_gets_a_gateway_response(String path) throws Exception {
        for (String header : new String[] {"", "Authorization: allow\r\n"}) {
            String response = raw("GET " + path + " HTTP/1.1", header);

            assertThat(response).startsWith("HTTP/1.1 400 ");
            assertThat(body(response)).isEqualTo("{\"code\":400,\"type\":\"MISSING_AUTHENTICATION_TOKEN\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "api/v2/public/x", "localhost:80", "mailto:x", "?q=1", "http://localhost"})
    void target_without_a_path_gets_a_gateway_response(String target) throws Exception {
        String response = raw("GET " + target + " HTTP/1.1", "");

        assertThat(response).startsWith("HTTP/1.1 403 ");
        assertThat(body(response)).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    void client_cannot_send_the_header_of_the_proxy() throws Exception {
        String header = "X-Emulator-Request-Target: L2FwaS92Mi9wdWJsaWMveQ==\r\n";

        assertThat(event(raw("GET " + PUBLIC + "x HTTP/1.1", header))
                        .get("path")
                        .textValue())
                .isEqualTo("/v2/public/x");
    }

    @Test
    void requests_on_one_connection_keep_their_bodies() throws Exception {
        String requests = "POST " + PUBLIC + "a?q=\" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nfirst"
                + "POST " + PUBLIC + "b HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3;x=y\r\nsec\r\n3\r\nond\r\n0\r\n\r\n"
                + "GET " + PUBLIC + "c?q=| HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        String responses = exchange(requests);

        assertThat(responses.split("HTTP/1.1 200 OK", -1)).hasSize(4);
        assertThat(responses)
                .contains("\"body\":\"first\"")
                .contains("\"body\":\"second\"")
                .contains("\"path\":\"/v2/public/c\"");
    }

    @Test
    void a_chunk_without_a_size_ends_the_connection() throws Exception {
        String request = "POST " + PUBLIC + "a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";

        assertThat(exchange(request)).doesNotContain("200 OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "deflate"})
    void packed_body_is_unpacked(String encoding) throws Exception {
        HttpResponse<String> response = post(encoding, pack(encoding, "{\"ü\":1}".getBytes(StandardCharsets.UTF_8)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(TestGateway.JSON.readTree(response.body()).get("body").textValue())
                .isEqualTo("{\"ü\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip"})
    void other_content_encoding_is_not_supported(String encoding) throws Exception {
        HttpResponse<String> response = post(encoding, new byte[] {1, 2, 3});

        assertThat(TestGateway.statusAndBody(response)).isEqualTo("415 {\"message\":\"Unsupported Media Type\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void body_that_cannot_be_unpacked_gets_a_gateway_response(String encoding) throws Exception {
        assertThat(TestGateway.statusAndBody(post(encoding, "{\"a\":1}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("400 {\"code\":400,\"type\":\"BAD_REQUEST_BODY\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void unpacked_size_is_limited(String encoding) throws Exception {
        assertThat(TestGateway.statusAndBody(post(encoding, pack(encoding, new byte[10 * 1024 * 1024 + 1]))))
                .isEqualTo("413 {\"message\":\"Request Too Long\"}");
    }

    private static HttpResponse<String> post(String encoding, byte[] body) throws Exception {
        return gateway.send(gateway.request(PUBLIC + "x")
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private static byte[] pack(String encoding, byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out =
                encoding.equalsIgnoreCase("gzip") ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    /** Sends a request with this request line, and returns the response. */
    private static String raw(String requestLine, String headers) throws IOException {
        return exchange(requestLine + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private static String exchange(String requests) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode event(String response) throws IOException {
        assertThat(response).startsWith("HTTP/1.1 200 ");
        return TestGateway.JSON.readTree(body(response));
    }

    private static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }
}
