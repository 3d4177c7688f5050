package dev.tokenry.store.dynamodb;

import dev.tokenry.crypto.TestSealer;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.LastUploadStore;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.RejectedUseStore;
import dev.tokenry.store.ScopeStore;
import dev.tokenry.store.ScopeTemplateStore;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** All stores over one table and client, with the current time. */
public final class DynamoStores implements AutoCloseable {

    private static final InstantSource CLOCK = InstantSource.system();

    private final TestTable table;
    private final DynamoDbClient client;
    private final SecureRandom random = new SecureRandom();

    private DynamoStores(TestTable table, DynamoDbClient client) {
        this.table = table;
        this.client = client;
    }

    /** Returns stores over these connections, with the settings of the product. */
    public static DynamoStores withProductSettings(TestTable table, SdkHttpClient http) {
        return new DynamoStores(
                table,
                TestTable.clientBuilder()
                        .httpClient(http)
                        .overrideConfiguration(DynamoClientSettings.standard())
                        .build());
    }

    /** Returns stores over a client, for example one that measures. */
    public static DynamoStores over(TestTable table, DynamoDbClient client) {
        return new DynamoStores(table, client);
    }

    /** Returns stores with long timeouts, for tests on a busy machine. */
    public static DynamoStores reliable(TestTable table) {
        // A client of its own, because close() closes it, and the one of the table serves all tests.
        return new DynamoStores(
                table,
                TestTable.clientBuilder()
                        .httpClientBuilder(AwsCrtHttpClient.builder())
                        .build());
    }

    public TokenStore tokens() {
        return new DynamoTokenStore(client, table.name(), TestTable.RETENTION, CLOCK, random, () -> false);
    }

    public IdempotencyStore idempotency() {
        return new DynamoIdempotencyStore(client, table.name(), TestTable.RETENTION, CLOCK, random, () -> false);
    }

    public ExchangedTokenStore exchangedTokens() {
        return new DynamoExchangedTokenStore(client, table.name(), TestTable.RETENTION, CLOCK, random, () -> false);
    }

    public UserStore users() {
        return users(TestSealer.SEALER);
    }

    public UserStore users(RecordSealer sealer) {
        return new DynamoUserStore(new DynamoTable(client, table.name(), random), sealer, CLOCK);
    }

    public DynamoIdentityFinder identities(RecordSealer sealer) {
        return new DynamoIdentityFinder(new DynamoTable(client, table.name(), random), sealer);
    }

    public ApiRulesStore rules() {
        return new DynamoApiRulesStore(client, table.name(), CLOCK, random);
    }

    public ScopeStore scopes() {
        return new DynamoScopeStore(client, table.name(), random);
    }

    public ScopeTemplateStore scopeTemplates() {
        return new DynamoScopeTemplateStore(client, table.name(), CLOCK, random);
    }

    public DynamoIssuerStore issuers() {
        return issuers(TestSealer.SEALER);
    }

    public DynamoIssuerStore issuers(RecordSealer sealer) {
        return new DynamoIssuerStore(new DynamoTable(client, table.name(), random), sealer, CLOCK);
    }

    public DynamoTrustStore trusts() {
        return trusts(TestSealer.SEALER);
    }

    public DynamoTrustStore trusts(RecordSealer sealer) {
        return new DynamoTrustStore(new DynamoTable(client, table.name(), random), sealer, CLOCK);
    }

    public DynamoKeySetStore keySets() {
        return keySets(TestSealer.SEALER);
    }

    public DynamoKeySetStore keySets(RecordSealer sealer) {
        return new DynamoKeySetStore(new DynamoTable(client, table.name(), random), sealer, CLOCK, random);
    }

    public TokenQueryStore tokenQueries() {
        return new DynamoTokenQueryStore(client, table.name(), random);
    }

    public UserQueryStore userQueries() {
        return new DynamoUserQueryStore(client, table.name(), random);
    }

    public DynamoProjectStore projects() {
        return new DynamoProjectStore(new DynamoTable(client, table.name(), random), CLOCK);
    }

    public LastUploadStore lastUploads() {
        return new DynamoLastUploadStore(new DynamoTable(client, table.name(), random));
    }

    public LastUseStore lastUse() {
        return new DynamoLastUseStore(new DynamoTable(client, table.name(), random));
    }

    public RejectedUseStore rejectedUses() {
        return new DynamoRejectedUseStore(new DynamoTable(client, table.name(), random));
    }

    public DigestStore digests() {
        return new DynamoDigestStore(new DynamoTable(client, table.name(), random));
    }

    public DeploymentStore deployments() {
        return new DynamoDeploymentStore(client, table.name(), random);
    }

    public CredentialFinder credentials() {
        return new DynamoCredentialFinder(new DynamoTable(client, table.name(), random));
    }

    @Override
    public void close() {
        client.close();
    }
}
