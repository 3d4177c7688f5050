package dev.tokenry.backend;

import java.net.URI;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;

/** Runs LocalStack in Docker, which Testcontainers ends after this process. */
public final class LocalStackProvider implements BackendProvider {

    /** The last version that starts without an account at LocalStack: since 2026.03, images exit without a token. */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    @Override
    public Optional<String> obstacle() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of("LocalStack requires Docker, which does not run here");
    }

    @Override
    @SuppressWarnings("resource") // Runs until this process ends.
    public URI start() {
        LocalStackContainer container = new LocalStackContainer(IMAGE)
                .withServices("dynamodb", "dynamodbstreams", "kms", "s3")
                // By default, it accepts presigned URLs with any signature.
                .withEnv("S3_SKIP_SIGNATURE_VALIDATION", "0");
        container.start();
        return container.getEndpoint();
    }
}
