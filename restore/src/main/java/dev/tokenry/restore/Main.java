package dev.tokenry.restore;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs the restore tool with the credentials, Region and endpoint of the environment, as the AWS CLI finds them. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try (DynamoDbClient dynamo = DynamoDbClient.builder()
                .httpClientBuilder(AwsCrtHttpClient.builder())
                .build()) {
            return new RestoreTool(dynamo, System.out::println).run(arguments);
        } catch (SdkException e) {
            // For example, no Region is configured.
            System.out.println("FAILED: " + e.getMessage());
            return RestoreTool.FAILED;
        }
    }
}
