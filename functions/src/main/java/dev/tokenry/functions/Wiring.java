package dev.tokenry.functions;

import dev.tokenry.administration.AuditTrail;
import dev.tokenry.administration.CodeExchange;
import dev.tokenry.administration.CreateBootstrapToken;
import dev.tokenry.administration.CreateSnapshotUpload;
import dev.tokenry.administration.CreateToken;
import dev.tokenry.administration.DeleteApiRules;
import dev.tokenry.administration.DeleteIssuer;
import dev.tokenry.administration.DeleteProject;
import dev.tokenry.administration.DeleteScope;
import dev.tokenry.administration.DeleteScopeTemplate;
import dev.tokenry.administration.DeleteSessions;
import dev.tokenry.administration.DeleteToken;
import dev.tokenry.administration.DeleteTrust;
import dev.tokenry.administration.DeleteUser;
import dev.tokenry.administration.DisableTokens;
import dev.tokenry.administration.ExchangeToken;
import dev.tokenry.administration.ExplainTrust;
import dev.tokenry.administration.LookUpToken;
import dev.tokenry.administration.ManagementFreeze;
import dev.tokenry.administration.NoticeSender;
import dev.tokenry.administration.ProjectReader;
import dev.tokenry.administration.ProjectRecords;
import dev.tokenry.administration.PutApiRules;
import dev.tokenry.administration.PutIssuer;
import dev.tokenry.administration.PutProject;
import dev.tokenry.administration.PutScope;
import dev.tokenry.administration.PutScopeTemplate;
import dev.tokenry.administration.PutTrust;
import dev.tokenry.administration.PutUser;
import dev.tokenry.administration.RegenerateToken;
import dev.tokenry.administration.RevokeTokens;
import dev.tokenry.administration.ScopeReader;
import dev.tokenry.administration.SendNotices;
import dev.tokenry.administration.SignInReader;
import dev.tokenry.administration.TokenHistory;
import dev.tokenry.administration.TokenIssuer;
import dev.tokenry.administration.TokenReader;
import dev.tokenry.administration.TrustReader;
import dev.tokenry.administration.TrustSessionLimit;
import dev.tokenry.administration.UpdateToken;
import dev.tokenry.administration.UploadRecorder;
import dev.tokenry.administration.UserHistory;
import dev.tokenry.administration.UserReader;
import dev.tokenry.audit.ChangeReader;
import dev.tokenry.audit.EventSink;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authentication.RejectedUseRecorder;
import dev.tokenry.authorization.CreationRule;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.aws.Environment;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.crypto.PepperSealer;
import dev.tokenry.exchange.IdTokenVerifier;
import dev.tokenry.exchange.keys.CodeRedeemer;
import dev.tokenry.exchange.keys.KeyFetcher;
import dev.tokenry.exchange.keys.KeySetCache;
import dev.tokenry.exchange.trust.IssuerFinder;
import dev.tokenry.exchange.trust.TrustFinder;
import dev.tokenry.exchange.trust.TrustQueryStore;
import dev.tokenry.exchange.trust.TrustStore;
import dev.tokenry.functions.aws.CustomResourceResponseSender;
import dev.tokenry.functions.aws.Mailer;
import dev.tokenry.functions.aws.Topic;
import dev.tokenry.functions.http.DamagedRecords;
import dev.tokenry.functions.resource.ScopeFieldParser;
import dev.tokenry.functions.resource.TokenFieldParser;
import dev.tokenry.functions.tokens.TokenRenderer;
import dev.tokenry.model.Limits;
import dev.tokenry.model.RecordSealer;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.store.ProjectStore;
import dev.tokenry.store.ScopeStore;
import dev.tokenry.store.ScopeTemplateFinder;
import dev.tokenry.store.SnapshotStore;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserFinder;
import dev.tokenry.store.UserQueryStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.store.s3.S3SnapshotStore;
import dev.tokenry.time.DateParser;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Composition root: creates the objects of a function from its environment, which no other class reads. A variable is
 * read only when an object needs it.
 */
