package dev.tokenry.emulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenry.emulator.io.EmulatorJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process of Node.js that reads one event and writes one result per line. It ends when its standard input is closed,
 * and therefore also when this process ends.
 */
final class NodeInstance implements Handler.HandlerInstance {

    private final Process process;
    private final Writer events;
    private final BlockingQueue<Optional<String>> outcomes = new LinkedBlockingQueue<>();

    NodeInstance(Process process) {
        this.process = process;
        this.events = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().name("node").start(this::readOutcomes);
    }

    @Override
    public byte[] invoke(byte[] payload, Context context) throws Throwable {
        try {
            events.write(toLine(payload, context));
            events.flush();
        } catch (IOException e) {
            // The process has ended; its exit status is reported below.
        }
        try {
            return parseOutcome(outcomes.take().orElseThrow(this::exitFailure));
        } catch (InterruptedException e) {
            // Timeout. The process may never finish, and its late result would be taken for that of the next event.
            process.destroyForcibly();
            throw e;
        }
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Runs in its own thread, because reading from a process cannot be interrupted. */
    private void readOutcomes() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                outcomes.add(Optional.of(line));
            }
        } catch (IOException e) {
            // The process was destroyed by close() or by a timeout.
        }
        outcomes.add(Optional.empty());
    }

    private static String toLine(byte[] payload, Context context) throws JsonProcessingException {
        return EmulatorJson.MAPPER.writeValueAsString(Map.of(
                        // As text, so that the handler receives numbers unchanged.
                        "event", new String(payload, StandardCharsets.UTF_8),
                        "remaining", context.getRemainingTimeInMillis(),
                        "context",
                                Map.of(
                                        "awsRequestId", context.getAwsRequestId(),
                                        "functionName", context.getFunctionName(),
                                        "functionVersion", context.getFunctionVersion(),
                                        "invokedFunctionArn", context.getInvokedFunctionArn(),
                                        "logGroupName", context.getLogGroupName(),
                                        "logStreamName", context.getLogStreamName(),
                                        "memoryLimitInMB", Integer.toString(context.getMemoryLimitInMB()))))
                + "\n";
    }

    /** The first character of a line distinguishes a response from an error. */
    private static byte[] parseOutcome(String line) throws HandlerProcessException, JsonProcessingException {
        String content = line.substring(1);
        if (line.startsWith("=")) {
            return content.getBytes(StandardCharsets.UTF_8);
        }
        JsonNode error = EmulatorJson.MAPPER.readTree(content);
        throw new HandlerProcessException(
                error.path("errorType").asText(), error.path("errorMessage").asText());
    }

    private HandlerProcessException exitFailure() {
        try {
            return new HandlerProcessException(
                    "Runtime.ExitError", "Runtime exited with error: exit status " + process.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HandlerProcessException("Runtime.ExitError", "Runtime exited");
        }
    }
}
