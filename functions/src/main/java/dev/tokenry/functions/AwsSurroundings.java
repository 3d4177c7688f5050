package dev.tokenry.functions;

import dev.tokenry.crypto.KmsClientSettings;
import dev.tokenry.crypto.KmsPepperSource;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.dynamodb.DynamoApiRulesStore;
import dev.tokenry.store.dynamodb.DynamoClientSettings;
import dev.tokenry.store.dynamodb.DynamoDigestStore;
import dev.tokenry.store.dynamodb.DynamoIdempotencyStore;
import dev.tokenry.store.dynamodb.DynamoLastUseStore;
import dev.tokenry.store.dynamodb.DynamoDeploymentStore;
import dev.tokenry.store.dynamodb.DynamoTokenQueryStore;
import dev.tokenry.store.dynamodb.DynamoTokenStore;
import dev.tokenry.store.dynamodb.DynamoUserStore;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserStore;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** DynamoDB, KMS, the system's clock and randomness. Nothing is asked of any of them before the first request. */
final class AwsSurroundings implements Surroundings {

    private final Environment environment;
    private final RandomGenerator random = new SecureRandom();
    private @Nullable DynamoDbClient dynamo;
    private @Nullable DynamoDbClient brief;
    private @Nullable SdkHttpClient http;

    AwsSurroundings(Environment environment) {
        this.environment = environment;
    }

    @Override
    public InstantSource clock() {
        // Whole milliseconds: what is kept and answered is no finer.
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public TokenStore tokens() {
        return new DynamoTokenStore(dynamo(), table(), retention(), clock(), random, this::uniqueNames);
    }

    @Override
    public IdempotencyStore idempotency() {
        return new DynamoIdempotencyStore(dynamo(), table(), retention(), clock(), random, this::uniqueNames);
    }

    @Override
    public LastUseStore lastUses() {
        return new DynamoLastUseStore(brief(), table(), random);
    }

    @Override
    public DigestStore digests() {
        return new DynamoDigestStore(brief(), table(), random);
    }

    @Override
    public UserStore users() {
        return new DynamoUserStore(dynamo(), table(), random);
    }

    @Override
    public TokenQueryStore catalogue() {
        return new DynamoTokenQueryStore(dynamo(), table(), random);
    }

    @Override
    public DeploymentStore stack() {
        return new DynamoDeploymentStore(dynamo(), table(), random);
    }

    @Override
    public ApiRulesStore apiRules() {
        return new DynamoApiRulesStore(dynamo(), table(), random);
    }

    @Override
    public PepperSource peppers() {
        KmsClient kms = KmsClient.builder()
                .applyMutation(builder -> connect(builder, "KMS"))
                .overrideConfiguration(KmsClientSettings.overrides())
                .build();
        return new KmsPepperSource(kms, keys(environment));
    }

    static PepperKeys keys(Environment environment) {
        return PepperKeys.parse(environment.required("PEPPER_KEYS"), environment.required("PEPPER_WRITE_VERSION"));
    }

    static Region region(Environment environment) {
        return Region.of(environment.required("AWS_REGION"));
    }

    /** The function's own role: keys in the environment, or behind an address when it was restored from a snapshot. */
    static AwsCredentialsProvider credentials(Environment environment) {
        return environment
                .optional("AWS_ACCESS_KEY_ID")
                .<AwsCredentialsProvider>map(keyId -> StaticCredentialsProvider.create(credentials(environment, keyId)))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    private static AwsCredentials credentials(Environment environment, String keyId) {
        String secretKey = environment.required("AWS_SECRET_ACCESS_KEY");
        return environment
                .optional("AWS_SESSION_TOKEN")
                .<AwsCredentials>map(session -> AwsSessionCredentials.create(keyId, secretKey, session))
                .orElseGet(() -> AwsBasicCredentials.create(keyId, secretKey));
    }

    // One client and one pool of connections for all of a function's objects: a cold start pays for each.
    private synchronized DynamoDbClient dynamo() {
        if (dynamo == null) {
            dynamo = DynamoDbClient.builder()
                    .applyMutation(builder -> connect(builder, "DYNAMODB"))
                    .overrideConfiguration(DynamoClientSettings.standard())
                    .build();
        }
        return dynamo;
    }

    /** Another client, since the SDK counts attempts by client; on the same connections and credentials. */
    private synchronized DynamoDbClient brief() {
        if (brief == null) {
            brief = DynamoDbClient.builder()
                    .applyMutation(builder -> connect(builder, "DYNAMODB"))
                    .credentialsProvider(dynamo().serviceClientConfiguration().credentialsProvider())
                    .overrideConfiguration(DynamoClientSettings.bestEffort())
                    .build();
        }
        return brief;
    }

    private synchronized SdkHttpClient http() {
        if (http == null) {
            http = Apache5HttpClient.create();
        }
        return http;
    }

    private <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> void connect(B builder, String service) {
        builder.region(region(environment))
                .credentialsProvider(credentials(environment))
                .httpClient(http());
        environment.optional("AWS_ENDPOINT_URL_" + service).map(URI::create).ifPresent(builder::endpointOverride);
    }

    private Duration retention() {
        return Duration.ofDays(environment.number("RETENTION_DAYS"));
    }

    /** Asked at the first write that it matters to: functions that give and take no names are not told. */
    private boolean uniqueNames() {
        return environment.flag("UNIQUE_TOKEN_NAMES");
    }

    private String table() {
        return environment.required("TABLE_NAME");
    }
}
