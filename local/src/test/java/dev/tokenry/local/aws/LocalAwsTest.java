package dev.tokenry.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class LocalAwsTest {

    @TempDir
    Path folder;

    @Test
    void the_variables_lead_to_services_that_only_this_machine_reaches() throws Exception {
        try (LocalAws aws = LocalAws.start(folder)) {
            List<URI> endpoints = aws.environment().entrySet().stream()
                    .filter(variable -> variable.getKey().startsWith("AWS_ENDPOINT_URL_"))
                    .map(variable -> URI.create(variable.getValue()))
                    .toList();
            assertThat(endpoints)
                    .hasSize(4)
                    .allMatch(endpoint -> endpoint.getHost().equals("127.0.0.1"));
            for (URI endpoint : endpoints) {
                connect(new InetSocketAddress("127.0.0.1", endpoint.getPort()));
                for (InetSocketAddress other : otherAddressesOfThisMachine(endpoint.getPort())) {
                    assertThatThrownBy(() -> connect(other)).as("%s", other).isInstanceOf(ConnectException.class);
                }
            }
        }
    }

    @Test
    void a_request_under_another_name_than_this_machines_is_refused() throws Exception {
        try (LocalAws aws = LocalAws.start(folder);
                Socket socket = new Socket()) {
            URI kms = URI.create(aws.environment().get("AWS_ENDPOINT_URL_KMS"));
            socket.connect(new InetSocketAddress(kms.getHost(), kms.getPort()));
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void starting_and_stopping_print_nothing() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (LocalAws aws = LocalAws.start(folder)) {
            assertThat(aws.region()).isEqualTo("eu-central-1");
            assertThat(aws.accountId()).isEqualTo("000000000000");
        } finally {
            System.setOut(console);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_new_data_folder_is_closed_to_other_users() throws IOException {
        Path data = folder.resolve("new/data");
        try (LocalAws aws = LocalAws.start(data)) {
            assertThat(aws.environment()).isNotEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void a_second_run_over_the_same_folder_is_refused_until_the_first_is_closed() {
        try (LocalAws aws = LocalAws.start(folder)) {
            assertThat(aws.environment()).isNotEmpty();
            assertThatThrownBy(() -> LocalAws.start(folder))
                    .isInstanceOf(LocalAwsException.class)
                    .hasMessage("The data in " + folder + " is in use by another run. Stop that one first.");
        }
        LocalAws.start(folder).close();
    }

    @Test
    void a_type_that_is_not_here_is_named() {
        try (LocalAws aws = LocalAws.start(folder)) {
            assertThatThrownBy(() -> aws.create("Topic", "AWS::SNS::Topic", Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("Topic", "AWS::SNS::Topic");
        }
    }

    @Test
    void an_unsigned_get_of_an_object_is_refused() throws Exception {
        try (LocalAws aws = LocalAws.start(folder);
                HttpClient http = HttpClient.newHttpClient()) {
            URI object = URI.create(aws.environment().get("AWS_ENDPOINT_URL_S3") + "/bucket/key");
            var answer = http.send(HttpRequest.newBuilder(object).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(405);
        }
    }

    private static void connect(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, 2000);
        }
    }

    private static List<InetSocketAddress> otherAddressesOfThisMachine(int port) throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }
}
