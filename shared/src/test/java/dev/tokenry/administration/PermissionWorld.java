package dev.tokenry.administration;

import static dev.tokenry.model.TestStamp.STAMP;

import dev.tokenry.authentication.AuthenticationResult.Authenticated;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authentication.LastUseRecorder;
import dev.tokenry.authorization.AuthorizationDecision;
import dev.tokenry.authorization.Authorizer;
import dev.tokenry.authorization.CreationRule;
import dev.tokenry.authorization.TestUses;
import dev.tokenry.authorization.TokenUseListener;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.exchange.trust.InMemoryIssuerStore;
import dev.tokenry.exchange.trust.InMemoryTrustStore;
import dev.tokenry.model.AllowedIps;
import dev.tokenry.model.DenialReason;
import dev.tokenry.model.IamActor;
import dev.tokenry.model.IdempotencyKey;
import dev.tokenry.model.LedProject;
import dev.tokenry.model.Limits;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RecordId;
import dev.tokenry.model.Scope;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenId;
import dev.tokenry.model.TokenOrigin;
import dev.tokenry.model.TokenSettings;
import dev.tokenry.model.User;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.InMemoryDeploymentStore;
import dev.tokenry.store.InMemoryIdempotencyStore;
import dev.tokenry.store.InMemoryProjectStore;
import dev.tokenry.store.InMemoryTokenStore;
import dev.tokenry.store.InMemoryUserStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All use cases on stores in memory. Callers are token values, which are authenticated and authorized for each call,
 * from one address.
 */
public final class PermissionWorld implements PermissionCalls {

    /** The address from which every call comes. */
    static final String SOURCE_IP = "127.0.0.1";

    static final Instant NOW = TestDependencies.NOW;

    private static final Precondition NONE = new Precondition.None();
    private static final Scope ROTATE_SELF = new Scope("apiTokens.rotateSelf");
    private static final ScopeCatalogue CATALOGUE = ScopeCatalogue.builtIn();

    public final InMemoryTokenStore tokens = new InMemoryTokenStore();
    public final InMemoryUserStore users = new InMemoryUserStore(tokens);
    public final InMemoryProjectStore projects = new InMemoryProjectStore();
    Instant now;

    private final RandomGenerator random;
    private final TokenFormat format;
    private final PepperCache peppers;
    private final Authenticator authenticator;
    private final LastUseRecorder lastUses;
    private final CreateToken createToken;
    private final UpdateToken updateToken;
    private final RegenerateToken regenerateToken;
    private final DeleteToken deleteToken;
    private final PutUser putUser;
    private final DeleteUser deleteUser;
    private final CreateBootstrapToken createBootstrapToken;

    PermissionWorld(RandomGenerator random) {
        this(random, NOW);
    }

    PermissionWorld(RandomGenerator random, Instant now) {
        this(random, now, Limits.NONE);
    }

    PermissionWorld(RandomGenerator random, Instant now, Limits limits) {
        this.random = random;
        this.now = now;
        format = new TokenFormat("tk0c01", Set.of("tk0c01"), random);
        Pepper pepper = TestDependencies.pepper(1);
        peppers = new PepperCache(
                version -> pepper,
                PepperKeys.parse("1=arn:aws:kms:eu-central-1:123456789012:key/one", "1"),
                version -> Optional.of(pepper.checkValue()),
                () -> this.now);
        InMemoryIdempotencyStore keys = new InMemoryIdempotencyStore(tokens);
        TokenIssuer issuer = new TokenIssuer(format, peppers, tokens, () -> this.now);
        authenticator = new Authenticator(format, CredentialFinder.of(tokens, users), peppers, () -> this.now);
        lastUses = new LastUseRecorder(tokens, () -> this.now, random);
        TokenVisibility visibility = new TokenVisibility(users, projects);
        CreationRule creationRule = new CreationRule(limits, tokens, tokens, (_, _) -> Optional.empty());
        createToken = new CreateToken(
                issuer,
                keys,
                tokens,
                users,
                visibility,
                creationRule,
                new ProjectRecords(projects, () -> this.now, random),
                () -> this.now);
        updateToken = new UpdateToken(tokens, users, visibility, CATALOGUE, creationRule, () -> this.now);
        regenerateToken =
                new RegenerateToken(issuer, keys, tokens, users, visibility, CATALOGUE, creationRule, () -> this.now);
        deleteToken = new DeleteToken(tokens, users, visibility, CATALOGUE, () -> this.now);
        putUser = new PutUser(
                users, projects, tokens, new InMemoryTrustStore(), new InMemoryIssuerStore(), () -> this.now, random);
        deleteUser = new DeleteUser(users, projects, tokens, new InMemoryTrustStore(), () -> this.now);
        createBootstrapToken = new CreateBootstrapToken(
                issuer, peppers, new InMemoryDeploymentStore(), tokens, limits, () -> this.now);
    }

