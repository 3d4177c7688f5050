package dev.tokenry.emulator.eventsource;

import dev.tokenry.emulator.cloudformation.EventSourceSpec;
import dev.tokenry.emulator.dynamodb.DynamoDbEmulator;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.sqs.SqsEmulator;
import java.time.Duration;
import java.time.InstantSource;

/** Starts event source mappings, which continue where those of an earlier run ended. */
public final class EventSources {

    private final EventSourceServices services;
    private final Duration longestBatchingWindow;

    private EventSources(EventSourceServices services, Duration longestBatchingWindow) {
        this.services = services;
        this.longestBatchingWindow = longestBatchingWindow;
    }

    /** @param longestBatchingWindow replaces longer windows of templates */
    public static EventSources open(
            DataDirectory data,
            AwsAccount account,
            DynamoDbEmulator dynamoDb,
            SqsEmulator sqs,
            Duration longestBatchingWindow,
            InstantSource clock) {
        return new EventSources(
                new EventSourceServices(account, dynamoDb, sqs, StreamPositions.open(data), clock),
                longestBatchingWindow);
    }

    /** Starts a mapping, which reads until it is closed. */
    public AutoCloseable start(EventSourceSpec spec, EmulatedFunction function) {
        Duration window = spec.batchingWindow().compareTo(longestBatchingWindow) > 0
                ? longestBatchingWindow
                : spec.batchingWindow();
        return EventSourceMapping.start(spec, function, window, services);
    }
}