public final class Wiring {

    private final Environment environment;
    private final Dependencies dependencies;
    private @Nullable PepperCache pepperCache;
    private @Nullable DamagedRecords damagedRecords;

    Wiring(Environment environment, Dependencies dependencies) {
        this.environment = environment;
        this.dependencies = dependencies;
    }

    /** Creates the wiring from the environment of the Lambda runtime. */
    public static Wiring fromEnvironment() {
        return from(System.getenv());
    }

    /** Creates the wiring from these variables only, for a local stack. */
    public static Wiring from(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return new Wiring(environment, new AwsDependencies(environment));
    }

    /**
     * Creates the wiring of a local stack, whose issuers have no HTTPS. A parameter and not a variable, so that no
     * configuration of a deployed function permits plain HTTP.
     *
     * @param keyFetcher fetches the keys of issuers
     * @param codeRedeemer redeems codes at issuers
     */
    public static Wiring from(Map<String, String> variables, KeyFetcher keyFetcher, CodeRedeemer codeRedeemer) {
        Environment environment = new Environment(variables);
        return new Wiring(environment, new AwsDependencies(environment, keyFetcher, codeRedeemer));
    }

    public InstantSource clock() {
        return dependencies.clock();
    }

    /** Applies to the stores that use cases write, and not to those of the authorizer. */
    private ManagementFreeze freeze() {
        return new ManagementFreeze(() -> environment.bool("MANAGEMENT_FROZEN"));
    }

    private TokenStore tokens() {
        return freeze().applyTo(dependencies.tokens());
    }

    private UserStore users() {
        return freeze().applyTo(dependencies.users(sealer()));
    }

    private ApiRulesStore apiRulesStore() {
        return freeze().applyTo(dependencies.apiRules());
    }

    private IdempotencyStore idempotencyStore() {
        return freeze().applyTo(dependencies.idempotencyStore());
    }

    private ScopeStore scopes() {
        return freeze().applyTo(dependencies.scopes());
    }

    public UserFinder userFinder() {
        return dependencies.users(sealer());
    }

    public UserQueryStore userQueries() {
        return dependencies.userQueries();
    }

    public UserReader userReader() {
        return new UserReader(users(), userQueries(), projects());
    }

    public PutUser putUser() {
        return new PutUser(
                users(),
                projects(),
                tokenQueries(),
                trustQueries(),
                dependencies.issuers(sealer()),
                clock(),
                dependencies.random());
    }

    public DeleteUser deleteUser() {
        return new DeleteUser(users(), projects(), tokenQueries(), trustQueries(), clock());
    }

    public ScopeReader scopeReader() {
        return new ScopeReader(
                this::productScopes,
                dependencies.scopes(),
                _ -> damagedRecords().add(1));
    }

    private ScopeCatalogue productScopes() {
        ScopeCatalogue all = ScopeCatalogue.builtIn();
        return switch (environment.required("VENDOR_SCOPES")) {
            case "on" -> all;
            case "off" -> all.withoutVendor();
            default -> throw new IllegalStateException("The environment variable VENDOR_SCOPES is not on or off");
        };
    }

    public PutScope putScope() {
        return new PutScope(scopes(), clock());
    }

    public DeleteScope deleteScope() {
        return new DeleteScope(scopes(), tokenQueries(), trustQueries(), clock());
    }

    private ProjectStore projects() {
        return freeze().applyTo(dependencies.projects());
    }

    public ProjectReader projectReader() {
        return new ProjectReader(
                projects(),
                tokenVisibility(),
                dependencies.projectLister(),
                tokenQueries(),
                ScopeCatalogue.builtIn(),
                clock());
    }

    public PutProject putProject() {
        return new PutProject(projects(), tokenVisibility(), clock(), dependencies.random());
    }

    public DeleteProject deleteProject() {
        return new DeleteProject(projects(), tokenVisibility(), tokenQueries(), trustQueries(), clock());
    }

