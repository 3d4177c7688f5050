package dev.tokenry.emulator.dynamodb;

import dev.tokenry.emulator.AwsEmulator;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local over the data of earlier runs. */
public final class DynamoDbEmulator implements AutoCloseable {

    private final DynamoDbLocalServer server;
    private final DynamoDbClient client;

    private DynamoDbEmulator(DynamoDbLocalServer server) {
        this.server = server;
        this.client = DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(AwsEmulator.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsEmulator.CREDENTIALS))
                // A damaged database answers 500, which the SDK would try nine times over.
                .overrideConfiguration(calls ->
                        calls.retryStrategy(retry -> retry.maxAttempts(1)).apiCallTimeout(Duration.ofSeconds(20)))
                .build();
    }

    public static DynamoDbEmulator start(DataDirectory data) {
        Path directory = data.directory("dynamodb");
        SqliteFile database = new SqliteFile(data, directory.resolve("shared-local-instance.db"));
        database.checkHeader();
        DynamoDbEmulator emulator = new DynamoDbEmulator(DynamoDbLocalServer.start(directory));
        try {
            emulator.requireReadable(data);
            database.checkIntegrity();
            return emulator;
        } catch (EmulatorException e) {
            emulator.close();
            throw e;
        }
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public AwsEmulator.Physical create(String logicalId, Map<String, Object> properties) {
        return new TableProvisioner(client).create(logicalId, properties);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private void requireReadable(DataDirectory data) {
        try {
            client.listTables();
        } catch (SdkException e) {
            throw EmulatorException.damaged(data.path(), "DynamoDB Local cannot read it", e);
        }
    }
}
