package dev.tokenry.emulator.cloudformation;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An event source mapping as the template declares it: a function that receives the records of a stream.
 *
 * @param name the name of the mapping, which is the same in every run
 * @param functionArn the ARN of the function, with or without an alias
 * @param batchingWindow how long records are gathered for one invocation
 * @param reportsItemFailures whether the response of the function names the records that failed
 * @param bisectsOnError whether a batch that failed is split in two before it is retried
 * @param maxRetries how often a batch is retried; empty if it is retried until its records expire
 * @param maxRecordAge the age at which a record is discarded; empty if no record is too old
 * @param onFailure the ARN of the queue that receives the positions of discarded records
 */
public record EventSourceSpec(
        String name,
        String functionArn,
        String streamArn,
        int batchSize,
        Duration batchingWindow,
        boolean reportsItemFailures,
        boolean bisectsOnError,
        OptionalInt maxRetries,
        Optional<Duration> maxRecordAge,
        Optional<String> onFailure) {}
