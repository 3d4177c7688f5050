package dev.tokenry.emulator;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** Creates SDK clients from the environment variables of the emulator only. */
public final class SdkClients {

    private SdkClients() {}

    public static DynamoDbClient dynamoDb(AwsEmulator aws) {
        return configure(DynamoDbClient.builder(), aws, "AWS_ENDPOINT_URL_DYNAMODB")
                .build();
    }

    /** DynamoDB Local serves tables and streams at one endpoint. */
    public static DynamoDbStreamsClient streams(AwsEmulator aws) {
        return configure(DynamoDbStreamsClient.builder(), aws, "AWS_ENDPOINT_URL_DYNAMODB")
                .build();
    }

    public static EventBridgeClient eventBridge(AwsEmulator aws) {
        return configure(EventBridgeClient.builder(), aws, "AWS_ENDPOINT_URL_EVENTBRIDGE")
                .build();
    }

    public static SesV2Client ses(AwsEmulator aws) {
        return configure(SesV2Client.builder(), aws, "AWS_ENDPOINT_URL_SESV2").build();
    }

    public static SnsClient sns(AwsEmulator aws) {
        return configure(SnsClient.builder(), aws, "AWS_ENDPOINT_URL_SNS").build();
    }

    public static KmsClient kms(AwsEmulator aws) {
        return configure(KmsClient.builder(), aws, "AWS_ENDPOINT_URL_KMS").build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsEmulator aws, String endpoint) {
        var variables = aws.environment();
        return builder.endpointOverride(URI.create(variables.get(endpoint)))
                .region(Region.of(variables.get("AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        variables.get("AWS_ACCESS_KEY_ID"),
                        variables.get("AWS_SECRET_ACCESS_KEY"),
                        variables.get("AWS_SESSION_TOKEN"))));
    }
}
