package dev.tokenry.restore;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.store.dynamodb.DynamoRecordScan;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs one command on the tables of an account. */
public final class RestoreTool {

    /** The exit code of a command that succeeded. */
    public static final int OK = 0;

    /** The exit code if the table must not be used yet, or DynamoDB is unavailable. */
    public static final int FAILED = 1;

    /** The exit code for arguments that are not valid. */
    public static final int USAGE = 2;

    private final DynamoDbClient dynamo;
    private final Consumer<String> output;
    // Stored times have a precision of milliseconds.
    private final InstantSource clock = Clock.tickMillis(ZoneOffset.UTC);
    private final RandomGenerator random = new SecureRandom();

    public RestoreTool(DynamoDbClient dynamo, Consumer<String> output) {
        this.dynamo = dynamo;
        this.output = output;
    }

    /** Runs the command and returns the exit code. */
    public int run(List<String> arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (RestoreException e) {
            output.accept(e.getMessage() + "\n" + Options.USAGE);
            return USAGE;
        }
        try {
            return run(options);
        } catch (RestoreException | ServiceUnavailableException | SdkException e) {
            output.accept("FAILED: " + message(e));
            return FAILED;
        }
    }

    /** The cause tells, for example, that a table does not exist or that a permission is missing. */
    private static String message(RuntimeException e) {
        return e.getCause() == null
                ? String.valueOf(e.getMessage())
                : e.getMessage() + ": " + e.getCause().getMessage();
    }

    private int run(Options options) {
        return switch (options.command()) {
            case PREPARE -> {
                new TablePreparation(dynamo, options.source(), options.target())
                        .prepare()
                        .forEach(output);
                yield OK;
            }
            case REPLAY -> replay(options);
            case VERIFY -> verify(options);
        };
    }

    private int replay(Options options) {
        ReplaySource source = source(options);
        output.accept("source: " + source.description() + (options.policy().copies() ? "" : ", nothing is copied"));
        ReplayReport report = new Replay(source, target(options), options.policy(), clock.instant()).run();
        report.lines().forEach(output);
        return report.isIncomplete() ? FAILED : OK;
    }

    private int verify(Options options) {
        ReplaySource source = source(options);
        output.accept("source: " + source.description());
        Verification.Result result = new Verification(
                        source, target(options), options.policy(), options.pepperVersions(), clock.instant())
                .verify();
        result.lines().forEach(output);
        return result.failures().isEmpty() ? OK : FAILED;
    }

    private ReplaySource source(Options options) {
        if (options.events() != null) {
            Instant since = Objects.requireNonNull(options.since());
            return EventSource.of(
                    dynamo, options.events(), since, clock, target(options).scan());
        }
        String source = Objects.requireNonNull(options.source());
        return new TableSource(source, new DynamoRecordScan(dynamo, source, random));
    }

    private RestoredTable target(Options options) {
        return RestoredTable.of(dynamo, options.target(), options.retention(), clock, random);
    }
}
