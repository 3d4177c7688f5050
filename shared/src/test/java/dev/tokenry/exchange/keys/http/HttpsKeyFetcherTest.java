package dev.tokenry.exchange.keys.http;

import static dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour.CLOSE;
import static dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour.HANG;
import static dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour.RESET;
import static dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour.afterRequest;
import static dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour.sendAndClose;
import static dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour.sendAndHang;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.aws.FaultySocketServer;
import dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour;
import dev.tokenry.aws.TestCertificate;
import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.keys.DocumentFailure;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetchResult.Failed;
import dev.tokenry.exchange.keys.KeyFetchResult.Fetched;
import dev.tokenry.exchange.keys.KeyFetchResult.Step;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hosts that are hostile, broken or slow. The addresses are checked as in production, and then routed to this machine.
 */
class HttpsKeyFetcherTest {

    private static final String ISSUER = "https://issuer.example";
    private static final String DISCOVERY = discovery(ISSUER, "https://issuer.example/keys");
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("1.1.1.1");
    private static final InetAddress PRIVATE = InetAddress.ofLiteral("10.0.0.1");
    private static final int MAX_BODY = 64 * 1024;

    /** Long enough for a busy machine. */
    private static final HttpsDocumentClient.Timeouts TIMEOUTS =
            new HttpsDocumentClient.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

