package dev.tokenry.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.administration.CreateBootstrapToken;
import dev.tokenry.administration.CreateToken;
import dev.tokenry.administration.DeleteApiRules;
import dev.tokenry.administration.DeleteIssuer;
import dev.tokenry.administration.DeleteProject;
import dev.tokenry.administration.DeleteScope;
import dev.tokenry.administration.DeleteScopeTemplate;
import dev.tokenry.administration.DeleteToken;
import dev.tokenry.administration.DeleteTrust;
import dev.tokenry.administration.DeleteUser;
import dev.tokenry.administration.DisableTokens;
import dev.tokenry.administration.IssuerDetails;
import dev.tokenry.administration.NewToken;
import dev.tokenry.administration.PutApiRules;
import dev.tokenry.administration.PutIssuer;
import dev.tokenry.administration.PutProject;
import dev.tokenry.administration.PutScope;
import dev.tokenry.administration.PutScopeTemplate;
import dev.tokenry.administration.PutTrust;
import dev.tokenry.administration.PutUser;
import dev.tokenry.administration.RegenerateToken;
import dev.tokenry.administration.RevokeTokens;
import dev.tokenry.administration.TestDependencies;
import dev.tokenry.administration.TrustDetails;
import dev.tokenry.administration.UpdateToken;
import dev.tokenry.administration.UserDetails;
import dev.tokenry.audit.AuditEvent;
import dev.tokenry.audit.AuditEventJson;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.exchange.IssuerKind;
import dev.tokenry.exchange.IssuerRules;
import dev.tokenry.exchange.condition.ConditionsParser;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.ApiRules;
import dev.tokenry.model.ChangeStamp;
import dev.tokenry.model.ExchangeActor;
import dev.tokenry.model.ExchangeOrigin;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.Operation;
import dev.tokenry.model.OwnScope;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Project;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeDeclaration;
import dev.tokenry.model.ScopeTemplate;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigests;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.TestLimits;
import dev.tokenry.model.TestStamp;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenLifecycle;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.store.SampleTokens;
import dev.tokenry.store.SampleUsers;
import dev.tokenry.store.ScopeChange;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The events of each operation. A new operation does not compile here before its events are stated. */
@RequiresBackend
class AuditedOperationsIT {

    private static final Precondition NONE = new Precondition.None();
    private static final Instant LONG_AGO = SampleTokens.NOW.minus(Duration.ofDays(1_000));
    private static final String CONDITIONS = "[{\"claim\":\"repository_id\",\"equals\":\"456789\"},"
            + "{\"claim\":\"repository_owner_id\",\"equals\":\"123456\"},"
            + "{\"claim\":\"ref\",\"equals\":\"refs/heads/main\"}]";
    private static final Scope OWN = new Scope("shop.read");
    private static final TokenFormat FORMAT = new TokenFormat("tk0c01", Set.of("tk0c01"), new SecureRandom());
    private static final IamActor FUNCTION = new IamActor("function", "request-1");

    private final AuditTrail trail = new AuditTrail();
    private final Principal principal = Administrator.principal(SampleTokens.newId());
    private final TokenActor admin = new TokenActor(principal, new RequestInfo("request-1", "192.0.2.1", "curl/8.5"));
    private Wiring wiring = trail.wiring(TestLimits.NONE);
    private final Token token = Token.create(
            FORMAT.mint().id(),
            new TokenOrigin("anna", "anna", null, false, LONG_AGO),
            SampleTokens.of("anna", null, LONG_AGO).settings(),
            SampleTokens.newDigest(1));

    @AfterEach
    void close() {
        trail.close();
    }

    /** An event without its id, time and version: {@code type target field=from>to …}. */
    private record OperationCase(Runnable before, Runnable operation, List<String> events) {}

    @ParameterizedTest
    @EnumSource
    void operation_has_these_events(Operation operation) {
        OperationCase tested = caseOf(operation);
        tested.before().run();
        int earlier = trail.expected().size();
        tested.operation().run();

        List<AuditEvent> events = trail.expected();
        List<AuditEvent> added = events.subList(earlier, events.size());
        assertThat(added.stream().map(AuditedOperationsIT::describe))
                .containsExactlyInAnyOrderElementsOf(tested.events());
        assertThat(added).allSatisfy(event -> {
            Map<String, Object> json = AuditEventJson.of(event);
            assertThat(json)
                    .containsEntry("operation", operation.id())
                    .containsEntry("requestId", "request-1")
                    .containsEntry("environment", "default")
                    .containsEntry("actor", actor(operation));
            assertThat(event.id()).isNotBlank();
            assertThat(event.time()).isAfter(SampleTokens.NOW.minus(Duration.ofDays(365)));
        });
    }

