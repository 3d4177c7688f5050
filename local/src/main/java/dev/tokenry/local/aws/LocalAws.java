package dev.tokenry.local.aws;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** The AWS services that the stack stands on, on this machine. */
public final class LocalAws implements AutoCloseable {

    static final String REGION = "eu-central-1";
    static final String ACCOUNT = "000000000000";

    // No secret: what they open is reached from this machine alone. DynamoDB Local wants letters and digits.
    static final AwsBasicCredentials CREDENTIALS = AwsBasicCredentials.create("TOKENRYLOCAL", "tokenrylocal");

    private final Deque<Runnable> running = new ArrayDeque<>();
    private final LocalKms kms;
    private final LocalS3 s3;
    private final LocalDynamoDb dynamoDb;
    private final LocalCloudFormation cloudFormation;

    private LocalAws(Path folder, Clock clock) {
        try {
            DataFolder data = DataFolder.open(folder);
            running.push(data::close);
            kms = LocalKms.start(data, clock);
            running.push(kms::close);
            s3 = LocalS3.start(data, clock);
            running.push(s3::close);
            dynamoDb = LocalDynamoDb.start(data);
            running.push(dynamoDb::close);
            cloudFormation = LocalCloudFormation.start();
            running.push(cloudFormation::close);
        } catch (RuntimeException e) {
            stopAll(running);
            throw e;
        }
    }

    /** Starts DynamoDB Local, the KMS, S3 and CloudFormation stand-ins over the data in this folder (created 0700 if absent). */
    public static LocalAws start(Path data) {
        return new LocalAws(data, Clock.systemUTC());
    }

    /** The variables that lead an AWS SDK here and nowhere else. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_REGION", REGION,
                "AWS_ACCESS_KEY_ID", CREDENTIALS.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", CREDENTIALS.secretAccessKey(),
                "AWS_ENDPOINT_URL_CLOUDFORMATION", cloudFormation.endpoint().toString(),
                "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString(),
                "AWS_ENDPOINT_URL_KMS", kms.endpoint().toString(),
                "AWS_ENDPOINT_URL_S3", s3.endpoint().toString());
    }

    /** The region that every resource is in. */
    public String region() {
        return REGION;
    }

    /** The account that every resource belongs to. */
    public String accountId() {
        return ACCOUNT;
    }

    /** Where functions that make custom resources send what became of it. */
    public LocalCloudFormation cloudFormation() {
        return cloudFormation;
    }

    /** How often KMS was asked for this operation, such as {@code GenerateMac}, since the start. */
    public int kmsCalls(String operation) {
        return kms.calls(operation);
    }

    /** The file that holds the object, whether or not it is there yet. */
    public Path object(String bucket, String key) {
        return s3.object(bucket, key);
    }

    /**
     * Makes the resource with these CloudFormation properties, or adopts it from an earlier run.
     *
     * @param properties resolved: maps, lists, strings, numbers and truth values only
     */
    public Physical create(String logicalId, String type, Map<String, Object> properties) {
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
        stopAll(running);
    }

    /** What Ref and Fn::GetAtt answer. */
    public record Physical(String ref, Map<String, String> attributes) {

        /** Keeps a copy of its own. */
        public Physical {
            attributes = Map.copyOf(attributes);
        }
    }

    static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    /** The last one first, and each: the folder stays locked until nobody writes to it. */
    private static void stopAll(Deque<Runnable> running) {
        Runnable last = running.poll();
        if (last != null) {
            try {
                last.run();
            } finally {
                stopAll(running);
            }
        }
    }
}
