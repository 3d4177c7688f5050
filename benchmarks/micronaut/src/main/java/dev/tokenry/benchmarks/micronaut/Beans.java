package dev.tokenry.benchmarks.micronaut;

import dev.tokenry.benchmarks.stacks.ReferenceAuthorizer;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** What Micronaut does not provide on its own, as it does the client of DynamoDB. */
@Factory
class Beans {

    @Singleton
    KmsClient kms(SdkHttpClient http, AwsCredentialsProviderChain credentials, AwsRegionProviderChain region) {
        return KmsClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .region(region.getRegion())
                .build();
    }

    @Singleton
    ReferenceAuthorizer authorizer(DynamoDbClient dynamoDb, KmsClient kms) {
        return new ReferenceAuthorizer(dynamoDb, kms, System.getenv());
    }
}
