package dev.tokenry.backend;

import dev.tokenry.emulator.dynamodb.DynamoDbLocalServer;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import dev.tokenry.emulator.kms.KmsEmulator;
import dev.tokenry.emulator.s3.S3Emulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The services of the emulator, in this process. */
final class EmbeddedBackend extends TestBackend {

    private final DynamoDbLocalServer dynamoDb;
    private final KmsEmulator kms;
    private final S3Emulator s3;

    EmbeddedBackend() {
        AwsAccount account = new AwsAccount(REGION.id(), "000000000000", CREDENTIALS.resolveCredentials());
        dynamoDb = DynamoDbLocalServer.startInMemory(account);
        DataDirectory data = DataDirectory.open(newDirectory(), "");
        kms = KmsEmulator.start(data, account, Clock.systemUTC());
        s3 = S3Emulator.start(data, account, "", Clock.systemUTC());
    }

    @Override
    BackendType type() {
        return BackendType.EMBEDDED;
    }

    @Override
    public URI endpoint(AwsService service) {
        return switch (service) {
            case DYNAMODB -> dynamoDb.endpoint();
            case KMS -> kms.endpoint();
            case S3 -> s3.endpoint();
        };
    }

    @Override
    public void createBucket(String name) {
        s3.create(name, Map.of("BucketName", name));
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "backend");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