    private Map<String, Object> actor(Operation operation) {
        return switch (operation) {
            case PUT_API_RULES,
                    DELETE_API_RULES,
                    CREATE_BOOTSTRAP_TOKEN,
                    DISABLE_UNUSED_TOKENS,
                    DISABLE_VIOLATING_TOKENS,
                    RESTORE -> Map.of("kind", "iam", "function", "function");
            case REVOKE_TOKENS ->
                Map.of(
                        "kind", "possession",
                        "tokenId", token.id().value(),
                        "sourceIp", "192.0.2.1",
                        "userAgent", "curl/8.5");
            case EXCHANGE_TOKEN ->
                Map.of(
                        "kind", "exchange",
                        "issuer", "gh",
                        "trust", "ci-web",
                        "subject", "repo:acme/web:ref:refs/heads/main",
                        "sourceIp", "192.0.2.1",
                        "userAgent", "curl/8.5");
            default ->
                Map.of(
                        "kind", "token",
                        "tokenId", principal.tokenId().value(),
                        "owner", "admin",
                        "secret", "current",
                        "sourceIp", "192.0.2.1",
                        "userAgent", "curl/8.5");
        };
    }

    private OperationCase caseOf(Operation operation) {
        String id = token.id().value();
        return switch (operation) {
            case CREATE_TOKEN ->
                new OperationCase(
                        () -> {},
                        () -> wiring.createToken()
                                .execute(
                                        admin,
                                        new CreateToken.Command(
                                                Optional.empty(),
                                                () -> new NewToken(
                                                        OwnerName.of("Anna"),
                                                        "web",
                                                        false,
                                                        new TokenSettings(
                                                                "ci", null, true, Scopes.of(OWN), null, null)))),
                        List.of(
                                "Token Created token name=>ci enabled=>true owner=>Anna createdBy=>admin project=>web"
                                        + " personalAccessToken=>false creationDate scopes+[shop.read]",
                                "Project Created project#web name=>web"));
            case UPDATE_TOKEN ->
                new OperationCase(
                        this::insertToken,
                        () -> wiring.updateToken()
                                .execute(
                                        admin,
                                        new UpdateToken.Command(
                                                token.id(),
                                                NONE,
                                                current -> new UpdateToken.Change(
                                                        current.origin().owner(),
                                                        current.settings()
                                                                .withName("Other")
                                                                .withEnabled(false),
                                                        false))),
                        List.of("Token Disabled token name=Token of anna>Other enabled=true>false"));
            case REGENERATE_TOKEN ->
                new OperationCase(
                        this::insertToken,
                        () -> wiring.regenerateToken()
                                .execute(
                                        admin,
                                        new RegenerateToken.Command(token.id(), Duration.ofHours(1), null, NONE)),
                        List.of("Token Regenerated token regeneratedDate previousSecretValidUntil"));
            case DELETE_TOKEN ->
                new OperationCase(
                        this::insertToken,
                        () -> wiring.deleteToken().execute(admin, new DeleteToken.Command(token.id(), NONE)),
                        List.of("Token Deleted token name=Token of anna> enabled=true> owner=anna> createdBy=anna>"
                                + " personalAccessToken=false> creationDate scopes-[apiTokens.read]"));
            case DELETE_SESSIONS ->
                new OperationCase(
                        () -> insert(session()),
                        () -> wiring.deleteSessions().execute(new TokenActor(sessionPrincipal(), admin.request())),
                        List.of("Token Deleted token name=Token of anna> enabled=true> owner=admin> createdBy=admin>"
                                + " personalAccessToken=true> trust=console> subject=s-1> maxCreatedDays=90>"
                                + " creationDate scopes-[apiTokens.read]"));
            case REVOKE_TOKENS -> {
                PresentedToken presented = FORMAT.mint(token.id());
                yield new OperationCase(
                        () -> insert(token.withSecrets(SecretDigests.initial(
                                TestDependencies.pepper(1).digest(presented.id(), presented.secret())))),
                        () -> wiring.revokeTokens()
                                .execute(
                                        admin.request(),
                                        List.of(new RevokeTokens.Finding(
                                                presented.reveal(), "https://example.com/leak"))),
                        List.of("Token Leaked token enabled=true>false disabledReason=>leaked"));
            }
            case PUT_USER ->
                new OperationCase(
                        () -> trail.stores.users().insert(SampleUsers.bare("Anna"), TestStamp.STAMP),
                        () -> wiring.putUser()
                                .execute(
                                        admin,
                                        new PutUser.Command(
                                                () -> new UserDetails(
                                                        OwnerName.of("anna"),
                                                        "Anna",
                                                        null,
                                                        true,
                                                        Scopes.of(OWN),
                                                        false,
                                                        false),
                                                NONE)),
                        List.of("User Enabled user#anna firstName=>Anna enabled=false>true scopes+[shop.read]"
                                + " confirmed=>true"));
            case DELETE_USER ->
                new OperationCase(
                        () -> trail.stores.users().insert(SampleUsers.bare("Anna"), TestStamp.STAMP),
                        () -> wiring.deleteUser().execute(admin, new DeleteUser.Command(OwnerName.of("anna"), NONE)),
                        List.of("User Deleted user#anna name=Anna> enabled=false> manageOwnTokens=false>"));
            case PUT_PROJECT ->
                new OperationCase(
                        () -> {},
                        () -> wiring.putProject()
                                .execute(
                                        admin,
                                        new PutProject.Command("web", () -> new PutProject.Details("Web"), NONE)),
                        List.of("Project Created project#web name=>web displayName=>Web"));
            case DELETE_PROJECT ->
                new OperationCase(
                        () -> trail.stores
                                .projects()
                                .insert(new Project("web", "11", null, null, 1), false, TestStamp.STAMP),
                        () -> wiring.deleteProject().execute(admin, new DeleteProject.Command("web", NONE)),
                        List.of("Project Deleted project#web name=web>"));
            case PUT_SCOPE ->
                new OperationCase(
                        () -> {},
                        () -> wiring.putScope()
                                .execute(
                                        admin,
                                        new PutScope.Command(
                                                () -> new PutScope.Details(OWN, "Reads", false, null), NONE)),
                        List.of("Scope Created scope#shop.read name=>shop.read description=>Reads deprecated=>false"));
            case DELETE_SCOPE ->
                new OperationCase(
                        this::insertScope,
                        () -> wiring.deleteScope().execute(admin, new DeleteScope.Command(OWN, NONE)),
                        List.of("Scope Deleted scope#shop.read name=shop.read> description=Reads> deprecated=false>"));
            case PUT_SCOPE_TEMPLATE ->
                new OperationCase(
                        () -> {},
                        () -> wiring.putScopeTemplate()
                                .execute(
                                        admin,
                                        new PutScopeTemplate.Command(
                                                () -> new PutScopeTemplate.Details("ci", "For CI", Scopes.of(OWN)),
                                                NONE)),
                        List.of("Scope Template Created scopeTemplate#ci name=>ci description=>For CI"
                                + " scopes+[shop.read]"));
            case DELETE_SCOPE_TEMPLATE ->
                new OperationCase(
                        () -> trail.stores
                                .scopeTemplates()
                                .insert(new ScopeTemplate("ci", null, Scopes.of(OWN), 1), TestStamp.STAMP),
                        () -> wiring.deleteScopeTemplate().execute(admin, new DeleteScopeTemplate.Command("ci", NONE)),
                        List.of("Scope Template Deleted scopeTemplate#ci name=ci> scopes-[shop.read]"));
            case PUT_ISSUER ->
                new OperationCase(
                        () -> {},
                        this::putIssuer,
                        List.of("Issuer Created issuer#github name=>github kind=>github"
                                + " issuer=>https://token.actions.githubusercontent.com audiences+[tokenry-prod]"
                                + " singleUse=>true maxAgeSeconds=>3600 enabled=>true"));
            case DELETE_ISSUER ->
                new OperationCase(
                        this::putIssuer,
                        () -> wiring.deleteIssuer().execute(admin, new DeleteIssuer.Command("github", NONE)),
                        List.of("Issuer Deleted issuer#github name=github> kind=github>"
                                + " issuer=https://token.actions.githubusercontent.com> audiences-[tokenry-prod]"
                                + " singleUse=true> maxAgeSeconds=3600> enabled=true>"));
            case PUT_TRUST ->
                new OperationCase(
                        this::putIssuer,
                        this::putTrust,
                        List.of("Trust Created trust#ci name=>ci issuer=>github conditions=>" + CONDITIONS
                                + " enabled=>true createdBy=>admin creationDate project=>web owner=>ci"
                                + " scopes+[shop.read] lifetimeSeconds=>900"));
            case DELETE_TRUST ->
                new OperationCase(
                        () -> {
                            putIssuer();
                            putTrust();
                        },
                        () -> wiring.deleteTrust().execute(admin, new DeleteTrust.Command("ci", NONE)),
                        List.of("Trust Deleted trust#ci name=ci> issuer=github> conditions=" + CONDITIONS
                                + "> enabled=true> createdBy=admin> creationDate project=web> owner=ci>"
                                + " scopes-[shop.read] lifetimeSeconds=900>"));
            case PUT_API_RULES ->
                new OperationCase(
                        () -> {},
                        () -> wiring.putApiRules()
                                .execute(
                                        FUNCTION,
                                        new PutApiRules.Command(
                                                "a1b2",
                                                new ApiRules(List.of("GET /a anyOf(shop.read)"), Duration.ZERO, true),
                                                List.of(new ScopeDeclaration(OWN, "Reads")))),
                        List.of(
                                "Rules Created rules#a1b2 rules+[GET /a anyOf(shop.read)] authorizerResultTtlInSeconds=>0"
                                        + " enableSimpleResponses=>true cachedPerSourceIp=>false scopes+[shop.read]",
                                "Scope Created scope#shop.read name=>shop.read description=>Reads api=>a1b2 apis+[a1b2]"
                                        + " deprecated=>false"));
            case DELETE_API_RULES ->
                new OperationCase(
                        () -> trail.stores
                                .rules()
                                .replace(
                                        "a1b2",
                                        new ApiRules(List.of("GET /a anyOf(shop.read)"), Duration.ZERO, true),
                                        TestStamp.STAMP),
                        () -> wiring.deleteApiRules().execute(FUNCTION, new DeleteApiRules.Command("a1b2")),
                        List.of(
                                "Rules Deleted rules#a1b2 rules-[GET /a anyOf(shop.read)]"
                                        + " authorizerResultTtlInSeconds=0> enableSimpleResponses=true> cachedPerSourceIp=false>"));
            case CREATE_BOOTSTRAP_TOKEN ->
                new OperationCase(
                        () -> {},
                        () -> wiring.createBootstrapToken()
                                .execute(FUNCTION, new CreateBootstrapToken.Command(1, AllowedIps.EVERY)),
                        List.of(
                                "Bootstrap Used bootstrap#1 tokenId",
                                "Token Created token name=>Bootstrap 1 enabled=>true owner=>admin createdBy=>admin"
                                        + " personalAccessToken=>false creationDate expirationDate scopes"));
            case DISABLE_UNUSED_TOKENS ->
                new OperationCase(
                        () -> {
                            insert(token.withLifecycle(TokenLifecycle.NEW.markedUnusedAt(
                                    Instant.now().minus(Duration.ofDays(8)))));
                            wiring = trail.wiring(limit("autoDisableUnusedAfter=", "90"));
                        },
                        () -> disable(DisableTokens.Cause.DISUSE),
                        List.of("Token Disabled token enabled=true>false disabledReason=>unused"));
            case DISABLE_VIOLATING_TOKENS ->
                new OperationCase(
                        () -> {
                            insertToken();
                            wiring = trail.wiring(limit("maxTokenLifetime=", "30"));
                        },
                        () -> disable(DisableTokens.Cause.VIOLATION),
                        List.of("Token Disabled token enabled=true>false"));
            case EXCHANGE_TOKEN ->
                new OperationCase(
                        () -> {},
                        () -> trail.stores
                                .tokens()
                                .insert(
                                        SampleTokens.exchanged("ci", "web", LONG_AGO),
                                        new ChangeStamp(
                                                Operation.EXCHANGE_TOKEN,
                                                new ExchangeActor(
                                                        "gh",
                                                        "ci-web",
                                                        "repo:acme/web:ref:refs/heads/main",
                                                        admin.request()),
                                                SampleTokens.NOW)),
                        List.of(
                                "Token Created token name=>ci-web ABCDEFGH enabled=>true owner=>ci createdBy=>ci project=>web"
                                        + " personalAccessToken=>false trust=>ci-web"
                                        + " subject=>repo:acme/web:ref:refs/heads/main creationDate expirationDate"
                                        + " scopes+[snapshots.upload]"));
            case RESTORE ->
                new OperationCase(
                        this::insertToken,
                        () -> trail.stores
                                .tokens()
                                .replace(
                                        token,
                                        token.withSettings(token.settings().withEnabled(false)),
                                        new ChangeStamp(Operation.RESTORE, FUNCTION, SampleTokens.NOW)),
                        List.of("Token Disabled token enabled=true>false"));
        };
    }

