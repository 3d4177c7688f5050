package dev.tokenry.restore;

import java.util.List;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs the restore tool with the credentials, Region and endpoint of the environment, as the AWS CLI finds them. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        int exitCode;
        try (DynamoDbClient dynamo = DynamoDbClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .build()) {
            exitCode = new RestoreTool(dynamo, System.out::println).run(List.of(arguments));
        }
        System.exit(exitCode);
    }
}
