package dev.tokenry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.io.EmulatorException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AwsEmulatorTest {

    @TempDir
    Path directory;

    @Test
    void the_endpoints_are_reachable_only_from_this_machine() throws Exception {
        try (AwsEmulator aws = AwsEmulator.start(directory)) {
            List<URI> endpoints = aws.environment().entrySet().stream()
                    .filter(variable -> variable.getKey().startsWith("AWS_ENDPOINT_URL_"))
                    .map(variable -> URI.create(variable.getValue()))
                    .toList();
            assertThat(endpoints)
                    .hasSize(7)
                    .allMatch(endpoint -> endpoint.getHost().equals("127.0.0.1"));
            for (URI endpoint : endpoints) {
                connect(new InetSocketAddress("127.0.0.1", endpoint.getPort()));
                for (InetSocketAddress other : nonLoopbackAddresses(endpoint.getPort())) {
                    assertThatThrownBy(() -> connect(other)).as("%s", other).isInstanceOf(ConnectException.class);
                }
            }
        }
    }

    @Test
    void starting_and_stopping_print_nothing() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (AwsEmulator aws = AwsEmulator.start(directory)) {
            assertThat(aws.region()).isEqualTo("eu-central-1");
            assertThat(aws.accountId()).isEqualTo("000000000000");
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_new_data_directory_is_accessible_only_by_its_owner() throws IOException {
        Path data = directory.resolve("new/data");
        try (AwsEmulator aws = AwsEmulator.start(data)) {
            assertThat(aws.environment()).isNotEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void a_data_directory_is_locked_until_the_first_run_is_closed() {
        try (AwsEmulator aws = AwsEmulator.start(directory)) {
            assertThat(aws.environment()).isNotEmpty();
            assertThatThrownBy(() -> AwsEmulator.start(directory))
                    .isInstanceOf(EmulatorException.class)
                    .hasMessage("The data in " + directory + " is in use by another run. Stop it first.");
        }
        AwsEmulator.start(directory).close();
    }

    @Test
    void an_unsupported_resource_type_is_named_in_the_error() {
        try (AwsEmulator aws = AwsEmulator.start(directory)) {
            assertThatThrownBy(() -> aws.create("Broker", "AWS::AmazonMQ::Broker", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("Broker", "AWS::AmazonMQ::Broker");
        }
    }

    @Test
    void an_unsigned_get_of_an_object_is_rejected() throws Exception {
        try (AwsEmulator aws = AwsEmulator.start(directory);
                HttpClient http = HttpClient.newHttpClient()) {
            URI object = URI.create(aws.environment().get("AWS_ENDPOINT_URL_S3") + "/bucket/key");
            var response = http.send(HttpRequest.newBuilder(object).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(403);
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, 2000);
        }
    }

    private static List<InetSocketAddress> nonLoopbackAddresses(int port) throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }
}