    public ScopeTemplateFinder scopeTemplates() {
        return dependencies.scopeTemplates();
    }

    public PutScopeTemplate putScopeTemplate() {
        return new PutScopeTemplate(freeze().applyTo(dependencies.scopeTemplates()), clock());
    }

    public DeleteScopeTemplate deleteScopeTemplate() {
        return new DeleteScopeTemplate(freeze().applyTo(dependencies.scopeTemplates()), clock());
    }

    /**
     * Returns what seals issuers, trusts and links of identities. It derives a pepper when it is first called:
     * functions that count have none.
     */
    private RecordSealer sealer() {
        return new LazySealer(() -> new PepperSealer(pepperCache()));
    }

    public IssuerFinder issuerFinder() {
        return dependencies.issuers(sealer());
    }

    public PutIssuer putIssuer() {
        return new PutIssuer(
                freeze().applyTo(dependencies.issuers(sealer())),
                dependencies.keyFetcher(),
                dependencies.keySets(sealer()),
                clock(),
                dependencies.random());
    }

    public DeleteIssuer deleteIssuer() {
        return new DeleteIssuer(freeze().applyTo(dependencies.issuers(sealer())), trustQueries(), clock());
    }

    public TrustFinder trustFinder() {
        return dependencies.trusts(sealer());
    }

    public TrustReader trustReader() {
        return new TrustReader(dependencies.trusts(sealer()), trustQueries(), tokenVisibility());
    }

    public ExplainTrust explainTrust() {
        return new ExplainTrust(trustReader(), dependencies.issuers(sealer()));
    }

    public PutTrust putTrust() {
        return new PutTrust(
                trusts(),
                trustQueries(),
                dependencies.issuers(sealer()),
                users(),
                tokenVisibility(),
                creationRule(),
                clock(),
                dependencies.random());
    }

    public DeleteTrust deleteTrust() {
        return new DeleteTrust(trusts(), tokenVisibility(), clock());
    }

    private TrustStore trusts() {
        return freeze().applyTo(dependencies.trusts(sealer()));
    }

    public PutApiRules putApiRules() {
        return new PutApiRules(apiRulesStore(), dependencies.scopes(), tokenQueries(), trustQueries(), clock());
    }

    public DeleteApiRules deleteApiRules() {
        return new DeleteApiRules(apiRulesStore(), dependencies.scopes(), tokenQueries(), trustQueries(), clock());
    }

    public CreateBootstrapToken createBootstrapToken() {
        return new CreateBootstrapToken(
                tokenIssuer(),
                pepperCache(),
                freeze().applyTo(dependencies.deployments()),
                tokens(),
                limits(),
                clock());
    }

    private TokenVisibility tokenVisibility() {
        return new TokenVisibility(users(), projects());
    }

    private CreationRule creationRule() {
        return new CreationRule(limits(), tokens(), tokenQueries(), new TrustSessionLimit(trustFinder()));
    }

    /** Returns the limits of the environment. A function without them is misconfigured, not unlimited. */
    public Limits limits() {
        return Limits.parse(environment.required("LIMITS"));
    }

    public String environmentId() {
        return environment.required("ENVIRONMENT_ID");
    }

    public String tokenPrefix() {
        return environment.required("TOKEN_PREFIX");
    }

    private TrustQueryStore trustQueries() {
        return dependencies.trustQueries(sealer());
    }

    public TokenQueryStore tokenQueries() {
        return dependencies.tokenQueries();
    }

    public ApiRulesFinder apiRules() {
        return dependencies.apiRules();
    }

    public CreateToken createToken() {
        return new CreateToken(
                tokenIssuer(),
                idempotencyStore(),
                tokens(),
                users(),
                tokenVisibility(),
                creationRule(),
                projectRecords(),
                clock());
    }

