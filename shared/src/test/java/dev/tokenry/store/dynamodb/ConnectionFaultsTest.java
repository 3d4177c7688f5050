package dev.tokenry.store.dynamodb;

import static dev.tokenry.model.TestStamp.STAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.aws.FaultySocketServer;
import dev.tokenry.aws.FaultySocketServer.ConnectionBehaviour;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Faults of real sockets, as the HTTP client reports them: what is certain about a write, and which connection is used.
 */
// The time goes into timeouts.
@Execution(ExecutionMode.CONCURRENT)
class ConnectionFaultsTest {

    /** On a busy machine, no other timeout is the first. */
    private static final ClientOverrideConfiguration PATIENT = DynamoClientSettings.standard().toBuilder()
            .apiCallAttemptTimeout(Duration.ofMinutes(1))
            .apiCallTimeout(Duration.ofMinutes(3))
            .build();

    private final SdkHttpClient http = AwsHttpClient.create();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void write_to_a_port_on_which_no_program_listens_was_not_made() throws IOException {
        FaultySocketServer server = FaultySocketServer.start(ConnectionBehaviour.CLOSE);
        server.close();

        assertNotMade(server.url());
    }

    @Test
    void write_to_a_host_that_does_not_exist_was_not_made() {
        assertNotMade(URI.create("http://dynamodb.invalid"));
    }

    /**
     * Linux ignores connections beyond the length of the queue; other systems reject them, which is certain as well.
     */
    @Test
    void write_without_a_connection_in_time_was_not_made() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            while (connects(full, waiting)) {}

            assertNotMade(URI.create("http://127.0.0.1:" + full.getLocalPort()));
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    static Stream<Named<ConnectionBehaviour>> ambiguousFaults() {
        return Stream.of(
                Named.of("closed", ConnectionBehaviour.CLOSE),
                Named.of("reset", ConnectionBehaviour.RESET),
                Named.of("closed after the request", ConnectionBehaviour.afterRequest(ConnectionBehaviour.CLOSE)),
                Named.of("reset after the request", ConnectionBehaviour.afterRequest(ConnectionBehaviour.RESET)),
                Named.of(
                        "closed in the headers",
                        ConnectionBehaviour.afterRequest(ConnectionBehaviour.sendAndClose("HTTP/1.1 200 OK\r\nCon"))),
                Named.of(
                        "closed in the body",
                        ConnectionBehaviour.afterRequest(
                                ConnectionBehaviour.sendAndClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"))),
                Named.of(
                        "no HTTP", ConnectionBehaviour.afterRequest(ConnectionBehaviour.sendAndClose("220 mail\r\n"))));
    }

    @ParameterizedTest
    @MethodSource("ambiguousFaults")
    void write_over_a_connection_that_fails_may_have_been_made(ConnectionBehaviour fault) throws IOException {
        try (FaultySocketServer server = FaultySocketServer.start(fault);
                DynamoDbClient client = client(server.url(), PATIENT)) {
            assertUnknown(client);
            assertThat(server.connections()).isGreaterThanOrEqualTo(DynamoClientSettings.MAX_ATTEMPTS);
        }
    }

    static Stream<Named<ConnectionBehaviour>> silence() {
        return Stream.of(
                Named.of("no response", ConnectionBehaviour.HANG),
                Named.of(
                        "a part of a response",
                        ConnectionBehaviour.afterRequest(
                                ConnectionBehaviour.sendAndHang("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"))));
    }

    @ParameterizedTest
    @MethodSource("silence")
    void write_that_times_out_may_have_been_made(ConnectionBehaviour fault) throws IOException {
        try (FaultySocketServer server = FaultySocketServer.start(fault);
                DynamoDbClient client = client(server.url(), DynamoClientSettings.standard())) {
            assertUnknown(client);
        }
    }

    /** The Common Runtime reports it after 10 to 30 seconds, as attackers could learn from the time when it does. */
    @Test
    void write_to_a_server_that_is_not_trusted_is_not_sent_and_called_unknown() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        ConnectionBehaviour count = ConnectionBehaviour.afterRequest(_ -> requests.incrementAndGet());
        try (FaultySocketServer server = FaultySocketServer.startUntrusted(count);
                DynamoDbClient client = client(server.secureUrl(), DynamoClientSettings.standard())) {
            assertUnknown(client);
            assertThat(server.connections()).isPositive();
            assertThat(requests).hasValue(0);
        }
    }

    @Test
    void connection_of_an_attempt_that_timed_out_is_closed() throws IOException {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        ConnectionBehaviour silent = ConnectionBehaviour.afterRequest(
                connection -> end.complete(connection.getInputStream().read()));
        ClientOverrideConfiguration impatient =
                PATIENT.toBuilder().apiCallAttemptTimeout(Duration.ofSeconds(2)).build();
        try (FaultySocketServer server = FaultySocketServer.start(silent, ConnectionBehaviour.RESPOND);
                DynamoDbClient client = client(server.url(), impatient)) {
            assertThat(new DynamoTable(client, "tokens", new Random(1)).getItem("key"))
                    .isEmpty();
            assertThat(server.connections()).isGreaterThan(1);
            assertThat(end.join()).isEqualTo(-1);
        }
    }

    @Test
    void thread_that_is_interrupted_during_a_call_stays_interrupted() throws IOException {
        Thread caller = Thread.currentThread();
        ConnectionBehaviour interrupt = ConnectionBehaviour.afterRequest(_ -> caller.interrupt());
        try (FaultySocketServer server = FaultySocketServer.start(interrupt);
                DynamoDbClient client = client(server.url(), PATIENT)) {
            assertUnknown(client);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private void assertNotMade(URI url) {
        try (DynamoDbClient client = client(url, PATIENT)) {
            assertThatExceptionOfType(ServiceUnavailableException.class)
                    .isThrownBy(() -> write(client))
                    .isNotInstanceOf(OutcomeUnknownException.class);
        }
    }

    private static void assertUnknown(DynamoDbClient client) {
        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> write(client));
    }

    private static void write(DynamoDbClient client) {
        new DynamoTable(client, "tokens", new Random(1)).putIfAbsent("key", new ItemBuilder(), STAMP);
    }

    private DynamoDbClient client(URI url, ClientOverrideConfiguration settings) {
        return DynamoDbClient.builder()
                .endpointOverride(url)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(http)
                .overrideConfiguration(settings)
                .build();
    }

    private static boolean connects(ServerSocket server, List<Socket> connections) throws IOException {
        Socket socket = new Socket();
        connections.add(socket);
        try {
            socket.connect(server.getLocalSocketAddress(), 300);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
