package dev.tokenry.backend;

import java.net.URI;
import java.util.Optional;
import java.util.ServiceLoader;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * The AWS on which the integration tests run: the one that a {@link BackendProvider} starts if the class path contains
 * a provider, else the one at {@code AWS_ENDPOINT_URL}, else the emulator of this project.
 */
public abstract class TestBackend {

    public static final Region REGION = Region.EU_CENTRAL_1;

    /** Not those of a developer: tests never use an account. */
    public static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private static final Optional<BackendProvider> PROVIDER =
            ServiceLoader.load(BackendProvider.class).findFirst();

    /** Returns the backend of this process, which is started once and runs until the process ends. */
    public static TestBackend current() {
        return Current.BACKEND;
    }

    /** Returns why no test can run on the chosen backend on this machine. */
    static Optional<String> obstacle() {
        return PROVIDER.flatMap(BackendProvider::obstacle);
    }

    /** Directs a client of a service to this backend. */
    public final <B extends AwsClientBuilder<B, ?>> B configure(B builder, AwsService service) {
        return builder.endpointOverride(endpoint(service)).region(REGION).credentialsProvider(CREDENTIALS);
    }

    abstract BackendType type();

    public abstract URI endpoint(AwsService service);

    public abstract void createBucket(String name);

    private static final class Current {
        private static final TestBackend BACKEND = PROVIDER.map(BackendProvider::start)
                .or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).map(URI::create))
                .<TestBackend>map(RemoteBackend::new)
                .orElseGet(EmbeddedBackend::new);
    }
}
