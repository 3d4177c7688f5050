package dev.tokenry.functions;

import dev.tokenry.audit.ChangeReader;
import dev.tokenry.audit.EventSink;
import dev.tokenry.audit.eventbridge.EventBridgeSink;
import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.aws.Environment;
import dev.tokenry.aws.Priming;
import dev.tokenry.aws.SignedCalls;
import dev.tokenry.crypto.KmsClientSettings;
import dev.tokenry.crypto.KmsPepperSource;
import dev.tokenry.crypto.KmsPriming;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySetStore;
import dev.tokenry.exchange.keys.http.HttpsCodeRedeemer;
import dev.tokenry.exchange.keys.http.HttpsKeyFetcher;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.AuditEventStore;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.LastUploadStore;
import dev.tokenry.store.NameLister;
import dev.tokenry.store.NoticeStore;
import dev.tokenry.store.ProjectRow;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.RejectedUseStore;
import dev.tokenry.store.ScopeStore;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.dynamodb.DynamoApiRulesStore;
import dev.tokenry.store.dynamodb.DynamoAuditEventStore;
import dev.tokenry.store.dynamodb.DynamoChangeReader;
import dev.tokenry.store.dynamodb.DynamoClientSettings;
import dev.tokenry.store.dynamodb.DynamoCredentialFinder;
import dev.tokenry.store.dynamodb.DynamoDeploymentStore;
import dev.tokenry.store.dynamodb.DynamoExchangedTokenStore;
import dev.tokenry.store.dynamodb.DynamoIdempotencyStore;
import dev.tokenry.store.dynamodb.DynamoIdentityFinder;
import dev.tokenry.store.dynamodb.DynamoIssuerStore;
import dev.tokenry.store.dynamodb.DynamoKeySetStore;
import dev.tokenry.store.dynamodb.DynamoLastUploadStore;
import dev.tokenry.store.dynamodb.DynamoNoticeStore;
import dev.tokenry.store.dynamodb.DynamoPriming;
import dev.tokenry.store.dynamodb.DynamoProjectStore;
import dev.tokenry.store.dynamodb.DynamoRejectedUseStore;
import dev.tokenry.store.dynamodb.DynamoScopeStore;
import dev.tokenry.store.dynamodb.DynamoScopeTemplateStore;
import dev.tokenry.store.dynamodb.DynamoTable;
import dev.tokenry.store.dynamodb.DynamoTokenQueryStore;
import dev.tokenry.store.dynamodb.DynamoTokenStore;
import dev.tokenry.store.dynamodb.DynamoTrustStore;
import dev.tokenry.store.dynamodb.DynamoUserQueryStore;
import dev.tokenry.store.dynamodb.DynamoUserStore;
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
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** DynamoDB, KMS, the system clock and a secure random generator. All are created or called on first use. */
final class AwsDependencies implements Dependencies {

    private final Environment environment;
    private final @Nullable KeyFetcher localKeyFetcher;
    private final @Nullable CodeRedeemer localCodeRedeemer;
    private final RandomGenerator random = new SecureRandom();
    private @Nullable DynamoDbClient dynamo;
    private @Nullable SdkHttpClient httpClient;

    AwsDependencies(Environment environment) {
        this(environment, null, null);
    }

    /**
     * @param localKeyFetcher fetches the keys of issuers in a local stack; null for HTTPS alone
     * @param localCodeRedeemer redeems codes at issuers in a local stack; null for HTTPS alone
     */
    AwsDependencies(
            Environment environment, @Nullable KeyFetcher localKeyFetcher, @Nullable CodeRedeemer localCodeRedeemer) {
        this.environment = environment;
        this.localKeyFetcher = localKeyFetcher;
        this.localCodeRedeemer = localCodeRedeemer;
    }

