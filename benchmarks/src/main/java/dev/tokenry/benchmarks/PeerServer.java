package dev.tokenry.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running peer with an empty directory for its data. */
final class PeerServer implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);

    private final Peer peer;
    private final Process process;
    private final Path output;
    private final Map<String, String> variables;
    private final double startMillis;

    private PeerServer(Peer peer, Process process, Path output, Map<String, String> variables, long start)
            throws IOException, InterruptedException {
        this.peer = peer;
        this.process = process;
        this.output = output;
        this.variables = variables;
        for (Peer.Request request : peer.setup()) {
            sendUntilSuccessful(request, start);
        }
        sendUntilSuccessful(peer.issue(), start);
        startMillis = (System.nanoTime() - start) / 1e6;
    }

    /**
     * Starts a peer and waits for its first token.
     *
     * @param directory an empty directory
     * @param own variables of this run, besides the ports and the directory
     * @throws IOException if the server ends, or issues no token in time; its output is part of the message
     */
    static PeerServer start(Peer peer, Path directory, Map<String, String> own)
            throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(own);
        variables.put("port", Integer.toString(freePort()));
        variables.put("secondPort", Integer.toString(freePort()));
        variables.put("data", Files.createDirectory(directory.resolve("data")).toString());
        Path output = directory.resolve("output.txt");
        List<String> command =
                peer.start().stream().flatMap(word -> words(word, variables)).toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(peer.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        peer.environment().forEach((name, value) -> builder.environment().put(name, Peer.resolve(value, variables)));
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            return new PeerServer(peer, process, output, variables, start);
        } catch (IOException | InterruptedException | RuntimeException e) {
            end(process);
            throw e;
        }
    }

    /** A variable that is a word of its own can stand for several. */
    private static Stream<String> words(String word, Map<String, String> variables) {
        String value = Peer.resolve(word, variables);
        return word.startsWith("{") && word.endsWith("}") ? Stream.of(value.split(" ", -1)) : Stream.of(value);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Returns the time from the start of the process to the first token. */
    double startMillis() {
        return startMillis;
    }

    HttpLoad.Rate issue(Duration duration) throws InterruptedException {
        return HttpLoad.run(port(peer.issue()), List.of(peer.issue().bytes(variables)), "", duration);
    }

    HttpLoad.Rate verify(List<String> tokens, Duration duration) throws InterruptedException {
        List<byte[]> requests = tokens.stream()
                .map(token -> {
                    Map<String, String> all = new HashMap<>(variables);
                    all.put("token", token);
                    return peer.verify().bytes(all);
                })
                .toList();
        return HttpLoad.run(port(peer.verify()), requests, peer.valid(), duration);
    }

    /** Issues tokens to verify: as many as a cache of one token cannot serve. */
    List<String> issueTokens(int count) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(port(peer.issue()))) {
            byte[] request = peer.issue().bytes(variables);
            for (int i = 0; i < count; i++) {
                JsonNode response =
                        Backend.JSON.readTree(connection.send(request).body());
                tokens.add(response.at(peer.token()).asText());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The response to issue is not JSON", e);
        }
        return tokens;
    }

    /** Returns the CPU time of all processes of the server. */
    Duration cpuTime() {
        return handles()
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns the largest resident memory of all processes of the server. */
    double megabytes() throws IOException {
        double sum = 0;
        for (ProcessHandle handle : handles().toList()) {
            sum += ResourceUsage.maxResidentMegabytes(handle.pid());
        }
        return sum;
    }

    private Stream<ProcessHandle> handles() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private int port(Peer.Request request) {
        return Integer.parseInt(Peer.resolve(request.port(), variables));
    }

    private void sendUntilSuccessful(Peer.Request request, long start) throws IOException, InterruptedException {
        String last = "no response";
        while (System.nanoTime() - start < START.toNanos()) {
            if (!process.isAlive()) {
                throw new IOException("The server has ended: " + lastOutput());
            }
            if (findCredential()) {
                try (HttpConnection connection = new HttpConnection(port(request))) {
                    HttpConnection.Response response = connection.send(request.bytes(variables));
                    if (response.isSuccessful()) {
                        return;
                    }
                    last = response.toString();
                } catch (IOException e) {
                    last = e.toString();
                }
            }
            Thread.sleep(10);
        }
        throw new IOException("The server has issued no token: " + last + "; " + lastOutput());
    }

    private boolean findCredential() throws IOException {
        if (peer.credential().isEmpty() || variables.containsKey("credential")) {
            return true;
        }
        Matcher matcher = Pattern.compile(peer.credential()).matcher(Files.readString(output));
        if (matcher.find()) {
            variables.put("credential", Objects.requireNonNull(matcher.group()));
        }
        return variables.containsKey("credential");
    }

    private String lastOutput() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
                process.waitFor();
            }
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