    /** @param keyFetcher fetches the keys of issuers */
    public ExchangeToken exchangeToken(KeyFetcher keyFetcher) {
        KeySetCache keySets = keySetCache(keyFetcher);
        return new ExchangeToken(
                dependencies.trusts(sealer()),
                dependencies.issuers(sealer()),
                new IdTokenVerifier(keySets, clock().withZone(ZoneOffset.UTC)),
                new CodeExchange(keySets, dependencies.codeRedeemer()),
                users(),
                dependencies.identities(sealer()),
                limits(),
                new TokenIssuer(exchangedTokenFormat(), pepperCache(), tokens(), clock()),
                freeze().applyTo(dependencies.exchangedTokens()),
                clock());
    }

    private KeySetCache keySetCache(KeyFetcher keyFetcher) {
        return new KeySetCache(dependencies.keySets(sealer()), keyFetcher, clock().withZone(ZoneOffset.UTC));
    }

    /** @param keyFetcher fetches the keys of issuers */
    public SignInReader signInReader(KeyFetcher keyFetcher) {
        return new SignInReader(
                dependencies.issuers(sealer()),
                trustQueries(),
                keySetCache(keyFetcher),
                _ -> damagedRecords().add(1),
                clock());
    }

    public DeleteSessions deleteSessions() {
        return new DeleteSessions(tokens(), tokenQueries(), clock());
    }

    private ProjectRecords projectRecords() {
        return new ProjectRecords(dependencies.bestEffortProjects(), clock(), dependencies.random());
    }

    public UpdateToken updateToken() {
        return new UpdateToken(tokens(), users(), tokenVisibility(), ScopeCatalogue.builtIn(), creationRule(), clock());
    }

    public RegenerateToken regenerateToken() {
        return new RegenerateToken(
                tokenIssuer(),
                idempotencyStore(),
                tokens(),
                users(),
                tokenVisibility(),
                ScopeCatalogue.builtIn(),
                creationRule(),
                clock());
    }

    public DisableTokens disableTokens() {
        return new DisableTokens(
                dependencies.tokens(), tokenQueries(), limits(), () -> environment.bool("MANAGEMENT_FROZEN"), clock());
    }

    /** @param senders the channels, which send in this order */
    public SendNotices sendNotices(List<NoticeSender> senders) {
        return new SendNotices(
                tokenQueries(),
                userQueries(),
                dependencies.notices(),
                senders,
                limits(),
                () -> environment.bool("MANAGEMENT_FROZEN"),
                clock(),
                dependencies.random());
    }

    /** Returns the topic of notices; empty if the installation has none. */
    public Optional<Topic> notificationsTopic() {
        return environment.optional("NOTIFICATIONS_TOPIC").map(arn -> new Topic(dependencies.sns(), arn));
    }

    /** Returns what mails notices; empty if the installation mails none. */
    public Optional<Mailer> notificationsMailer() {
        return environment.optional("NOTIFICATIONS_FROM").map(sender -> new Mailer(dependencies.ses(), sender));
    }

    /** Returns the URL of the web console, with a slash at its end. */
    public String consoleUrl() {
        return environment.required("CONSOLE_URL");
    }

    public DeleteToken deleteToken() {
        return new DeleteToken(tokens(), users(), tokenVisibility(), ScopeCatalogue.builtIn(), clock());
    }

    public TokenReader tokenReader() {
        return new TokenReader(tokens(), tokenVisibility(), ScopeCatalogue.builtIn());
    }

    public TokenHistory tokenHistory() {
        return new TokenHistory(
                dependencies.auditEvents(), dependencies.tokens(), tokenVisibility(), ScopeCatalogue.builtIn());
    }

    public UserHistory userHistory() {
        return new UserHistory(dependencies.auditEvents(), userFinder());
    }

    public AuditTrail auditTrail() {
        return new AuditTrail(dependencies.auditEvents(), ScopeCatalogue.builtIn());
    }

    public LookUpToken lookUpToken() {
        CredentialFinder credentials = CredentialFinder.of(dependencies.tokens(), userFinder());
        return new LookUpToken(authenticator(credentials), tokenVisibility());
    }

