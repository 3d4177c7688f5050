package dev.tokenry.emulator;

import dev.tokenry.emulator.cloudformation.CustomResourceResponseServer;
import dev.tokenry.emulator.dynamodb.DynamoDbEmulator;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.kms.KmsEmulator;
import dev.tokenry.emulator.s3.S3Emulator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** The AWS services that the stack stands on, on this machine. */
public final class AwsEmulator implements AutoCloseable {

    private final Deque<Runnable> shutdownActions = new ArrayDeque<>();
    private final EmulatorOptions options;
    private final KmsEmulator kms;
    private final S3Emulator s3;
    private final DynamoDbEmulator dynamoDb;
    private final CustomResourceResponseServer cloudFormation;

    private AwsEmulator(Path directory, EmulatorOptions options, Clock clock) {
        this.options = options;
        try {
            DataDirectory data = DataDirectory.open(directory, options.resetHint());
            shutdownActions.push(data::close);
            kms = KmsEmulator.start(data, options.account(), clock);
            shutdownActions.push(kms::close);
            s3 = S3Emulator.start(data, options.account(), options.namePrefix(), clock);
            shutdownActions.push(s3::close);
            dynamoDb = DynamoDbEmulator.start(data, options.account(), options.namePrefix());
            shutdownActions.push(dynamoDb::close);
            cloudFormation = CustomResourceResponseServer.start();
            shutdownActions.push(cloudFormation::close);
        } catch (RuntimeException e) {
            closeAll(shutdownActions);
            throw e;
        }
    }

    /** Starts DynamoDB Local, the KMS, S3 and CloudFormation stand-ins over the data in this folder (created 0700 if absent). */
    public static AwsEmulator start(Path data) {
        return start(data, EmulatorOptions.DEFAULT);
    }

    /** Starts the services with the options of an application. */
    public static AwsEmulator start(Path data, EmulatorOptions options) {
        return new AwsEmulator(data, options, Clock.systemUTC());
    }

    EmulatorOptions options() {
        return options;
    }

    /** The variables that lead an AWS SDK here and nowhere else. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_REGION", region(),
                "AWS_ACCESS_KEY_ID", options.account().accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", options.account().secretAccessKey(),
                "AWS_ENDPOINT_URL_CLOUDFORMATION", cloudFormation.endpoint().toString(),
                "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString(),
                "AWS_ENDPOINT_URL_KMS", kms.endpoint().toString(),
                "AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
    }

    /** The region that every resource is in. */
    public String region() {
        return options.account().region();
    }

    /** The account that every resource belongs to. */
    public String accountId() {
        return options.account().accountId();
    }

    /** Where functions that make custom resources send what became of it. */
    public CustomResourceResponseServer cloudFormation() {
        return cloudFormation;
    }

    /** How often KMS was asked for this operation, such as {@code GenerateMac}, since the start. */
    public int kmsCallCount(String operation) {
        return kms.callCount(operation);
    }

    /** The file that holds the object, whether or not it is there yet. */
    public Path objectPath(String bucket, String key) {
        return s3.objectPath(bucket, key);
    }

    /**
     * Makes the resource with these CloudFormation properties, or adopts it from an earlier run.
     *
     * @param properties resolved: maps, lists, strings, numbers and truth values only
     */
    public PhysicalResource create(String logicalId, String type, Map<String, Object> properties) {
        try {
            return switch (type) {
                case "AWS::DynamoDB::Table" -> dynamoDb.create(logicalId, properties);
                case "AWS::KMS::Key" -> kms.create(logicalId, properties);
                case "AWS::S3::Bucket" -> s3.create(logicalId, properties);
                default -> throw new IllegalArgumentException("No such service on this machine");
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(logicalId + " (" + type + "): " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closeAll(shutdownActions);
    }

    /** The last one first, and each: the folder stays locked until nobody writes to it. */
    private static void closeAll(Deque<Runnable> shutdownActions) {
        Runnable last = shutdownActions.poll();
        if (last != null) {
            try {
                last.run();
            } finally {
                closeAll(shutdownActions);
            }
        }
    }
}