    /** Stores a user who leads no project, without asking any rule. */
    User user(OwnerName name, boolean enabled, boolean manageOwnTokens, Scopes scopes) {
        return user(name, enabled, manageOwnTokens, scopes, List.of());
    }

    /** Stores a user, without asking any rule. */
    User user(OwnerName name, boolean enabled, boolean manageOwnTokens, Scopes scopes, List<LedProject> leads) {
        users.insert(
                new User(name, RecordId.random(random), null, null, enabled, scopes, manageOwnTokens, leads, 1), STAMP);
        return users.find(name).orElseThrow();
    }

    /** Returns whether the user of a principal leads a project. */
    boolean leads(Principal principal, @Nullable String project) {
        return principal.project() == null
                && project != null
                && users.find(principal.owner())
                        .filter(user -> user.enabled() && user.id().equals(principal.userId()))
                        .filter(user -> projects.find(project)
                                .map(LedProject::of)
                                .filter(user.leads()::contains)
                                .isPresent())
                        .isPresent();
    }

    /** Stores a token, without asking any rule. */
    PresentedToken token(TokenOrigin origin, TokenSettings settings) {
        PresentedToken presented = format.mint();
        tokens.insert(
                Token.create(
                        presented.id(), origin, settings, peppers.current().digest(presented.id(), presented.secret())),
                STAMP);
        return presented;
    }

    PresentedToken token(String ownerName, String project, boolean personal, String scopes) {
        OwnerName owner = OwnerName.of(ownerName);
        String userId = users.find(owner).map(User::id).orElse(null);
        return token(
                new TokenOrigin(owner, userId, owner, project, personal, false, now),
                new TokenSettings("ci", null, true, Scopes.parse(scopes), null, null));
    }

    /** Returns the principal of a token value, or empty if it does not work from the address of the calls. */
    public Optional<Principal> principal(PresentedToken caller) {
        return authorize(caller, TestUses.IGNORED);
    }

    private Optional<Principal> authorize(PresentedToken caller, TokenUseListener uses) {
        return switch (new Authorizer(authenticator)
                .authorize(Optional.of(caller.reveal()), Optional.empty(), SOURCE_IP, false, uses)) {
            case AuthorizationDecision.Denied(var principal, var reason, var _) ->
                reason == DenialReason.ADDRESS ? Optional.empty() : Optional.of(principal);
            case AuthorizationDecision.Unauthenticated _ -> Optional.empty();
            case AuthorizationDecision.Allowed _, AuthorizationDecision.AllowedPublicly _ ->
                throw new AssertionError("No rule matches");
        };
    }

    /** Returns whether a token value works, at least from some address. */
    public boolean works(PresentedToken token) {
        return authenticator.authenticate(token.reveal()) instanceof Authenticated;
    }

