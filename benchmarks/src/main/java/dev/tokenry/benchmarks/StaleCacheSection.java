package dev.tokenry.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * The goal S1: in how many cases the image of the authorizer starts although a jar has changed since its AOT cache was
 * made. A JVM that does not notice (JDK-8377932) silently runs the old class: a fix of a vulnerability would have no
 * effect. The detail states what the JVM alone does.
 */
final class StaleCacheSection {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String REJECTION = "tokenry: the authorizer does not start";

    private final Path root;
    private final Path directory;
    private final Results results;

    StaleCacheSection(Path root, Path directory, Results results) {
        this.root = root;
        this.directory = directory;
        this.results = results;
    }

    void measure() throws IOException, InterruptedException {
        Path image = buildImage();
        if (isRejected(image)) {
            throw new IOException("The image does not start without a change either");
        }
        List<Path> jars;
        try (Stream<Path> files = Files.list(image.resolve("authorizer"))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        if (jars.isEmpty()) {
            throw new IOException("The image has no jars");
        }
        int starts = 0;
        for (Path jar : jars) {
            byte[] original = Files.readAllBytes(jar);
            Files.writeString(jar, " ", StandardOpenOption.APPEND);
            starts += isRejected(image) ? 0 : 1;
            Files.write(jar, original);
        }
        results.put(
                Goal.STALE_CACHE,
                starts,
                "the image, with each of its %d jars changed; the JVM alone %s"
                        .formatted(jars.size(), String.join(", ", behaviourOfJvm())));
    }

    /** Makes the files of the image as authorizer/Dockerfile does. */
    private Path buildImage() throws IOException, InterruptedException {
        Path target = root.resolve("authorizer/target");
        Path image = Files.createDirectory(directory.resolve("image"));
        String output = run(
                List.of(
                        JAVA,
                        "-cp",
                        target.resolve("test-classes") + ":" + target.resolve("image/lib") + "/*",
                        "dev.tokenry.authorizer.image.ImageBuild",
                        target.resolve("image").toString(),
                        image.toString()),
                Map.of());
        if (!Files.exists(image.resolve("bootstrap"))) {
            throw new IOException("The image was not built:\n" + output);
        }
        return image;
    }

    /** Returns whether the launcher does not start the function. Started, it finds no runtime API and ends. */
    private boolean isRejected(Path image) throws IOException, InterruptedException {
        return run(
                        List.of(image.resolve("bootstrap").toString()),
                        Map.of(
                                "PATH", Path.of(JAVA).getParent() + ":" + System.getenv("PATH"),
                                "LAMBDA_TASK_ROOT", directory.resolve("no-zip").toString(),
                                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769",
                                "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1",
                                "AWS_REGION", "eu-central-1",
                                "_HANDLER", "dev.tokenry.authorizer.AuthorizeHandler"))
                .contains(REJECTION);
    }

    private List<String> behaviourOfJvm() throws IOException, InterruptedException {
        Path jar = directory.resolve("program.jar");
        Path cache = directory.resolve("program.aot");
        writeJar(jar, "old");
        run(List.of(JAVA, "-XX:AOTCacheOutput=" + cache, "-cp", jar.toString(), "Program"), Map.of());
        writeJar(jar, "new");
        // Also where a file system counts seconds.
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(10)));
        List<String> details = new ArrayList<>();
        for (String mode : List.of("auto", "on")) {
            String output = run(
                    List.of(JAVA, "-XX:AOTCache=" + cache, "-XX:AOTMode=" + mode, "-cp", jar.toString(), "Program"),
                    Map.of());
            String behaviour = output.contains("runs old")
                    ? "runs the old class"
                    : output.contains("runs new") ? "runs the new class" : "does not start";
            boolean silent = !output.contains("[warning]") && !output.contains("[error]");
            details.add(behaviour + (silent ? " silently" : " with a message") + " (AOTMode=" + mode + ")");
        }
        return details;
    }

    private void writeJar(Path jar, String version) throws IOException {
        Path source = directory.resolve("Program.java");
        Files.writeString(
                source,
                "public class Program { public static void main(String[] a) { System.out.println(\"runs " + version
                        + "\"); } }");
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", directory.toString(), source.toString());
        if (errors != 0) {
            throw new IOException("The program does not compile");
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new ZipEntry("Program.class"));
            Files.copy(directory.resolve("Program.class"), entries);
        }
        Files.delete(directory.resolve("Program.class"));
    }

    /** Returns what a process prints until it ends. */
    private String run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
