package dev.tokenry.local.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** The SDK's clients, set up from nothing but the variables that the services give. */
final class Clients {

    private Clients() {}

    static DynamoDbClient dynamoDb(LocalAws aws) {
        return lead(DynamoDbClient.builder(), aws, "AWS_ENDPOINT_URL_DYNAMODB").build();
    }

    static KmsClient kms(LocalAws aws) {
        return lead(KmsClient.builder(), aws, "AWS_ENDPOINT_URL_KMS").build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B lead(B builder, LocalAws aws, String endpoint) {
        var variables = aws.environment();
        return builder.endpointOverride(URI.create(variables.get(endpoint)))
                .region(Region.of(variables.get("AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        variables.get("AWS_ACCESS_KEY_ID"), variables.get("AWS_SECRET_ACCESS_KEY"))));
    }
}
