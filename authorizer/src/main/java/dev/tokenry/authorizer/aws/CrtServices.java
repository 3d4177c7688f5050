package dev.tokenry.authorizer.aws;

import dev.tokenry.aws.CallSettings;
import dev.tokenry.aws.Environment;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.store.dynamodb.ItemTable;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.auth.credentials.CredentialsProvider;
import software.amazon.awssdk.crt.auth.credentials.DefaultChainCredentialsProvider;
import software.amazon.awssdk.crt.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpClientConnectionManagerOptions;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.HostResolver;
import software.amazon.awssdk.crt.io.SocketOptions;
import software.amazon.awssdk.crt.io.TlsContext;
import software.amazon.awssdk.crt.io.TlsContextOptions;

/**
 * KMS and DynamoDB as the authorizer uses them: the settings of their calls, and what their clients share. Lives as
 * long as the process.
 */
public final class CrtServices {

    /** One client on the connections of a service can wait for each thread of an execution environment. */
    static final int MAX_CONNECTIONS = 64;

    private final String tableName;
    private final RandomGenerator random;
    private final ServiceConnection dynamo;
    private final ServiceConnection kms;

    private CrtServices(Environment environment, InstantSource clock, RandomGenerator random) {
        this.tableName = environment.required("TABLE_NAME");
        this.random = random;
        CredentialsProvider credentials = credentials(environment);
        ServiceEndpoint dynamoEndpoint = ServiceEndpoint.of("dynamodb", "DYNAMODB", environment);
        ServiceEndpoint kmsEndpoint = ServiceEndpoint.of("kms", "KMS", environment);
        // Shared, because each reads the certificates of all authorities.
        TlsContext tls = dynamoEndpoint.isSecure() || kmsEndpoint.isSecure() ? tls(environment) : null;
        this.dynamo = new ServiceConnection(
                ServiceProtocol.DYNAMODB, dynamoEndpoint, pool(dynamoEndpoint, tls), credentials, clock);
        this.kms = new ServiceConnection(ServiceProtocol.KMS, kmsEndpoint, pool(kmsEndpoint, tls), credentials, clock);
    }

    /** Creates the services, and begins to open a connection to each unless a snapshot would contain it. */
    public static CrtServices of(Environment environment, InstantSource clock, RandomGenerator random) {
        CrtServices services = new CrtServices(environment, clock, random);
        if (!environment.optional("AWS_LAMBDA_INITIALIZATION_TYPE").equals(Optional.of("snap-start"))) {
            services.kms.connect();
            services.dynamo.connect();
        }
        return services;
    }

    /** Returns a table without items and without a connection, which writes and parses requests and responses. */
    public static ItemTable emptyTable() {
        return new EmptyTable();
    }

    /** Returns the table for calls whose result a request depends on: 3 attempts of 400 ms, 1.5 s in total. */
    public ItemTable table() {
        return table(CallSettings.DYNAMODB);
    }

    /** Returns the table for writes whose failure is harmless: one attempt of 150 ms, for which the request waits. */
    public ItemTable bestEffortTable() {
        return table(CallSettings.BEST_EFFORT);
    }

    ItemTable table(CallSettings settings) {
        return new CrtItemTable(new AwsJsonClient(dynamo, settings, random), tableName);
    }

    public PepperSource pepperSource(PepperKeys keys) {
        return pepperSource(keys, CallSettings.KMS);
    }

    PepperSource pepperSource(PepperKeys keys, CallSettings settings) {
        return new CrtPepperSource(new AwsJsonClient(kms, settings, random), keys);
    }

    /** Returns credentials of the function's role: environment variables, or an endpoint after a snapshot restore. */
    private static CredentialsProvider credentials(Environment environment) {
        Optional<String> keyId = environment.optional("AWS_ACCESS_KEY_ID");
        if (keyId.isEmpty()) {
            return new DefaultChainCredentialsProvider.DefaultChainCredentialsProviderBuilder().build();
        }
        StaticCredentialsProvider.StaticCredentialsProviderBuilder provider =
                new StaticCredentialsProvider.StaticCredentialsProviderBuilder()
                        .withAccessKeyId(utf8(keyId.get()))
                        .withSecretAccessKey(utf8(environment.required("AWS_SECRET_ACCESS_KEY")));
        Optional<String> sessionToken = environment.optional("AWS_SESSION_TOKEN");
        if (sessionToken.isPresent()) {
            provider.withSessionToken(utf8(sessionToken.get()));
        }
        return provider.build();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static HttpClientConnectionManager pool(ServiceEndpoint endpoint, @Nullable TlsContext tls) {
        HttpClientConnectionManagerOptions options = new HttpClientConnectionManagerOptions()
                .withClientBootstrap(Network.BOOTSTRAP)
                .withSocketOptions(Network.socketOptions())
                .withUri(endpoint.uri())
                .withMaxConnections(MAX_CONNECTIONS)
                .withMaxConnectionIdleInMilliseconds(CallSettings.MAX_IDLE_TIME.toMillis());
        if (endpoint.isSecure()) {
            options.withTlsContext(tls);
        }
        return HttpClientConnectionManager.create(options);
    }

    /** Trusts the certificate authorities of the system, or those of {@code AWS_CA_BUNDLE}, as other AWS tools do. */
    private static TlsContext tls(Environment environment) {
        try (TlsContextOptions options = TlsContextOptions.createDefaultClient()) {
            Optional<String> bundle = environment.optional("AWS_CA_BUNDLE");
            if (bundle.isPresent()) {
                options.overrideDefaultTrustStoreFromPath(null, bundle.get());
            }
            options.minTlsVersion = TlsContextOptions.TlsVersions.TLSv1_2;
            return new TlsContext(options);
        }
    }

    /** The threads and sockets of all connections of the process. */
    private static final class Network {

        static final ClientBootstrap BOOTSTRAP = bootstrap();

        private Network() {}

        private static ClientBootstrap bootstrap() {
            EventLoopGroup threads = new EventLoopGroup(1);
            return new ClientBootstrap(threads, new HostResolver(threads));
        }

        static SocketOptions socketOptions() {
            SocketOptions options = new SocketOptions();
            options.connectTimeoutMs = (int) CallSettings.CONNECT_TIMEOUT.toMillis();
            return options;
        }
    }
}
