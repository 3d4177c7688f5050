package dev.tokenry.local.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local over the data of earlier runs. */
final class LocalDynamoDb implements AutoCloseable {

    private static final byte[] SQLITE_MARK = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

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
        requireDatabase(data, folder);
        LocalDynamoDb started = new LocalDynamoDb(DynamoDbLocalServer.start(folder));
        try {
            started.requireReadable(data);
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

    /** DynamoDB Local starts over anything and fails at each request, so the file is looked at before. */
    private static void requireDatabase(DataFolder data, Path folder) {
        Path database = folder.resolve("shared-local-instance.db");
        if (!Files.exists(database)) {
            return;
        }
        try (InputStream in = Files.newInputStream(database)) {
            byte[] start = in.readNBytes(SQLITE_MARK.length);
            // SQLite leaves a database empty until something is put in.
            if (start.length > 0 && !Arrays.equals(start, SQLITE_MARK)) {
                throw LocalAwsException.damaged(data.path(), database.getFileName() + " is not a database");
            }
        } catch (IOException e) {
            throw LocalAwsException.damaged(data.path(), database.getFileName() + " cannot be read", e);
        }
    }

    private void requireReadable(DataFolder data) {
        try {
            client.listTables();
        } catch (SdkException e) {
            throw LocalAwsException.damaged(data.path(), "DynamoDB Local cannot read it", e);
        }
    }
}
