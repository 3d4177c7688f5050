package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.administration.TestDependencies;
import dev.tokenry.audit.ChangeReader;
import dev.tokenry.audit.EventSink;
import dev.tokenry.audit.eventbridge.TestEventBus;
import dev.tokenry.aws.Environment;
import dev.tokenry.aws.SignedCalls;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.CodeRedemption;
import dev.tokenry.exchange.keys.KeyFetchResult;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySetStore;
import dev.tokenry.exchange.keys.ProviderEndpoints;
import dev.tokenry.exchange.trust.IdentityFinder;
import dev.tokenry.exchange.trust.IssuerStore;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.TestLimits;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.AuditEventStore;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.ExchangedTokenStore;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InMemoryAuditEventStore;
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
import dev.tokenry.store.dynamodb.DynamoChangeReader;
import dev.tokenry.store.dynamodb.DynamoStores;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Functions on real stores, with a pepper in memory that bootstrap has set up. */
final class DynamoDependencies implements Dependencies {

    private static final int PEPPER_VERSION = 1;

    private final DynamoStores stores;
    private final RandomGenerator random = new SecureRandom();
    private final AuditEventStore auditEvents;
    private final TestEventBus eventBus;

    private DynamoDependencies(DynamoStores stores, AuditEventStore auditEvents, TestEventBus eventBus) {
        this.stores = stores;
        this.auditEvents = auditEvents;
        this.eventBus = eventBus;
    }

    static Wiring wiring(DynamoStores stores) {
        return wiring(stores, TestLimits.NONE);
    }

    /** @param limits the variable {@code LIMITS} */
    static Wiring wiring(DynamoStores stores, String limits) {
        return wiring(stores, limits, new InMemoryAuditEventStore(), new TestEventBus());
    }

    /** Returns functions whose audit events go to this store and to this bus. */
    static Wiring wiring(DynamoStores stores, String limits, AuditEventStore auditEvents, TestEventBus eventBus) {
        DynamoDependencies dependencies = new DynamoDependencies(stores, auditEvents, eventBus);
        stores.deployments()
                .insertPepperCheckValue(
                        PEPPER_VERSION, TestDependencies.pepper(PEPPER_VERSION).checkValue(), STAMP);
        Map<String, String> variables = new HashMap<>(Map.of(
                "STACK_NAME", "test",
                "ENVIRONMENT_ID", "default",
                "TOKEN_PREFIX", "tk0c01",
                "ACCEPTED_PREFIXES", "tk0c01",
                "PEPPER_KEYS", PEPPER_VERSION + "=arn:aws:kms:eu-central-1:123456789012:key/one",
                "PEPPER_WRITE_VERSION", Integer.toString(PEPPER_VERSION),
                "MANAGEMENT_FROZEN", "false",
                "LIMITS", limits,
                "VENDOR_SCOPES", "on"));
        variables.put("EXCHANGED_TOKEN_PREFIX", "tk0c01");
        return new Wiring(new Environment(variables), dependencies);
    }

    @Override
    public InstantSource clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public TokenStore tokens() {
        return stores.tokens();
    }

    @Override
    public CredentialFinder credentials() {
        return stores.credentials();
    }

    @Override
    public UserStore users(RecordSealer sealer) {
        return stores.users(sealer);
    }

    @Override
    public IdentityFinder identities(RecordSealer sealer) {
        return stores.identities(sealer);
    }

    @Override
    public UserQueryStore userQueries() {
        return stores.userQueries();
    }

    @Override
    public ProjectStore projects() {
        return stores.projects();
    }

    @Override
    public NameLister<ProjectRow> projectLister() {
        return stores.projects();
    }

    @Override
    public ProjectStore bestEffortProjects() {
        return stores.projects();
    }

    @Override
    public LastUploadStore lastUploadStore() {
        return stores.lastUploads();
    }

    @Override
    public RejectedUseStore rejectedUses() {
        return stores.rejectedUses();
    }

    @Override
    public IdempotencyStore idempotencyStore() {
        return stores.idempotency();
    }

    @Override
    public TokenQueryStore tokenQueries() {
        return stores.tokenQueries();
    }

    @Override
    public DeploymentStore deployments() {
        return stores.deployments();
    }

    @Override
    public ApiRulesStore apiRules() {
        return stores.rules();
    }

    @Override
    public ScopeStore scopes() {
        return stores.scopes();
    }

    @Override
    public ScopeTemplateStore scopeTemplates() {
        return stores.scopeTemplates();
    }

    @Override
    public IssuerStore issuers(RecordSealer sealer) {
        return stores.issuers(sealer);
    }

    @Override
    public TrustStore trusts(RecordSealer sealer) {
        return stores.trusts(sealer);
    }

    @Override
    public TrustQueryStore trustQueries(RecordSealer sealer) {
        return stores.trusts(sealer);
    }

    @Override
    public KeySetStore keySets(RecordSealer sealer) {
        return stores.keySets(sealer);
    }

    @Override
    public ExchangedTokenStore exchangedTokens() {
        return stores.exchangedTokens();
    }

    @Override
    public KeyFetcher keyFetcher() {
        return issuer -> new KeyFetchResult.Fetched(
                TestKeys.keySet(), new ProviderEndpoints(issuer + "/authorize", issuer + "/token", null));
    }

    @Override
    public CodeRedeemer codeRedeemer() {
        return (_, _) -> new CodeRedemption.Rejected();
    }

    @Override
    public PepperSource pepperSource() {
        return TestDependencies::pepper;
    }

    @Override
    public ChangeReader changeReader(String environmentId) {
        return new DynamoChangeReader(environmentId);
    }

    @Override
    public AuditEventStore auditEvents() {
        return auditEvents;
    }

    @Override
    public EventSink eventBus() {
        return eventBus.sink();
    }

    @Override
    public NoticeStore notices() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SignedCalls sns() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SignedCalls ses() {
        throw new UnsupportedOperationException();
    }
}
