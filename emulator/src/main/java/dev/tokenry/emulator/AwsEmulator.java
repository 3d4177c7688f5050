package dev.tokenry.emulator;

import dev.tokenry.emulator.cloudformation.CustomResourceResponseServer;
import dev.tokenry.emulator.cloudformation.EventSourceSpec;
import dev.tokenry.emulator.dynamodb.DynamoDbEmulator;
import dev.tokenry.emulator.eventbridge.EventBridgeEmulator;
import dev.tokenry.emulator.eventsource.EventSources;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.PhysicalResource;
import dev.tokenry.emulator.kms.KmsEmulator;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.s3.S3Emulator;
import dev.tokenry.emulator.ses.SesEmulator;
import dev.tokenry.emulator.sns.SnsEmulator;
import dev.tokenry.emulator.sqs.SqsEmulator;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The emulated AWS services of one account. */
public final class AwsEmulator implements AutoCloseable {

    private final Deque<Runnable> shutdownActions = new ArrayDeque<>();
    private final EmulatorOptions options;
    private final AwsAccount account;
    private final KmsEmulator kms;
    private final S3Emulator s3;
    private final DynamoDbEmulator dynamoDb;
    private final EventBridgeEmulator eventBridge;
    private final SesEmulator ses;
    private final SnsEmulator sns;
    private final SqsEmulator sqs;
    private final EventSources eventSources;
    private final CustomResourceResponseServer cloudFormation;

    private AwsEmulator(Path directory, EmulatorOptions options, Clock clock) {
        this.options = options;
        this.account = AwsAccount.generate(options.region(), options.accountId());
        try {
            DataDirectory data = DataDirectory.open(directory, options.resetHint());
            shutdownActions.push(data::close);
            kms = KmsEmulator.start(data, account, clock);
            shutdownActions.push(kms::close);
            s3 = S3Emulator.start(data, account, options.namePrefix(), clock);
            shutdownActions.push(s3::close);
            dynamoDb = DynamoDbEmulator.start(data, account, options.namePrefix());
            shutdownActions.push(dynamoDb::close);
            eventBridge = EventBridgeEmulator.start(account, clock);
            shutdownActions.push(eventBridge::close);
            ses = SesEmulator.start(account, clock);
            shutdownActions.push(ses::close);
            sns = SnsEmulator.start(account, options.namePrefix(), clock);
            shutdownActions.push(sns::close);
            sqs = new SqsEmulator(account, options.namePrefix());
            eventSources = EventSources.open(data, account, dynamoDb, sqs, options.longestBatchingWindow(), clock);
            cloudFormation = CustomResourceResponseServer.start();
            shutdownActions.push(cloudFormation::close);
        } catch (RuntimeException e) {
            closeAll(shutdownActions);
            throw e;
        }
    }

    /** Starts the services with the data in this directory, which is created with mode 0700 if it does not exist. */
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

    /**
     * Returns the environment variables that direct an AWS SDK to the emulated services, with the credentials of this
     * start, which the services require.
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(Map.of(
                "AWS_REGION", region(),
                "AWS_ACCESS_KEY_ID", account.credentials().accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", account.credentials().secretAccessKey()));
        Map.of(
                        "CLOUDFORMATION", cloudFormation.endpoint(),
                        "DYNAMODB", dynamoDb.endpoint(),
                        "EVENTBRIDGE", eventBridge.endpoint(),
                        "KMS", kms.endpoint(),
                        "S3", s3.endpoint(),
                        "SESV2", ses.endpoint(),
                        "SNS", sns.endpoint())
                .forEach((service, endpoint) -> environment.put("AWS_ENDPOINT_URL_" + service, endpoint.toString()));
        account.sessionToken().ifPresent(token -> environment.put("AWS_SESSION_TOKEN", token));
        return Map.copyOf(environment);
    }

    /** Returns the region of all resources. */
    public String region() {
        return account.region();
    }

    /** Returns the id of the account of all resources. */
    public String accountId() {
        return account.accountId();
    }

    /** Returns the server that receives the responses of custom resources. */
    public CustomResourceResponseServer cloudFormation() {
        return cloudFormation;
    }

    /** Returns how often a KMS operation, such as {@code GenerateMac}, was called since the start. */
    public int kmsCallCount(String operation) {
        return kms.callCount(operation);
    }

    /** Returns the file of an object, which may not exist. */
    public Path objectPath(String bucket, String key) {
        return s3.objectPath(bucket, key);
    }

    /** Returns the event buses, with the events that were put on them. */
    public EventBridgeEmulator eventBridge() {
        return eventBridge;
    }

    /** Returns the mail service, with the messages that it was given. */
    public SesEmulator ses() {
        return ses;
    }

    /** Returns the topics, with the messages that were published to them. */
    public SnsEmulator sns() {
        return sns;
    }

    /** Returns the queues, which receive what event source mappings discard. */
    public SqsEmulator sqs() {
        return sqs;
    }

    /** Starts an event source mapping, which invokes the function until it is closed. */
    AutoCloseable start(EventSourceSpec mapping, EmulatedFunction function) {
        return eventSources.start(mapping, function);
    }

    /**
     * Creates the resource with these CloudFormation properties, or reuses that of an earlier run.
     *
     * @param properties the resolved properties: maps, lists, strings, numbers and booleans
     */
    public PhysicalResource create(String logicalId, String type, Map<String, Object> properties) {
        try {
            return switch (type) {
                case "AWS::DynamoDB::Table" -> dynamoDb.create(logicalId, properties);
                case "AWS::Events::EventBus" -> eventBridge.create(properties);
                case "AWS::KMS::Key" -> kms.create(logicalId, properties);
                case "AWS::S3::Bucket" -> s3.create(logicalId, properties);
                case "AWS::SNS::Topic" -> sns.create(logicalId, properties);
                case "AWS::SQS::Queue" -> sqs.create(logicalId, properties);
                default -> throw new IllegalArgumentException("This resource type is not emulated");
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(logicalId + " (" + type + "): " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closeAll(shutdownActions);
    }

    /** Runs all actions in reverse order, so that the directory is unlocked only after the last write. */
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
