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
 * A process of Node.js that answers one event a line. It ends with its standard input, and so with this process too,
 * however that ends.
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
            // It has ended: what follows says how.
        }
        try {
            return parseOutcome(outcomes.take().orElseThrow(this::exitFailure));
        } catch (InterruptedException e) {
            // Out of time. It may be busy for ever, and would answer the next event with the outcome of this one.
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

    /** In a thread of its own, since reading from a process cannot be interrupted. */
    private void readOutcomes() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                outcomes.add(Optional.of(line));
            }
        } catch (IOException e) {
            // The process was ended from here.
        }
        outcomes.add(Optional.empty());
    }

    private static String toLine(byte[] payload, Context context) throws JsonProcessingException {
        return EmulatorJson.MAPPER.writeValueAsString(Map.of(
                        // As text, so that numbers reach the handler as they were written.
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

    /** The first character says whether the rest is an answer or an error. */
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
