package dev.tokenry.local.aws;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local over the data of earlier runs. */
final class LocalDynamoDb implements AutoCloseable {

    private final DynamoDbLocalServer server;
    private final DynamoDbClient client;

    private LocalDynamoDb(DynamoDbLocalServer server) {
        this.server = server;
        this.client = DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(LocalAws.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(LocalAws.CREDENTIALS))
                // A damaged database answers 500, which the SDK would try nine times over.
                .overrideConfiguration(calls ->
                        calls.retryStrategy(retry -> retry.maxAttempts(1)).apiCallTimeout(Duration.ofSeconds(20)))
                .build();
    }

    static LocalDynamoDb start(DataFolder data) {
        Path folder = data.folder("dynamodb");
        DatabaseFile database = new DatabaseFile(data, folder.resolve("shared-local-instance.db"));
        database.requireMark();
        LocalDynamoDb started = new LocalDynamoDb(DynamoDbLocalServer.start(folder));
        try {
            started.requireReadable(data);
            database.requireWhole();
            return started;
        } catch (LocalAwsException e) {
            started.close();
            throw e;
        }
    }

    URI endpoint() {
        return server.endpoint();
    }

    LocalAws.Physical create(String logicalId, Map<String, Object> properties) {
        return new LocalTables(client).create(logicalId, properties);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private void requireReadable(DataFolder data) {
        try {
            client.listTables();
        } catch (SdkException e) {
            throw LocalAwsException.damaged(data.path(), "DynamoDB Local cannot read it", e);
        }
    }
}
