package dev.tokenry.restore;

import dev.tokenry.aws.AwsHttpClient;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs the restore tool with the credentials, Region and endpoint of the environment, as the AWS CLI finds them. */
public final class Main {

    /** As long as the AWS SDK waits by default: the network between this machine and AWS can be slow. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try (SdkHttpClient http = AwsHttpClient.create(CONNECT_TIMEOUT);
                DynamoDbClient dynamo =
                        DynamoDbClient.builder().httpClient(http).build()) {
            return new RestoreTool(dynamo, System.out::println).run(arguments);
        } catch (SdkException e) {
            // For example, no Region is configured.
            System.out.println("FAILED: " + e.getMessage());
            return RestoreTool.FAILED;
        }
    }
}
