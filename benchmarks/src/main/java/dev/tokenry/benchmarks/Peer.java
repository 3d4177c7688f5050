package dev.tokenry.benchmarks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that issues and verifies tokens, as a {@code benchmarks/peers/…/peer*.json} describes it. Texts contain variables
 * such as {@code {port}}, which have their values once the server is started.
 *
 * @param directory where its commands run
 * @param store where tokens are, and what survives
 * @param checks what a verification checks
 * @param install the command that installs it, which is empty if the build of the benchmarks does
 * @param credential regular expression of what the server prints and its callers need, or empty
 * @param setup requests that precede the first token
 * @param token the JSON pointer to a token in the response to {@code issue}, or empty if all verifications are alike
 * @param valid what the response to a verification contains
 */
record Peer(
        Path directory,
        String name,
        String store,
        String checks,
        List<String> install,
        List<String> start,
        Map<String, String> environment,
        String credential,
        List<Request> setup,
        Request issue,
        String token,
        Request verify,
        String valid) {

    /** An HTTP request to a port of the server. */
    record Request(String method, String port, String path, Map<String, String> headers, String body) {

        @JsonCreator
        Request(
                @JsonProperty("method") @Nullable String method,
                @JsonProperty("port") @Nullable String port,
                @JsonProperty("path") String path,
                @JsonProperty("headers") @Nullable Map<String, String> headers,
                @JsonProperty("body") @Nullable String body) {
            this.method = Objects.requireNonNullElse(method, "POST");
            this.port = Objects.requireNonNullElse(port, "{port}");
            this.path = path;
            this.headers = Objects.requireNonNullElse(headers, Map.of());
            this.body = Objects.requireNonNullElse(body, "");
        }

        /** Returns the bytes of an HTTP/1.1 request. */
        byte[] bytes(Map<String, String> variables) {
            byte[] content = resolve(body, variables).getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder();
            head.append(method).append(' ').append(resolve(path, variables)).append(" HTTP/1.1\r\n");
            head.append("Host: localhost\r\nContent-Length: ")
                    .append(content.length)
                    .append("\r\n");
            headers.forEach((name, value) -> head.append(name)
                    .append(": ")
                    .append(resolve(value, variables))
                    .append("\r\n"));
            byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[start.length + content.length];
            System.arraycopy(start, 0, all, 0, start.length);
            System.arraycopy(content, 0, all, start.length, content.length);
            return all;
        }
    }

    /** What such a file contains. */
    private record Description(
            String name,
            String store,
            String checks,
            @Nullable List<String> install,
            List<String> start,
            @Nullable Map<String, String> environment,
            @Nullable String credential,
            @Nullable List<Request> setup,
            Request issue,
            @Nullable String token,
            Request verify,
            String valid) {}

    /** Returns all peers below a directory, by the name of their directories. */
    static List<Peer> readAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(file -> file.getFileName().toString().matches("peer.*\\.json"))
                    .sorted()
                    .map(Peer::read)
                    .toList();
        }
    }

    private static Peer read(Path file) {
        try {
            Description peer = Backend.JSON.readValue(file.toFile(), Description.class);
            return new Peer(
                    Objects.requireNonNull(file.getParent()),
                    peer.name(),
                    peer.store(),
                    peer.checks(),
                    Objects.requireNonNullElse(peer.install(), List.of()),
                    peer.start(),
                    Objects.requireNonNullElse(peer.environment(), Map.of()),
                    Objects.requireNonNullElse(peer.credential(), ""),
                    Objects.requireNonNullElse(peer.setup(), List.of()),
                    peer.issue(),
                    Objects.requireNonNullElse(peer.token(), ""),
                    peer.verify(),
                    peer.valid());
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static String resolve(String text, Map<String, String> variables) {
        String result = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            result = result.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return result;
    }
}
