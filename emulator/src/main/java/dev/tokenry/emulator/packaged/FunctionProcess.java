package dev.tokenry.emulator.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A running process of a function, with a runtime API of its own. */
public final class FunctionProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final RuntimeApi runtime;
    private final Process process;
    private final Path output;
    private final long startNanoTime;

    private FunctionProcess(RuntimeApi runtime, Process process, Path output, long startNanoTime) {
        this.runtime = runtime;
        this.process = process;
        this.output = output;
        this.startNanoTime = startNanoTime;
    }

    /** @param output the file for what the function prints */
    public static FunctionProcess start(RuntimeInterfaceClient client, FunctionLaunch launch, Path output)
            throws IOException {
        return start(launch.command(client), launch, output);
    }

    /**
     * Starts a function by another command, such as the launcher of a container image.
     *
     * @param command what starts a runtime with a runtime interface client of its own
     */
    public static FunctionProcess start(List<String> command, FunctionLaunch launch, Path output) throws IOException {
        RuntimeApi runtime = new RuntimeApi();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(launch.environment(runtime.address()));
        // The runtime interface client takes the working directory for the root of the zip.
        builder.directory(launch.taskRoot().toFile());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        long startNanoTime = System.nanoTime();
        try {
            return new FunctionProcess(runtime, builder.start(), output, startNanoTime);
        } catch (IOException e) {
            runtime.close();
            throw e;
        }
    }

    /**
     * Returns the result of an event.
     *
     * @throws IllegalStateException if there is none, because the process has ended or after a minute
     */
    public FunctionResult invoke(byte[] event) throws InterruptedException {
        return runtime.invoke(event, TIMEOUT, process::isAlive)
                .orElseThrow(() -> new IllegalStateException(
                        "The function returned no result: " + state() + ". Its output:\n" + outputText()));
    }

    private String state() {
        return process.isAlive() ? "it runs longer than " + TIMEOUT : "it ended with status " + process.exitValue();
    }

    /** When the process was started, as {@link System#nanoTime()} counts. */
    public long startNanoTime() {
        return startNanoTime;
    }

    public Process process() {
        return process;
    }

    /** Returns the output of the process so far. */
    public String outputText() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        runtime.close();
    }
}
