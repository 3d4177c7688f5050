package dev.tokenry.emulator.dynamodb;

import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.io.EmulatorException;
import dev.tokenry.emulator.io.PhysicalResource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Runs DynamoDB Local with the data of earlier runs. */
public final class DynamoDbEmulator implements AutoCloseable {

    private final DynamoDbLocalServer server;
    private final DynamoDbClient client;
    private final DynamoDbStreamsClient streams;
    private final TableProvisioner tables;

    private DynamoDbEmulator(DynamoDbLocalServer server, AwsAccount account, String namePrefix, String resetHint) {
        this.server = server;
        this.client = configure(DynamoDbClient.builder(), account).build();
        this.streams = configure(DynamoDbStreamsClient.builder(), account).build();
        this.tables = new TableProvisioner(client, account, namePrefix, resetHint);
    }

    private <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsAccount account) {
        return builder.endpointOverride(server.endpoint())
                .region(Region.of(account.region()))
                .credentialsProvider(StaticCredentialsProvider.create(account.credentials()))
                // A damaged database causes status 500, which the SDK would retry nine times.
                .overrideConfiguration(calls ->
                        calls.retryStrategy(retry -> retry.maxAttempts(1)).apiCallTimeout(Duration.ofSeconds(20)));
    }

    /** @param namePrefix prefix of the names of tables to which the template gives no name */
    public static DynamoDbEmulator start(DataDirectory data, AwsAccount account, String namePrefix) {
        Path directory = data.directory("dynamodb");
        SqliteFile database = new SqliteFile(data, directory.resolve("shared-local-instance.db"));
        database.checkHeader();
        DynamoDbEmulator emulator = new DynamoDbEmulator(
                DynamoDbLocalServer.start(account, directory), account, namePrefix, data.resetHint());
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

    public PhysicalResource create(String logicalId, Map<String, Object> properties) {
        return tables.create(logicalId, properties);
    }

    /** Returns a client for the streams of the tables. */
    public DynamoDbStreamsClient streams() {
        return streams;
    }

    /** Returns the signal that every write request raises; deletions of expired items do not. */
    public ChangeSignal changes() {
        return server.changes();
    }

    @Override
    public void close() {
        streams.close();
        client.close();
        server.close();
    }

    private void requireReadable(DataDirectory data) {
        try {
            client.listTables();
        } catch (SdkException e) {
            throw data.damaged("DynamoDB Local cannot read it", e);
        }
    }
}