    @Override
    public InstantSource clock() {
        // Stored and returned times have a precision of milliseconds.
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public TokenStore tokens() {
        return new DynamoTokenStore(dynamo(), tableName(), retention(), clock(), random, this::enforcesUniqueNames);
    }

    @Override
    public CredentialFinder credentials() {
        return new DynamoCredentialFinder(table());
    }

    @Override
    public IdempotencyStore idempotencyStore() {
        return new DynamoIdempotencyStore(
                dynamo(), tableName(), retention(), clock(), random, this::enforcesUniqueNames);
    }

    @Override
    public UserStore users(RecordSealer sealer) {
        return new DynamoUserStore(table(), sealer, clock());
    }

    @Override
    public IdentityFinder identities(RecordSealer sealer) {
        return new DynamoIdentityFinder(table(), sealer);
    }

    @Override
    public UserQueryStore userQueries() {
        return new DynamoUserQueryStore(dynamo(), tableName(), random);
    }

    @Override
    public ProjectStore projects() {
        return projectStore();
    }

    @Override
    public NameLister<ProjectRow> projectLister() {
        return projectStore();
    }

    private DynamoProjectStore projectStore() {
        return new DynamoProjectStore(table(), clock());
    }

    @Override
    public ProjectStore bestEffortProjects() {
        return new DynamoProjectStore(bestEffortTable(), clock());
    }

    @Override
    public LastUploadStore lastUploadStore() {
        return new DynamoLastUploadStore(bestEffortTable());
    }

    @Override
    public TokenQueryStore tokenQueries() {
        return new DynamoTokenQueryStore(dynamo(), tableName(), random);
    }

    @Override
    public RejectedUseStore rejectedUses() {
        return new DynamoRejectedUseStore(table());
    }

    @Override
    public DeploymentStore deployments() {
        return new DynamoDeploymentStore(dynamo(), tableName(), random);
    }

    @Override
    public ApiRulesStore apiRules() {
        return new DynamoApiRulesStore(dynamo(), tableName(), clock(), random);
    }

    @Override
    public ScopeStore scopes() {
        return new DynamoScopeStore(dynamo(), tableName(), random);
    }

    @Override
    public ScopeTemplateStore scopeTemplates() {
        return new DynamoScopeTemplateStore(dynamo(), tableName(), clock(), random);
    }

    @Override
    public IssuerStore issuers(RecordSealer sealer) {
        return new DynamoIssuerStore(table(), sealer, clock());
    }

    @Override
    public TrustStore trusts(RecordSealer sealer) {
        return trustStore(sealer);
    }

    @Override
    public TrustQueryStore trustQueries(RecordSealer sealer) {
        return trustStore(sealer);
    }

    private DynamoTrustStore trustStore(RecordSealer sealer) {
        return new DynamoTrustStore(table(), sealer, clock());
    }

    @Override
    public KeySetStore keySets(RecordSealer sealer) {
        return new DynamoKeySetStore(table(), sealer, clock(), random);
    }

    @Override
    public ExchangedTokenStore exchangedTokens() {
        return new DynamoExchangedTokenStore(
                dynamo(),
                tableName(),
                Duration.ofHours(environment.integer("EXCHANGED_RETENTION_HOURS")),
                clock(),
                random,
                this::enforcesUniqueNames);
    }

    @Override
    public PepperSource pepperSource() {
        KmsPriming.prime();
        KmsClient kms = KmsClient.builder()
                .applyMutation(builder -> configure(builder, "KMS"))
                .overrideConfiguration(KmsClientSettings.overrides())
                .build();
        return new KmsPepperSource(kms, pepperKeys(environment));
    }

    @Override
    public KeyFetcher keyFetcher() {
        return localKeyFetcher == null ? new HttpsKeyFetcher() : localKeyFetcher;
    }

    @Override
    public CodeRedeemer codeRedeemer() {
        return localCodeRedeemer == null ? new HttpsCodeRedeemer() : localCodeRedeemer;
    }

    @Override
    public ChangeReader changeReader(String environmentId) {
        return new DynamoChangeReader(environmentId);
    }

    @Override
    public AuditEventStore auditEvents() {
        return new DynamoAuditEventStore(
                dynamo(),
                environment.required("AUDIT_TABLE_NAME"),
                Duration.ofDays(environment.integer("AUDIT_RETENTION_DAYS")),
                clock());
    }

    @Override
    public EventSink eventBus() {
        EventBridgeClient client = EventBridgeClient.builder()
                .applyMutation(builder -> configure(builder, "EVENTBRIDGE"))
                .overrideConfiguration(EventBridgeSink.clientSettings())
                .build();
        return new EventBridgeSink(client, environment.required("EVENT_BUS_NAME"));
    }

    @Override
    public NoticeStore notices() {
        return new DynamoNoticeStore(table());
    }

    @Override
    public SignedCalls sns() {
        return signedCalls("sns", "sns", "SNS");
    }

    @Override
    public SignedCalls ses() {
        return signedCalls("ses", "email", "SESV2");
    }

    /**
     * @param service the name of the service in signatures
     * @param host the first label of the host name of the service
     * @param variable the name of the service in variables of the SDK
     */
    private SignedCalls signedCalls(String service, String host, String variable) {
        Region region = region(environment);
        URI endpoint = environment
                .optional("AWS_ENDPOINT_URL_" + variable)
                .map(URI::create)
                .orElseGet(() -> URI.create("https://" + host + "." + region.id() + "."
                        + PartitionMetadata.of(region).dnsSuffix()));
        return new SignedCalls(httpClient(), credentials(environment), region.id(), service, endpoint);
    }

    static PepperKeys pepperKeys(Environment environment) {
        return PepperKeys.parse(environment.required("PEPPER_KEYS"), environment.required("PEPPER_WRITE_VERSION"));
    }

    static Region region(Environment environment) {
        return Region.of(environment.required("AWS_REGION"));
    }

    /** Returns credentials of the function's role: environment variables, or an endpoint after a snapshot restore. */
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
                .<AwsCredentials>map(sessionToken -> AwsSessionCredentials.create(keyId, secretKey, sessionToken))
                .orElseGet(() -> AwsBasicCredentials.create(keyId, secretKey));
    }

    // All objects of a function share one client and one connection pool, because each adds to the cold start.
    private synchronized DynamoDbClient dynamo() {
        if (dynamo == null) {
            DynamoPriming.prime();
            dynamo = DynamoDbClient.builder()
                    .applyMutation(builder -> configure(builder, "DYNAMODB"))
                    .overrideConfiguration(DynamoClientSettings.standard())
                    .build();
        }
        return dynamo;
    }

    private synchronized SdkHttpClient httpClient() {
        if (httpClient == null) {
            httpClient = AwsHttpClient.create();
            Priming.primeHttp(httpClient);
        }
        return httpClient;
    }

    private <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> void configure(B builder, String service) {
        builder.region(region(environment))
                .credentialsProvider(credentials(environment))
                .httpClient(httpClient());
        environment.optional("AWS_ENDPOINT_URL_" + service).map(URI::create).ifPresent(builder::endpointOverride);
    }

    private DynamoTable table() {
        return new DynamoTable(dynamo(), tableName(), random);
    }

    private DynamoTable bestEffortTable() {
        return table().with(DynamoClientSettings.bestEffort());
    }

    private Duration retention() {
        return Duration.ofDays(environment.integer("RETENTION_DAYS"));
    }

    /** Reads the setting on first use, because functions that do not change token names do not have the variable. */
    private boolean enforcesUniqueNames() {
        return environment.bool("UNIQUE_TOKEN_NAMES");
    }

    private String tableName() {
        return environment.required("TABLE_NAME");
    }
}
