package dev.tokenry.functions;

import static dev.tokenry.model.TestStamp.STAMP;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.RegenerateToken;
import dev.tokenry.audit.ChangeReader;
import dev.tokenry.audit.EventSink;
import dev.tokenry.audit.eventbridge.TestEventBus;
import dev.tokenry.authentication.AuthenticationResult;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.aws.Environment;
import dev.tokenry.aws.SignedCalls;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.exchange.keys.InMemoryKeySetStore;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TestLimits;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.InMemoryExchangedTokenStore;
import dev.tokenry.store.InMemoryNoticeStore;
import dev.tokenry.store.dynamodb.DynamoChangeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Dependencies of functions in memory, with a fixed clock and after bootstrap. */
public final class TestStack implements Dependencies {

    /** Time of the examples in the API documentation. */
    public static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    /** Token that authenticates the requests of the event files. */
    public static final String CALLING_TOKEN =
            "tk0c01.ST2EY72KQINMH574WMNVI7YN.EXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLETOKENNDVINJCT";

    public static final String OTHER_TOKEN =
            "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J";

    private final TestTokenStore tokens = new TestTokenStore();
    private final TestUserStore users = new TestUserStore(tokens);
    private final TestProjectStore projects = new TestProjectStore(tokens);
    private final TestDeploymentStore deploymentStore = new TestDeploymentStore();
    private final TestScopeStore scopes = new TestScopeStore(tokens);
    private final TestScopeTemplateStore scopeTemplates = new TestScopeTemplateStore(tokens);
    private final TestIssuerStore issuers = new TestIssuerStore(tokens);
    private final TestTrustStore trusts = new TestTrustStore(tokens);
    private final TestKeyFetcher keyFetcher = new TestKeyFetcher();
    private final TestCodeRedeemer codeRedeemer = new TestCodeRedeemer();
    private final InMemoryKeySetStore keySets = new InMemoryKeySetStore();
    private final InMemoryExchangedTokenStore exchangedTokens = new InMemoryExchangedTokenStore(tokens);
    private final TestApiRulesStore apiRules = new TestApiRulesStore(scopes);
    private final TestAuditEventStore auditEvents = new TestAuditEventStore(tokens);
    private final TestEventBus eventBus = new TestEventBus();
    private final InMemoryNoticeStore notices = new InMemoryNoticeStore(tokens);
    private final TestMessaging messaging = new TestMessaging();
    private final TestContext context = new TestContext();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> variables = new HashMap<>();
    private volatile Instant now = NOW;
    private volatile byte pepperSeed = 42;
    private volatile boolean pepperUnavailable;
    private volatile int replacedPepperVersion;

    public TestStack() {
        this(true);
    }

