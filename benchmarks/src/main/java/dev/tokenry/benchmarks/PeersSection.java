package dev.tokenry.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The local stack and servers that issue and verify tokens as well, on the same cores, under the same load. */
final class PeersSection {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final int TOKENS = 100;
    private static final int INSTALL_MINUTES = 30;

    private final Path root;
    private final Path directory;
    private final Results results;

    /**
     * @param root the directory of the repository
     * @param directory a directory for the data of the servers; it must be on a disk, because some servers wait for it
     */
    PeersSection(Path root, Path directory, Results results) {
        this.root = root;
        this.directory = directory;
        this.results = results;
    }

    /** Starts each server once in each round, in random order. That one does not work is a result as well. */
    void measure(int rounds) throws IOException, InterruptedException {
        Map<String, String> variables = variables();
        List<Peer> peers = new ArrayList<>();
        for (Peer peer : Peer.readAll(root.resolve("benchmarks/peers"))) {
            try {
                install(peer);
                peers.add(peer);
            } catch (IOException e) {
                results.peersNotMeasured().put(peer.name(), String.valueOf(e.getMessage()));
            }
        }
        Random random = new Random();
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(peers, random);
            for (Peer peer : List.copyOf(peers)) {
                System.err.println("Round " + (round + 1) + " of " + rounds + ": " + peer.name());
                try {
                    results.peers()
                            .computeIfAbsent(peer, _ -> new ArrayList<>())
                            .add(sample(peer, variables));
                } catch (IOException | IllegalStateException e) {
                    results.peersNotMeasured().put(peer.name(), String.valueOf(e.getMessage()));
                    results.peers().remove(peer);
                    peers.remove(peer);
                }
            }
        }
    }

    private PeerSample sample(Peer peer, Map<String, String> variables) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(directory, "peer");
        try (PeerServer server = PeerServer.start(peer, work, variables)) {
            List<String> tokens = server.issueTokens(TOKENS);
            server.verify(tokens, WARM_UP);
            Duration before = server.cpuTime();
            HttpLoad.Rate verify = server.verify(tokens, MEASURED);
            double cpuMicros = server.cpuTime().minus(before).toNanos() / 1e3;
            // Last, because some stores in memory search all tokens, or forget the oldest.
            server.issue(WARM_UP);
            HttpLoad.Rate issue = server.issue(MEASURED);
            return new PeerSample(
                    server.startMillis(),
                    issue,
                    verify,
                    cpuMicros / verify.millis().size(),
                    server.megabytes());
        } finally {
            Main.delete(work);
        }
    }

    private static void install(Peer peer) throws IOException, InterruptedException {
        if (peer.install().isEmpty()) {
            return;
        }
        Path output = Files.createTempFile("tokenry-peer", ".txt");
        try {
            Process process = new ProcessBuilder(peer.install())
                    .directory(peer.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                List<String> lines = Files.readAllLines(output);
                throw new IOException("does not install here: " + (lines.isEmpty() ? "no output" : lines.getLast()));
            }
        } finally {
            Files.delete(output);
        }
    }

    private Map<String, String> variables() throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(
                "java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        variables.put("javaHome", System.getProperty("java.home"));
        variables.put("classpath", System.getProperty("java.class.path"));
        variables.put("root", root.toString());
        variables.put("localOptions", localOptions());
        return variables;
    }

    /** Returns the options of the JVM with which {@code mvn -Plocal} starts the stack. */
    private String localOptions() throws IOException {
        Matcher options = Pattern.compile("<commandlineArgs>(.*?) -classpath ")
                .matcher(Files.readString(root.resolve("local/pom.xml")));
        if (!options.find()) {
            throw new IllegalStateException("local/pom.xml has no options of the JVM");
        }
        return options.group(1);
    }
}
