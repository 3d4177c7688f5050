package dev.tokenry.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * The goal S1: whether this JDK notices that a jar has changed since its AOT cache was trained. One that does not
 * (JDK-8377932) silently runs the old class: a fix of a vulnerability would have no effect.
 */
final class StaleCacheSection {

    private final Path directory;
    private final Results results;

    StaleCacheSection(Path directory, Results results) {
        this.directory = directory;
        this.results = results;
    }

    void measure() throws IOException, InterruptedException {
        Path jar = directory.resolve("program.jar");
        Path cache = directory.resolve("program.aot");
        writeJar(jar, "old");
        run(List.of("-XX:AOTCacheOutput=" + cache), jar);
        writeJar(jar, "new");
        // Also where a file system counts seconds.
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(10)));
        int oldRuns = 0;
        List<String> details = new ArrayList<>();
        for (String mode : List.of("auto", "on")) {
            String output = run(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=" + mode), jar);
            boolean old = output.contains("runs old");
            oldRuns += old ? 1 : 0;
            details.add("AOTMode=" + mode + ": "
                    + (old
                            ? "runs the old class"
                            : output.contains("runs new") ? "runs the new class" : "does not start")
                    + (output.contains("[warning]") || output.contains("[error]") ? ", with a message" : ", silently"));
        }
        results.put(Goal.STALE_CACHE, oldRuns, String.join("; ", details));
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

    private String run(List<String> options, Path jar) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", jar.toString(), "Program"));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