    /** For hosts that take all of the time. */
    private static final HttpsDocumentClient.Timeouts SHORT =
            new HttpsDocumentClient.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(700));

    private static SSLContext server;
    private static SSLContext client;

    private final List<InetSocketAddress> connected = new ArrayList<>();

    @BeforeAll
    static void createCertificate() throws Exception {
        TestCertificate certificate = TestCertificate.create("issuer.example");
        server = certificate.serverContext();
        client = certificate.clientContext();
    }

    @Test
    void keys_are_fetched_by_the_discovery_document() throws Exception {
        try (FaultySocketServer host = start(respond(DISCOVERY), respond(TestKeys.keySetText()))) {
            assertThat(fetch(host)).isInstanceOfSatisfying(Fetched.class, fetched -> {
                assertThat(fetched.keys().find("rsa")).isPresent();
                assertThat(fetched.endpoints()).isEqualTo(ProviderEndpoints.NONE);
            });
            assertThat(host.connections()).isEqualTo(2);
        }
        assertThat(connected).containsExactly(new InetSocketAddress(PUBLIC, 443), new InetSocketAddress(PUBLIC, 443));
    }

    @Test
    void request_names_the_host_and_sends_nothing_else() throws Exception {
        List<String> requests = new ArrayList<>();
        ConnectionBehaviour record = connection -> {
            byte[] request = new byte[4096];
            int length = connection.getInputStream().read(request);
            requests.add(new String(request, 0, length, StandardCharsets.US_ASCII));
            connection.close();
        };
        try (FaultySocketServer host = start(record)) {
            fetch("https://issuer.example/realms/a/", host, _ -> List.of(PUBLIC), TIMEOUTS);
        }

        assertThat(requests).containsExactly("""
                        GET /realms/a/.well-known/openid-configuration HTTP/1.1\r
                        Host: issuer.example\r
                        Accept: application/json, application/jwk-set+json\r
                        Accept-Encoding: identity\r
                        User-Agent: tokenry\r
                        Connection: close\r
                        \r
                        """);
    }

    static Stream<Arguments> bodies() {
        String keys = TestKeys.keySetText();
        String half = keys.substring(0, 700);
        String rest = keys.substring(700);
        return Stream.of(
                Arguments.of("to the end", "HTTP/1.1 200 OK\r\n\r\n" + keys),
                Arguments.of("HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n" + keys),
                Arguments.of("no phrase", "HTTP/1.1 200\r\n\r\n" + keys),
                Arguments.of("identity", "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\n\r\n" + keys),
                Arguments.of(
                        "HTML as type only",
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + keys.length() + "\r\n\r\n"
                                + keys),
                Arguments.of(
                        "more than the length",
                        "HTTP/1.1 200 OK\r\nContent-Length: " + keys.length() + "\r\n\r\n" + keys + "x"),
                Arguments.of(
                        "chunks",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2bC\r\n" + half + "\r\n"
                                + Integer.toHexString(rest.length()) + ";a=b\r\n" + rest
                                + "\r\n0\r\nTrailer: a\r\n\r\n"),
                Arguments.of(
                        "spaces up to the limit",
                        "HTTP/1.1 200 OK\r\nContent-Length: " + MAX_BODY + "\r\n\r\n" + keys
                                + " ".repeat(MAX_BODY - keys.length())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void body_is_read_in_each_form(String name, String response) throws Exception {
        try (FaultySocketServer host = start(respond(DISCOVERY), afterRequest(sendAndClose(response)))) {
            assertThat(fetch(host)).isInstanceOf(Fetched.class);
        }
    }

    static Stream<Arguments> hostile() {
        String tooLong = "x".repeat(MAX_BODY + 1);
        return Stream.of(
                failing(
                        "redirect",
                        DocumentFailure.STATUS,
                        "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n"),
                failing("no content", DocumentFailure.STATUS, "HTTP/1.1 204 No Content\r\n\r\n"),
                failing("partial content", DocumentFailure.STATUS, "HTTP/1.1 206 Partial Content\r\n\r\n{}"),
                failing(
                        "interim response",
                        DocumentFailure.STATUS,
                        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}"),
                failing(
                        "unauthorized",
                        DocumentFailure.STATUS,
                        "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=a\r\n\r\n"),
                failing("error", DocumentFailure.STATUS, "HTTP/1.1 500 Error\r\n\r\n{}"),
                failing("status of four digits", DocumentFailure.STATUS, "HTTP/1.1 2000 OK\r\n\r\n{}"),
                failing("HTML", DocumentFailure.CONTENT, "HTTP/1.1 200 OK\r\n\r\n<html>tokenry</html>"),
                failing("empty", DocumentFailure.CONTENT, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
                failing("no keys", DocumentFailure.CONTENT, "HTTP/1.1 200 OK\r\n\r\n{\"keys\":[]}"),
                failing(
                        "two documents",
                        DocumentFailure.CONTENT,
                        "HTTP/1.1 200 OK\r\n\r\n" + TestKeys.keySetText() + "{}"),
                failing("too long to the end", DocumentFailure.TOO_LARGE, "HTTP/1.1 200 OK\r\n\r\n" + tooLong),
                failing(
                        "length too large",
                        DocumentFailure.TOO_LARGE,
                        "HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n"),
                failing(
                        "huge length",
                        DocumentFailure.TOO_LARGE,
                        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"),
                failing(
                        "negative length",
                        DocumentFailure.CONNECTION,
                        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}"),
                failing(
                        "two lengths",
                        DocumentFailure.CONNECTION,
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
                failing(
                        "less than the length",
                        DocumentFailure.CONNECTION,
                        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}"),
                failing(
                        "length and chunks",
                        DocumentFailure.CONNECTION,
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}"),
                failing(
                        "unknown transfer",
                        DocumentFailure.CONNECTION,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n{}"),
                failing("chunk too large", DocumentFailure.TOO_LARGE, chunked("fffffff\r\n")),
                failing("chunk with many digits", DocumentFailure.TOO_LARGE, chunked("0000000000001\r\nx\r\n")),
                failing(
                        "chunks too large",
                        DocumentFailure.TOO_LARGE,
                        chunked("ffff\r\n" + "x".repeat(65535) + "\r\n2\r\nxx\r\n0\r\n")),
                failing("tiny chunks", DocumentFailure.TOO_LARGE, chunked("1\r\nx\r\n".repeat(20_000))),
                failing("chunk without a length", DocumentFailure.CONNECTION, chunked("\r\n{}\r\n0\r\n")),
                failing("chunk of another length", DocumentFailure.CONNECTION, chunked("1\r\n{}\r\n0\r\n\r\n")),
                failing("negative chunk", DocumentFailure.CONNECTION, chunked("-1\r\n{}\r\n0\r\n")),
                failing("no last chunk", DocumentFailure.CONNECTION, chunked("2\r\n{}\r\n")),
                failing("endless status", DocumentFailure.TOO_LARGE, "HTTP/1.1 200 " + "x".repeat(20_000)),
                failing("endless headers", DocumentFailure.TOO_LARGE, "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(5_000)),
                failing("header without a name", DocumentFailure.CONNECTION, "HTTP/1.1 200 OK\r\n: b\r\n\r\n{}"),
                failing("folded header", DocumentFailure.CONNECTION, "HTTP/1.1 200 OK\r\nA: b\r\n c: d\r\n\r\n{}"),
                failing(
                        "blank before the colon",
                        DocumentFailure.CONNECTION,
                        "HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\n{}"),
                failing("lines that end with LF", DocumentFailure.CONNECTION, "HTTP/1.1 200 OK\n\n{}"),
                failing("CR in a line", DocumentFailure.CONNECTION, "HTTP/1.1 200 OK\r\nA: b\rC: d\r\n\r\n{}"),
                failing("HTTP/2", DocumentFailure.CONNECTION, "HTTP/2 200\r\n\r\n{}"),
                failing("no HTTP", DocumentFailure.CONNECTION, "220 mail.example ESMTP\r\n"),
                failing("gzip", DocumentFailure.ENCODING, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nx"),
                Arguments.of("no response", DocumentFailure.CONNECTION, CLOSE),
                Arguments.of("reset", DocumentFailure.CONNECTION, afterRequest(RESET)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void hostile_response_is_rejected_without_a_second_request(
            String name, DocumentFailure cause, ConnectionBehaviour behaviour) throws Exception {
        try (FaultySocketServer host = start(respond(DISCOVERY), behaviour)) {
            assertThat(fetch(host)).isEqualTo(new Failed(Step.KEYS, cause));
            assertThat(host.connections()).isEqualTo(2);
        }
        try (FaultySocketServer host = start(behaviour)) {
            assertThat(fetch(host)).isEqualTo(new Failed(Step.DISCOVERY, cause));
            assertThat(host.connections()).isEqualTo(1);
        }
    }

    @Test
    void compressed_document_is_not_expanded() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 20; i++) {
                gzip.write(zeros);
            }
        }
        ConnectionBehaviour undeclared = afterRequest(connection -> {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(bomb.toByteArray());
            connection.close();
        });

        try (FaultySocketServer host = start(undeclared)) {
            assertThat(fetch(host)).isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.CONTENT));
        }
    }

    static Stream<Arguments> slow() {
        return Stream.of(
                Arguments.of("no handshake or response", HANG),
                Arguments.of(
                        "half a response", afterRequest(sendAndHang("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"))),
                Arguments.of("a byte at a time", afterRequest(connection -> {
                    while (true) {
                        connection.getOutputStream().write('H');
                        Thread.sleep(20);
                    }
                })),
                Arguments.of("an endless body, slowly", afterRequest(connection -> {
                    connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        connection.getOutputStream().write(' ');
                        Thread.sleep(20);
                    }
                })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void slow_response_ends_with_the_time_of_the_request(String name, ConnectionBehaviour behaviour) throws Exception {
        try (FaultySocketServer host = start(behaviour)) {
            assertThat(fetch(ISSUER, host, _ -> List.of(PUBLIC), SHORT))
                    .isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.TIMEOUT));
        }
    }

    @Test
    void silent_host_ends_with_the_time_of_a_read() throws Exception {
        HttpsDocumentClient.Timeouts timeouts = new HttpsDocumentClient.Timeouts(
                Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofSeconds(20));
        try (FaultySocketServer host = start(afterRequest(HANG))) {
            assertThat(fetch(ISSUER, host, _ -> List.of(PUBLIC), timeouts))
                    .isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.TIMEOUT));
        }
    }

    @Test
    void slow_resolver_ends_with_the_time_of_the_request() throws Exception {
        try (FaultySocketServer host = start(respond(DISCOVERY))) {
            HostResolver slow = _ -> {
                try {
                    Thread.sleep(Long.MAX_VALUE);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return List.of(PUBLIC);
            };

            assertThat(fetch(ISSUER, host, slow, SHORT)).isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.TIMEOUT));
            assertThat(host.connections()).isZero();
        }
    }

    @Test
    void endless_body_ends_at_the_limit() throws Exception {
        ConnectionBehaviour endless = afterRequest(connection -> {
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] blanks = " ".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                connection.getOutputStream().write(blanks);
            }
        });
        try (FaultySocketServer host = start(endless)) {
            assertThat(fetch(host)).isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.TOO_LARGE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.example/",
                "https://ISSUER.example",
                "https://other.example",
                "http://issuer.example",
                ""
            })
    void discovery_document_of_another_issuer_is_rejected(String other) throws Exception {
        try (FaultySocketServer host = start(respond(discovery(other, "https://issuer.example/keys")))) {
            assertThat(fetch(host)).isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.OTHER_ISSUER));
            assertThat(host.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"issuer\":\"https://issuer.example\"}",
                "{\"jwks_uri\":\"https://issuer.example\"}",
                "{\"issuer\":[\"https://issuer.example\"],\"jwks_uri\":\"https://issuer.example\"}"
            })
    void incomplete_discovery_document_is_rejected(String document) throws Exception {
        try (FaultySocketServer host = start(respond(document))) {
            assertThat(fetch(host)).isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.CONTENT));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/keys",
                "https://169.254.169.254/latest/meta-data/",
                "https://localhost/keys",
                "https://issuer.example:8443/keys",
                "https://u@issuer.example/keys",
                "file:///etc/passwd"
            })
    void url_of_the_keys_follows_the_rules_of_issuers(String url) throws Exception {
        try (FaultySocketServer host = start(respond(discovery(ISSUER, url)))) {
            assertThat(fetch(host)).isEqualTo(new Failed(Step.KEYS, DocumentFailure.URL));
            assertThat(host.connections()).isEqualTo(1);
        }
    }

    /** An issuer of jobs has none, and one that follows other rules is none. */
    @ParameterizedTest
    @CsvSource({
        "https://login.example/authorize, https://login.example/token, true",
        "https://login.example/authorize, http://login.example/token, false",
        "https://login.example/authorize, https://10.0.0.1/token, false",
        "https://login.example/authorize?p=a, https://login.example/token, false",
        "'', https://login.example/token, false",
    })
    void endpoints_follow_the_rules_of_issuers(String authorization, String token, boolean permitSignIn)
            throws Exception {
        String endpoints = ",\"authorization_endpoint\":\"" + authorization + "\",\"token_endpoint\":\"" + token
                + "\",\"end_session_endpoint\":\"https://login.example/logout\"}";
        try (FaultySocketServer host = start(
                respond(DISCOVERY.substring(0, DISCOVERY.length() - 1) + endpoints), respond(TestKeys.keySetText()))) {
            assertThat(fetch(host)).isInstanceOfSatisfying(Fetched.class, fetched -> {
                assertThat(fetched.endpoints().permitSignIn()).isEqualTo(permitSignIn);
                assertThat(fetched.endpoints().endSession()).isEqualTo("https://login.example/logout");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example",
                "https://127.0.0.1",
                "https://localhost",
                "https://issuer.example?a",
                "issuer"
            })
    void issuer_that_is_no_public_url_is_not_connected_to(String issuer) throws Exception {
        try (FaultySocketServer host = start(respond(DISCOVERY))) {
            assertThat(fetch(issuer, host, _ -> List.of(PUBLIC), TIMEOUTS))
                    .isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.URL));
            assertThat(connected).isEmpty();
        }
    }

    @Test
    void private_address_is_not_connected_to_also_with_a_public_one() throws Exception {
        try (FaultySocketServer host = start(respond(DISCOVERY))) {
            for (List<InetAddress> addresses : List.of(
                    List.of(PRIVATE), List.of(PUBLIC, PRIVATE), List.of(PRIVATE, PUBLIC), List.<InetAddress>of())) {
                assertThat(fetch(ISSUER, host, _ -> addresses, TIMEOUTS))
                        .isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.ADDRESS));
            }
            assertThat(fetch(
                            ISSUER,
                            host,
                            _ -> {
                                throw new UnknownHostException();
                            },
                            TIMEOUTS))
                    .isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.ADDRESS));
            assertThat(connected).isEmpty();
        }
    }

    @Test
    void name_that_changes_its_address_is_connected_to_at_the_address_that_was_checked() throws Exception {
        List<InetAddress> resolved = new ArrayList<>();
        HostResolver rebinding = _ -> {
            resolved.add(resolved.isEmpty() ? PUBLIC : PRIVATE);
            return List.of(resolved.getLast());
        };
        try (FaultySocketServer host = start(respond(DISCOVERY), respond(TestKeys.keySetText()))) {
            // The keys are a second connection, for which the name is resolved again.
            assertThat(fetch(ISSUER, host, rebinding, TIMEOUTS))
                    .isEqualTo(new Failed(Step.KEYS, DocumentFailure.ADDRESS));
            assertThat(connected).containsExactly(new InetSocketAddress(PUBLIC, 443));
            assertThat(resolved).containsExactly(PUBLIC, PRIVATE);
        }
    }

    @Test
    void certificate_of_another_host_is_not_trusted() throws Exception {
        try (FaultySocketServer host = start(respond(DISCOVERY))) {
            assertThat(fetch("https://other.example", host, _ -> List.of(PUBLIC), TIMEOUTS))
                    .isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.CONNECTION));
        }
    }

    @Test
    void certificate_of_no_authority_is_not_trusted() throws Exception {
        try (FaultySocketServer host = FaultySocketServer.startTls(
                TestCertificate.create("issuer.example").serverContext(), respond(DISCOVERY))) {
            assertThat(fetch(host)).isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.CONNECTION));
        }
    }

    @Test
    void host_without_tls_or_without_a_listener_is_a_failed_connection() throws Exception {
        try (FaultySocketServer host = FaultySocketServer.start(sendAndClose("HTTP/1.1 200 OK\r\n\r\n{}"))) {
            assertThat(fetch(host)).isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.CONNECTION));
        }
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(fetch(ISSUER, closed, _ -> List.of(PUBLIC), TIMEOUTS))
                .isEqualTo(new Failed(Step.DISCOVERY, DocumentFailure.CONNECTION));
    }

    private static FaultySocketServer start(ConnectionBehaviour... behaviours) throws IOException {
        return FaultySocketServer.startTls(server, behaviours);
    }

    private static ConnectionBehaviour respond(String body) {
        return afterRequest(sendAndClose("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body));
    }

    private static Arguments failing(String name, DocumentFailure cause, String response) {
        return Arguments.of(name, cause, afterRequest(sendAndClose(response)));
    }

    private static String chunked(String body) {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
    }

    private static String discovery(String issuer, String keys) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\",\"scopes_supported\":[\"openid\"]}";
    }

    private KeyFetchResult fetch(FaultySocketServer host) {
        return fetch(ISSUER, host, _ -> List.of(PUBLIC), TIMEOUTS);
    }

    private KeyFetchResult fetch(
            String issuer, FaultySocketServer host, HostResolver resolver, HttpsDocumentClient.Timeouts timeouts) {
        return fetch(issuer, host.port(), resolver, timeouts);
    }

    private KeyFetchResult fetch(
            String issuer, int port, HostResolver resolver, HttpsDocumentClient.Timeouts timeouts) {
        return new HttpsKeyFetcher(new HttpsDocumentClient(
                        resolver,
                        client::getSocketFactory,
                        address -> {
                            connected.add(address);
                            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
                        },
                        timeouts))
                .fetch(issuer);
    }
}
