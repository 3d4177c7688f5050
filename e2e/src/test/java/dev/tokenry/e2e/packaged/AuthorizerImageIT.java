package dev.tokenry.e2e.packaged;

import static dev.tokenry.e2e.packaged.PackagedStack.ROOT;
import static dev.tokenry.e2e.packaged.PackagedStack.readEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.cloudformation.FunctionSpec;
import dev.tokenry.emulator.packaged.FunctionProcess;
import dev.tokenry.emulator.packaged.FunctionResult;
import dev.tokenry.emulator.packaged.FunctionResult.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The files of the container image, made by the command of its Dockerfile with the JVM of this machine. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the runtime interface client has native parts for Linux only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizerImageIT {

    private static final Path TARGET = ROOT.resolve("authorizer/target");

    @TempDir
    private static Path directory;

    private PackagedStack stack;
    private FunctionSpec authorizer;
    private Path runtime;
    private Path emptyTask;

    @BeforeAll
    void start() throws Exception {
        runtime = Files.createDirectory(directory.resolve("runtime"));
        emptyTask = Files.createDirectory(directory.resolve("empty"));
        build(runtime);
        stack = PackagedStack.start(directory);
        authorizer = stack.function("AuthorizeFunction");
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void the_function_runs_the_classes_of_the_cache() throws Exception {
        assertRunsClassesOfTheCache(emptyTask);
    }

    @Test
    void as_a_customer_managed_runtime_it_runs_the_classes_of_the_cache_for_the_zip_of_the_same_build()
            throws Exception {
        assertRunsClassesOfTheCache(stack.taskRoot(authorizer));
    }

    /** The JVM would run the old classes: JDK-8377932. */
    @Test
    void it_does_not_start_if_any_jar_differs_from_that_of_the_cache() throws Exception {
        Path image = copy(runtime, "changed");
        assertRefusedForEachChangedJar(image.resolve("authorizer"), image, emptyTask, "made from other jars");
    }

    @Test
    void it_does_not_start_without_a_jar_of_the_cache() throws Exception {
        Path image = copy(runtime, "missing");
        Files.delete(image.resolve("authorizer/jackson-core.jar"));

        assertRefused(image, emptyTask, "jackson-core.jar: FAILED open or read", "made from other jars");
    }

    @Test
    void as_a_customer_managed_runtime_it_does_not_start_for_a_zip_with_another_jar() throws Exception {
        Path task = copy(stack.taskRoot(authorizer), "zip");
        assertRefusedForEachChangedJar(task.resolve("lib"), runtime, task, "the zip has other jars than its runtime");
    }

    @Test
    void as_a_customer_managed_runtime_it_does_not_start_for_another_function() throws Exception {
        Path task = Files.createDirectory(directory.resolve("other"));
        Files.createFile(task.resolve("index.mjs"));

        assertRefused(runtime, task, "the zip has other jars than its runtime");
    }

    private void assertRunsClassesOfTheCache(Path task) throws Exception {
        Path log = Files.createTempFile(directory, "classes", ".log");
        // A JVM that cannot use the cache would end.
        String options =
                authorizer.environment().get("JAVA_TOOL_OPTIONS") + " -XX:AOTMode=on -Xlog:class+load:file=" + log;
        try (FunctionProcess function = stack.startImage(
                runtime.resolve("bootstrap"), authorizer.with(Map.of("JAVA_TOOL_OPTIONS", options)), task)) {
            FunctionResult allowed = function.invoke(stack.eventWithToken("authorize-create"));
            assertThat(allowed.type()).as(allowed.body()).isEqualTo(Type.RESPONSE);
            assertThat(allowed.body()).contains("\"Effect\":\"Allow\"");
            FunctionResult garbage = function.invoke(readEvent("authorize-garbage"));
            assertThat(garbage.type()).isEqualTo(Type.ERROR);
            assertThat(garbage.body()).contains("\"errorMessage\":\"Unauthorized\"");
        }
        try (Stream<String> lines = Files.lines(log)) {
            List<String> ours = lines.filter(line -> line.contains(" dev.tokenry."))
                    // Those that the JVM spins, for example for switches over types.
                    .filter(line -> !line.contains("$$"))
                    .toList();
            assertThat(ours)
                    .anyMatch(line -> line.contains(" dev.tokenry.authorizer.AuthorizeHandler "))
                    .allMatch(line -> line.contains("source: shared objects file"));
        }
    }

    private void assertRefusedForEachChangedJar(Path directory, Path image, Path task, String message)
            throws Exception {
        assertThat(jars(directory)).isNotEmpty();
        for (Path jar : jars(directory)) {
            byte[] original = append(jar);
            assertRefused(image, task, jar.getFileName() + ": FAILED", message);
            Files.write(jar, original);
        }
    }

    private void assertRefused(Path image, Path task, String... output) throws Exception {
        try (FunctionProcess function = stack.startImage(image.resolve("bootstrap"), authorizer, task)) {
            assertThatThrownBy(() -> function.invoke(readEvent("authorize-garbage")))
                    .hasMessageContainingAll(output);
            assertThat(function.process().waitFor()).isEqualTo(1);
        }
    }

    private static void build(Path runtime) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        TARGET.resolve("test-classes") + ":" + TARGET.resolve("image/lib") + "/*",
                        "dev.tokenry.authorizer.image.ImageBuild",
                        TARGET.resolve("image").toString(),
                        runtime.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static Path copy(Path source, String name) throws IOException {
        Path target = directory.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return target;
    }

    /** Returns the content from before. */
    private static byte[] append(Path file) throws IOException {
        byte[] original = Files.readAllBytes(file);
        Files.writeString(file, " ", StandardOpenOption.APPEND);
        return original;
    }
}