    private void disable(DisableTokens.Cause cause) {
        wiring.disableTokens().execute(FUNCTION, new DisableTokens.Command(cause, false, null, () -> true));
    }

    private static String limit(String name, String value) {
        return TestLimits.NONE.replace(name, name + value);
    }

    private void insertToken() {
        insert(token);
    }

    private void insert(Token inserted) {
        trail.stores.tokens().insert(inserted, TestStamp.STAMP);
    }

    private Token session() {
        OwnerName owner = principal.owner();
        ExchangeOrigin exchange = new ExchangeOrigin("console", "s-1", 90);
        return Token.create(
                FORMAT.mint().id(),
                new TokenOrigin(owner, null, owner, null, true, false, exchange, LONG_AGO),
                token.settings(),
                SampleTokens.newDigest(1));
    }

    /** Returns another session of the same owner, which is the caller. */
    private Principal sessionPrincipal() {
        return new Principal(
                principal.tokenId(),
                principal.owner(),
                null,
                null,
                Scopes.NONE,
                true,
                SecretGeneration.CURRENT,
                null,
                false,
                null,
                false,
                true);
    }

    private void putIssuer() {
        wiring.putIssuer()
                .execute(
                        admin,
                        new PutIssuer.Command(
                                "github",
                                () -> new IssuerDetails(
                                        IssuerKind.GITHUB,
                                        IssuerRules.GITHUB,
                                        List.of("tokenry-prod"),
                                        null,
                                        true,
                                        Duration.ofHours(1),
                                        null,
                                        true),
                                NONE));
    }