    public RevokeTokens revokeTokens() {
        return new RevokeTokens(
                authenticator(CredentialFinder.of(dependencies.tokens(), userFinder())),
                tokens(),
                new RejectedUseRecorder(dependencies.rejectedUses(), clock()),
                clock());
    }

    /**
     * Returns the public keys of GitHub, as GitHub publishes them; empty if the installation accepts no reports of
     * GitHub.
     */
    public Optional<String> gitHubSecretScanningKeys() {
        return environment.optional("GITHUB_SECRET_SCANNING_KEYS");
    }

    public DateParser dateParser() {
        return new DateParser(clock());
    }

    public TokenRenderer tokenRenderer() {
        return new TokenRenderer(userFinder(), limits(), damagedRecords(), clock());
    }

    public TokenFieldParser tokenFieldParser() {
        return new TokenFieldParser(scopeFieldParser(), dateParser());
    }

    public ScopeFieldParser scopeFieldParser() {
        return new ScopeFieldParser(scopeReader());
    }

    /** Returns the cache that all objects of a function share, so that each pepper is derived once. */
    public synchronized PepperCache pepperCache() {
        if (pepperCache == null) {
            DeploymentStore deployments = dependencies.deployments();
            pepperCache = new PepperCache(
                    dependencies.pepperSource(),
                    AwsDependencies.pepperKeys(environment),
                    deployments::findPepperCheckValue,
                    clock());
        }
        return pepperCache;
    }

    /** Returns the count that all objects of a function share. */
    public synchronized DamagedRecords damagedRecords() {
        if (damagedRecords == null) {
            damagedRecords = new DamagedRecords(stackName(), clock());
        }
        return damagedRecords;
    }

    private TokenIssuer tokenIssuer() {
        return new TokenIssuer(tokenFormat(), pepperCache(), tokens(), clock());
    }

    public String stackName() {
        return environment.required("STACK_NAME");
    }

    private Authenticator authenticator(CredentialFinder credentials) {
        return new Authenticator(tokenFormat(), credentials, pepperCache(), clock());
    }

    public CreateSnapshotUpload createSnapshotUpload() {
        SnapshotStore snapshots = new S3SnapshotStore(
                environment.required("SNAPSHOT_BUCKET"),
                AwsDependencies.region(environment),
                AwsDependencies.credentials(environment),
                environment.optional("AWS_ENDPOINT_URL_S3").map(URI::create),
                dependencies.random(),
                clock());
        return new CreateSnapshotUpload(snapshots, new UploadRecorder(dependencies.lastUploadStore(), clock()));
    }

    /** Returns what fetches the keys of issuers: over HTTPS alone, unless this is a local stack. */
    public KeyFetcher keyFetcher() {
        return dependencies.keyFetcher();
    }

    public CodeRedeemer codeRedeemer() {
        return dependencies.codeRedeemer();
    }

    public ChangeReader changeReader() {
        return dependencies.changeReader(environmentId());
    }

    /** Returns the destinations of audit events. What the table has is what the API shows, so it gets them first. */
    public List<EventSink> eventSinks() {
        return List.of(dependencies.auditEvents(), dependencies.eventBus());
    }

    public CustomResourceResponseSender customResourceResponseSender() {
        return new CustomResourceResponseSender(environment.optional("AWS_ENDPOINT_URL_CLOUDFORMATION"));
    }

    public int bootstrapGeneration() {
        return environment.integer("BOOTSTRAP_GENERATION");
    }

    /** Fails if the prefix is not accepted: other functions would reject the tokens. */
    private TokenFormat exchangedTokenFormat() {
        return tokenFormat().withMintedPrefix(environment.required("EXCHANGED_TOKEN_PREFIX"));
    }

    private TokenFormat tokenFormat() {
        return TokenFormat.parse(tokenPrefix(), environment.required("ACCEPTED_PREFIXES"), dependencies.random());
    }
}
