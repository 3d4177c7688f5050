package dev.tokenry.e2e.packaged;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A function as Lambda runs it: the unpacked zip and the runtime interface client, in a separate process. */
final class PackagedFunction implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final List<Class<?>> RUNTIME =
            List.of(AWSLambda.class, RequestHandler.class, LambdaEventSerializers.class);

    private static final String NATIVE_LIBRARY_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final RuntimeApi runtime;
    private final Process process;
    private final Path output;
    private final Optional<CpuQuota> quota;

    private PackagedFunction(RuntimeApi runtime, Process process, Path output, Optional<CpuQuota> quota) {
        this.runtime = runtime;
        this.process = process;
        this.output = output;
        this.quota = quota;
    }

    /**
     * Starts a function with the share of a CPU that its memory entitles to, where this machine can limit it.
     *
     * @param taskRoot the directory of the unpacked zip, with every jar under {@code lib/}
     */
    static PackagedFunction start(FunctionSpec spec, Path taskRoot, Path output) throws IOException {
        RuntimeApi runtime = new RuntimeApi();
        Optional<CpuQuota> quota = CpuQuota.of(spec.memoryMegabytes());
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + NATIVE_LIBRARY_PROPERTY + "="
                        + copyNativeLibrary(output.resolveSibling(output.getFileName() + ".so")),
                "-cp",
                classPath(taskRoot),
                AWSLambda.class.getName(),
                spec.handler());
        ProcessBuilder java =
                new ProcessBuilder(quota.map(it -> it.limited(command)).orElse(command));
        java.environment().clear();
        java.environment().putAll(spec.environment());
        java.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API", runtime.address(),
                        "AWS_LAMBDA_FUNCTION_NAME", spec.name(),
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memoryMegabytes()),
                        "AWS_LAMBDA_LOG_FORMAT", "JSON",
                        "LAMBDA_TASK_ROOT", taskRoot.toString(),
                        "_HANDLER", spec.handler()));
        java.redirectErrorStream(true).redirectOutput(output.toFile());
        return new PackagedFunction(runtime, java.start(), output, quota);
    }

    RuntimeApi.Result invoke(byte[] event) throws InterruptedException {
        return runtime.invoke(event, TIMEOUT, process::isAlive)
                .orElseThrow(() -> new AssertionError("The function returned no result. Its output:\n" + outputText()));
    }

    /** Returns the output of the process so far. */
    String outputText() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the quota of the process; empty if this machine cannot limit it. */
    Optional<CpuQuota> quota() {
        return quota;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        runtime.close();
        if (quota.isPresent()) {
            quota.get().close();
        }
    }

    /**
     * Copies the native library of the runtime interface client, which on its own unpacks it to one file of the machine:
     * two processes that start at the same time would overwrite it for each other.
     */
    private static Path copyNativeLibrary(Path target) throws IOException {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        try (InputStream library =
                AWSLambda.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + architecture + ".so")) {
            Files.copy(Objects.requireNonNull(library), target);
        }
        return target;
    }

    /** Returns the jars of the runtime and of the zip, without the other dependencies of this module. */
    private static String classPath(Path taskRoot) {
        Stream<String> runtime = RUNTIME.stream()
                .map(it ->
                        it.getProtectionDomain().getCodeSource().getLocation().getPath());
        return Stream.concat(runtime, Stream.of(taskRoot.resolve("lib") + "/*"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