    private TestStack(boolean bootstrapped) {
        variables.putAll(Map.of(
                "TABLE_NAME", "tokens",
                "RETENTION_DAYS", "90",
                "TOKEN_PREFIX", "tk0c01",
                "ACCEPTED_PREFIXES", "tk0c01",
                "PEPPER_KEYS", "1=arn:aws:kms:eu-central-1:123456789012:key/5a0c4b1e-0000-4000-8000-000000000001",
                "PEPPER_WRITE_VERSION", "1",
                "BOOTSTRAP_GENERATION", "1",
                "MANAGEMENT_FROZEN", "false",
                "SNAPSHOT_BUCKET", "snapshots-of-tokenry",
                "ROUTE_RULES", routeRules()));
        variables.putAll(Map.of(
                "AUTHORIZER_RESULT_TTL", "0",
                "STACK_NAME", "tokenry",
                "ENVIRONMENT_ID", "default",
                "EXCHANGED_TOKEN_PREFIX", "tk0c01",
                "CONSOLE_URL", "https://tokens.example.com/e/default/api/console/",
                "LIMITS", TestLimits.NONE,
                "VENDOR_SCOPES", "on"));
        variables.putAll(Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        if (bootstrapped) {
            deploymentStore.insertPepperCheckValue(1, pepperSource().derive(1).checkValue(), STAMP);
        }
    }

    /** Creates a stack without bootstrap. */
    public static TestStack withoutBootstrap() {
        return new TestStack(false);
    }

    /** Returns the route rules of the authorizer from the template. */
    public static String routeRules() {
        try {
            List<String> template = Files.readAllLines(Path.of("..", "template.yaml"));
            List<String> lines = template.stream()
                    .dropWhile(line -> !line.strip().equals("ROUTE_RULES: |"))
                    .skip(1)
                    .toList();
            int indent = indentOf(lines.getFirst());
            return lines.stream()
                    .takeWhile(line -> indentOf(line) >= indent)
                    .map(line -> line.substring(indent) + "\n")
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int indentOf(String line) {
        return line.length() - line.stripLeading().length();
    }

    public Wiring wiring() {
        return new Wiring(environment(), this);
    }

    /** Returns the variables of the functions of this stack. */
    public Environment environment() {
        return new Environment(variables);
    }

    public void setVariable(String variable, String value) {
        variables.put(variable, value);
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public TestTokenStore tokens() {
        return tokens;
    }

    @Override
    public CredentialFinder credentials() {
        return CredentialFinder.of(tokens, users);
    }

    public TestUserStore users() {
        return users;
    }

    @Override
    public TestUserStore users(RecordSealer sealer) {
        return users;
    }

    @Override
    public TestUserStore identities(RecordSealer sealer) {
        return users;
    }

    @Override
    public TestUserStore userQueries() {
        return users;
    }

    @Override
    public TestProjectStore projects() {
        return projects;
    }

    @Override
    public TestProjectStore projectLister() {
        return projects;
    }

    @Override
    public TestProjectStore bestEffortProjects() {
        return projects;
    }

    @Override
    public TestProjectStore lastUploadStore() {
        return projects;
    }

    public TestTokenStore lastUseStore() {
        return tokens;
    }

    @Override
    public TestTokenStore rejectedUses() {
        return tokens;
    }

    public TestTokenStore digestStore() {
        return tokens;
    }

    @Override
    public TestTokenStore tokenQueries() {
        return tokens;
    }

    @Override
    public IdempotencyStore idempotencyStore() {
        return tokens.idempotencyStore();
    }

    @Override
    public TestDeploymentStore deployments() {
        return deploymentStore;
    }

    @Override
    public TestApiRulesStore apiRules() {
        return apiRules;
    }

    @Override
    public TestScopeStore scopes() {
        return scopes;
    }

    @Override
    public TestScopeTemplateStore scopeTemplates() {
        return scopeTemplates;
    }

    public TestIssuerStore issuers() {
        return issuers;
    }

    public TestTrustStore trusts() {
        return trusts;
    }

    @Override
    public TestIssuerStore issuers(RecordSealer sealer) {
        return issuers;
    }

    @Override
    public TestTrustStore trusts(RecordSealer sealer) {
        return trusts;
    }

    @Override
    public TestTrustStore trustQueries(RecordSealer sealer) {
        return trusts;
    }

    @Override
    public InMemoryKeySetStore keySets(RecordSealer sealer) {
        return keySets;
    }

    @Override
    public InMemoryExchangedTokenStore exchangedTokens() {
        return exchangedTokens;
    }

    @Override
    public TestKeyFetcher keyFetcher() {
        return keyFetcher;
    }

    @Override
    public TestCodeRedeemer codeRedeemer() {
        return codeRedeemer;
    }

    @Override
    public TestAuditEventStore auditEvents() {
        return auditEvents;
    }

    @Override
    public PepperSource pepperSource() {
        return version -> {
            if (pepperUnavailable) {
                throw new ServiceUnavailableException("The test key is unavailable");
            }
            byte[] bytes = new byte[32];
            Arrays.fill(bytes, (byte) (pepperSeed + version + (version == replacedPepperVersion ? 100 : 0)));
            return new Pepper(version, bytes);
        };
    }

    @Override
    public ChangeReader changeReader(String environmentId) {
        return new DynamoChangeReader(environmentId);
    }

    @Override
    public EventSink eventBus() {
        return eventBus.sink();
    }

    @Override
    public InMemoryNoticeStore notices() {
        return notices;
    }

    @Override
    public SignedCalls sns() {
        return messaging.calls("sns");
    }

    @Override
    public SignedCalls ses() {
        return messaging.calls("ses");
    }

    /** Returns the services to which messages for people are sent. */
    public TestMessaging messaging() {
        return messaging;
    }

    /** Returns the bus to which audit events are sent. */
    public TestEventBus testEventBus() {
        return eventBus;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    public void makePepperUnavailable() {
        pepperUnavailable = true;
    }

    /** Replaces the key of all pepper versions. */
    public void replacePepper() {
        pepperSeed++;
    }

    /** Replaces the key of this pepper version. */
    public void replacePepper(int version) {
        replacedPepperVersion = version;
    }

    /** Sets the pepper versions, as during a rotation. The first one is used for new digests. */
    public void setPepperVersions(int... versions) {
        setVariable("PEPPER_WRITE_VERSION", Integer.toString(versions[0]));
        setVariable(
                "PEPPER_KEYS",
                IntStream.of(versions)
                        .mapToObj(version -> version + "=arn:aws:kms:eu-central-1:123456789012:key/" + version)
                        .collect(Collectors.joining(",")));
    }

    /** Sets the pepper versions and stores their check values, as bootstrap does. */
    public void bootstrapWithPeppers(int... versions) {
        setPepperVersions(versions);
        IntStream.of(versions)
                .forEach(version -> deploymentStore.insertPepperCheckValue(
                        version, pepperSource().derive(version).checkValue(), STAMP));
    }

    /** Returns all messages that functions of this stack logged. */
    public List<String> logLines() {
        return context.lines();
    }

    /** Returns the metrics of functions of this stack, one document in CloudWatch embedded metric format each. */
    public List<String> metrics() {
        return context.metrics();
    }

    public TestContext context() {
        return context;
    }

    /** Returns a builder for a token with owner jane, without scopes, project and expiration. */
    public TokenBuilder token() {
        return new TokenBuilder(this);
    }

    public TestResponse call(
            RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler, TestEvent event) {
        return TestResponse.of(handler.handleRequest(event.toRequest(), context));
    }

    /** Returns whether a token value can be authenticated now. */
    public boolean isActive(String tokenValue) {
        Authenticator authenticator = new Authenticator(tokenFormat(), credentials(), wiring().pepperCache(), clock());
        return authenticator.authenticate(tokenValue) instanceof AuthenticationResult.Authenticated;
    }

    /** Gives a token a new secret. */
    public void regenerate(Token token, Duration overlap) {
        Principal administrator = new Principal(
                tokenFormat().mint().id(),
                OwnerName.of("admin"),
                null,
                Scopes.of(Scope.WRITE_TOKENS, Scope.MANAGE_ALL_TOKENS),
                false,
                SecretGeneration.CURRENT,
                null);
        wiring().regenerateToken()
                .execute(
                        new TokenActor(administrator, new RequestInfo(null, null, null)),
                        new RegenerateToken.Command(token.id(), overlap, new Precondition.None()));
    }

    TokenFormat tokenFormat() {
        return new TokenFormat("tk0c01", Set.of("tk0c01"), random);
    }

    IssuedToken store(TokenBuilder builder) {
        PresentedToken presented = builder.presentedToken();
        SecretDigest digest = wiring().pepperCache().current().digest(presented.id(), presented.secret());
        Token token = Token.create(presented.id(), builder.origin(), builder.settings(), digest);
        if (!tokens.insert(token, STAMP)) {
            throw new IllegalStateException("The id was used before: " + token.id());
        }
        return new IssuedToken(presented, token);
    }
}
