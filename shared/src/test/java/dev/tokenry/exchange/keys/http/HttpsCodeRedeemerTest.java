package dev.tokenry.exchange.keys.http;

import static dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour.afterRequest;
import static dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour.sendAndClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.aws.FaultySocketServer;
import dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour;
import dev.tokenry.aws.TestCertificate;
import dev.tokenry.exchange.keys.AuthorizationCode;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.DocumentFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token endpoints that are hostile, broken or slow, as the hosts of {@link HttpsKeyFetcherTest}. */
class HttpsCodeRedeemerTest {

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("1.1.1.1");
    private static final String ENDPOINT = "https://issuer.example/realms/a/token";
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final AuthorizationCode CODE =
            new AuthorizationCode("console", "https://console.example:8443/a?b=c", "code/1 é", VERIFIER);

    private static final HttpsDocumentClient.Timeouts TIMEOUTS =
            new HttpsDocumentClient.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
    private static final HttpsDocumentClient.Timeouts SHORT =
            new HttpsDocumentClient.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(700));

    private static SSLContext server;
    private static SSLContext client;

    private final List<InetSocketAddress> connected = new ArrayList<>();

    @BeforeAll
    static void createCertificate() throws Exception {
        TestCertificate certificate =
                TestCertificate.create("issuer.example", "login.microsoftonline.com", "a.ciamlogin.com");
        server = certificate.serverContext();
        client = certificate.clientContext();
    }

    @Test
    void id_token_is_all_that_is_taken() throws Exception {
        String body = "{\"access_token\":\"" + "a".repeat(20_000) + "\",\"id_token\":\"x.y.z\",\"expires_in\":300.5}";
        try (FaultySocketServer host = start(respond(body))) {
            assertThat(redeem(host, ENDPOINT)).isEqualTo(new CodeRedemption.Redeemed("x.y.z"));
            assertThat(host.connections()).isEqualTo(1);
        }
        assertThat(connected).containsExactly(new InetSocketAddress(PUBLIC, 443));
    }

    @Test
    void request_is_a_form_of_a_public_client() throws Exception {
        List<String> requests = new ArrayList<>();
        try (FaultySocketServer host = start(record(requests))) {
            redeem(host, ENDPOINT);
        }

        String form = "grant_type=authorization_code&client_id=console&code=code%2F1+%C3%A9"
                + "&redirect_uri=https%3A%2F%2Fconsole.example%3A8443%2Fa%3Fb%3Dc&code_verifier=" + VERIFIER;
        assertThat(requests).containsExactly("""
                        POST /realms/a/token HTTP/1.1\r
                        Host: issuer.example\r
                        Accept: application/json\r
                        Accept-Encoding: identity\r
                        User-Agent: tokenry\r
                        Connection: close\r
                        Content-Type: application/x-www-form-urlencoded\r
                        Content-Length: %d\r
                        \r
                        %s""".formatted(form.length(), form));
    }

    /** Other providers compare the origin with those that they know, and reject what they would accept without one. */
    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com/common/oauth2/v2.0/token, true",
        "https://a.ciamlogin.com/token, true",
        "https://issuer.example/token, false",
    })
    void origin_is_sent_to_entra_alone(String endpoint, boolean isSent) throws Exception {
        List<String> requests = new ArrayList<>();
        try (FaultySocketServer host = start(record(requests))) {
            redeem(host, endpoint);
        }

        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().contains("\r\nOrigin: https://console.example:8443\r\n"))
                .isEqualTo(isSent);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void status_alone_says_that_a_code_is_rejected(int status) throws Exception {
        try (FaultySocketServer host = start(afterRequest(sendAndClose("HTTP/1.1 " + status
                + " X\r\nContent-Length: 99999999999\r\n\r\n{\"error\":\"temporarily_unavailable\"}")))) {
            assertThat(redeem(host, ENDPOINT)).isEqualTo(new CodeRedemption.Rejected());
        }
    }

    static Stream<Arguments> hostile() {
        return Stream.concat(
                HttpsKeyFetcherTest.hostile().filter(it -> !it.get()[0].equals("unauthorized")),
                Stream.of(
                        response("forbidden", DocumentFailure.STATUS, "HTTP/1.1 403 X\r\n\r\n"),
                        response("too many requests", DocumentFailure.STATUS, "HTTP/1.1 429 X\r\n\r\n"),
                        response("status that begins like another", DocumentFailure.STATUS, "HTTP/1.1 4000 X\r\n\r\n"),
                        response("no id token", DocumentFailure.CONTENT, ok("{\"access_token\":\"x\"}")),
                        response("id token of another type", DocumentFailure.CONTENT, ok("{\"id_token\":[\"x\"]}")),
                        response(
                                "two id tokens",
                                DocumentFailure.CONTENT,
                                ok("{\"id_token\":\"x\",\"id_token\":\"y\"}")),
                        response("array", DocumentFailure.CONTENT, ok("[{\"id_token\":\"x\"}]")),
                        response("nested", DocumentFailure.CONTENT, ok("{\"a\":".repeat(20) + "1" + "}".repeat(20))),
                        response(
                                "huge string",
                                DocumentFailure.CONTENT,
                                ok("{\"id_token\":\"" + "x".repeat(32 * 1024 + 1) + "\"}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostile_response_is_no_rejection_and_not_asked_for_again(
            String name, DocumentFailure cause, ConnectionBehaviour behaviour) throws Exception {
        try (FaultySocketServer host = start(behaviour)) {
            assertThat(redeem(host, ENDPOINT)).isEqualTo(new CodeRedemption.Failed(cause));
            assertThat(host.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.tokenry.exchange.keys.http.HttpsKeyFetcherTest#slow")
    void slow_response_ends_with_the_time_of_the_request(String name, ConnectionBehaviour behaviour) throws Exception {
        try (FaultySocketServer host = start(behaviour)) {
            assertThat(redeemer(host.port(), PUBLIC, SHORT).redeem(ENDPOINT, CODE))
                    .isEqualTo(new CodeRedemption.Failed(DocumentFailure.TIMEOUT));
        }
    }

    @Test
    void private_address_is_not_connected_to() throws Exception {
        try (FaultySocketServer host = start(respond("{}"))) {
            assertThat(redeemer(host.port(), InetAddress.ofLiteral("169.254.169.254"), TIMEOUTS)
                            .redeem(ENDPOINT, CODE))
                    .isEqualTo(new CodeRedemption.Failed(DocumentFailure.ADDRESS));
            for (String endpoint :
                    List.of("http://issuer.example/token", "https://127.0.0.1/token", "https://issuer.example/t?x=1")) {
                assertThat(redeem(host, endpoint)).isEqualTo(new CodeRedemption.Failed(DocumentFailure.URL));
            }
        }
        assertThat(connected).isEmpty();
    }

    private static FaultySocketServer start(ConnectionBehaviour... behaviours) throws IOException {
        return FaultySocketServer.startTls(server, behaviours);
    }

    /** Records a request that arrives in one piece, and does not respond. */
    private static ConnectionBehaviour record(List<String> requests) {
        return connection -> {
            byte[] request = new byte[8192];
            int length = connection.getInputStream().read(request);
            requests.add(new String(request, 0, length, StandardCharsets.US_ASCII));
            connection.close();
        };
    }

    private static ConnectionBehaviour respond(String body) {
        return afterRequest(sendAndClose(ok(body)));
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static Arguments response(String name, DocumentFailure cause, String response) {
        return Arguments.of(name, cause, afterRequest(sendAndClose(response)));
    }

    private CodeRedemption redeem(FaultySocketServer host, String endpoint) {
        return redeemer(host.port(), PUBLIC, TIMEOUTS).redeem(endpoint, CODE);
    }

    private HttpsCodeRedeemer redeemer(int port, InetAddress address, HttpsDocumentClient.Timeouts timeouts) {
        return new HttpsCodeRedeemer(new HttpsDocumentClient(
                _ -> List.of(address),
                client::getSocketFactory,
                it -> {
                    connected.add(it);
                    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                },
                timeouts));
    }
}