    /** Returns the scopes that a token has in effect; empty if the token does not work. */
    Optional<Scopes> effective(Token token) {
        Optional<User> owner = users.find(token.origin().owner());
        return token.isActiveAt(now) && token.origin().stoppedBy(owner).isEmpty()
                ? Optional.of(token.effectiveScopes(owner))
                : Optional.empty();
    }

    @Override
    public IssuedToken create(PresentedToken caller, NewToken token) {
        var command = new CreateToken.Command(Optional.empty(), () -> token);
        return switch (createToken.execute(actor(caller, Scope.WRITE_TOKENS), command)) {
            case CreateToken.Result.Created(var issued) -> issued;
            case CreateToken.Result.Replayed _ -> throw new AssertionError("No key was sent");
        };
    }

    /** Creates a token, or returns the one that an earlier request with this key created. */
    Token create(PresentedToken caller, IdempotencyKey key, NewToken token) {
        var command = new CreateToken.Command(Optional.of(key), () -> token);
        return switch (createToken.execute(actor(caller, Scope.WRITE_TOKENS), command)) {
            case CreateToken.Result.Created(var issued) -> issued.token();
            case CreateToken.Result.Replayed(var earlier) -> earlier;
        };
    }

    CreateBootstrapToken.Result bootstrap(int generation, AllowedIps allowedIps) {
        return createBootstrapToken.execute(
                new IamActor("bootstrap", "request-1"), new CreateBootstrapToken.Command(generation, allowedIps));
    }

    Token update(PresentedToken caller, TokenId id, Function<Token, UpdateToken.Change> change) {
        return updateToken
                .execute(actor(caller, Scope.WRITE_TOKENS), new UpdateToken.Command(id, NONE, change))
                .token();
    }

    @Override
    public Token update(PresentedToken caller, TokenId id, TokenChange change) {
        return update(caller, id, change::applyTo);
    }

    Token change(PresentedToken caller, TokenId id, UnaryOperator<TokenSettings> change) {
        return update(caller, id, token -> UpdateToken.Change.of(token, change.apply(token.settings())));
    }

    @Override
    public IssuedToken regenerate(PresentedToken caller, TokenId id, Duration overlap, Instant expiresAt) {
        var command = new RegenerateToken.Command(id, overlap, expiresAt, NONE);
        return switch (regenerateToken.execute(actor(caller, Scope.WRITE_TOKENS, ROTATE_SELF), command)) {
            case RegenerateToken.Result.Regenerated(var issued) -> issued;
            case RegenerateToken.Result.Replayed _ -> throw new AssertionError("No key was sent");
        };
    }

    @Override
    public void delete(PresentedToken caller, TokenId id) {
        deleteToken.execute(actor(caller, Scope.WRITE_TOKENS), new DeleteToken.Command(id, NONE));
    }

    @Override
    public User putUser(PresentedToken caller, UserDetails details) {
        return putUser.execute(actor(caller, Scope.WRITE_USERS), new PutUser.Command(() -> details, NONE))
                .value();
    }

    @Override
    public void deleteUser(PresentedToken caller, OwnerName name) {
        deleteUser.execute(actor(caller, Scope.WRITE_USERS), new DeleteUser.Command(name, NONE));
    }

    /** Does what the authorizer does for a route that requires one of these scopes. */
    private TokenActor actor(PresentedToken caller, Scope... anyOf) {
        Principal principal = authorize(
                        caller,
                        TestUses.of(used -> lastUses.record(
                                used.token(), used.secretGeneration(), null, List.of(), PermissionWorld::fail)))
                .orElseThrow(PermissionWorld::denied);
        if (Stream.of(anyOf).noneMatch(principal::hasScope)) {
            throw denied();
        }
        return TestDependencies.actor(principal);
    }

    private static void fail(RuntimeException e) {
        throw new AssertionError(e);
    }

    private static ApiException denied() {
        return new ApiException.ForbiddenException(ErrorReason.MISSING_SCOPE, "Denied by the authorizer");
    }
}