    private void putTrust() {
        wiring.putTrust()
                .execute(
                        admin,
                        new PutTrust.Command(
                                "ci",
                                () -> new TrustDetails(
                                        "github",
                                        ConditionsParser.parseText(CONDITIONS).orElseThrow(),
                                        "web",
                                        OwnerName.of("ci"),
                                        Scopes.of(OWN),
                                        AllowedIps.EVERY,
                                        null,
                                        null,
                                        null,
                                        true,
                                        null),
                                NONE));
    }

    private void insertScope() {
        trail.stores.scopes().save(new ScopeChange(Optional.empty(), new OwnScope(OWN, "Reads")), TestStamp.STAMP);
    }

    /** Returns an event as one line. Values that a test cannot know are left out. */
    private static String describe(AuditEvent event) {
        List<String> parts = new ArrayList<>(List.of(event.action().type()));
        parts.add(event.target().key().replaceFirst("^token#.*", "token"));
        for (Object change : (List<?>) AuditEventJson.of(event).get("changes")) {
            parts.add(describe(new LinkedHashMap<>((Map<?, ?>) change)));
        }
        return String.join(" ", parts);
    }

    private static String describe(Map<?, ?> change) {
        String field = (String) change.get("field");
        if (field.matches(".*Date|tokenId|previousSecretValidUntil")) {
            return field;
        }
        if (change.containsKey("added") || change.containsKey("removed")) {
            List<?> added = change.get("added") instanceof List<?> list ? list : List.of();
            // Bootstrap grants all of its scopes.
            return field
                    + (added.size() > 1 ? "" : added.isEmpty() ? "" : "+" + added)
                    + (change.containsKey("removed") ? "-" + change.get("removed") : "");
        }
        return field + "=" + text(change.get("from")) + ">" + text(change.get("to"));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
