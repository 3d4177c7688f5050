package dev.tokenry.functions;

import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authorization.Authorizer;
import dev.tokenry.administration.OptimisticUpdate;
import dev.tokenry.authentication.DigestMigration;
import dev.tokenry.authorization.ProtectedApi;
import dev.tokenry.authorization.ProtectedApiRegistry;
import dev.tokenry.administration.IdempotentTokenIssuer;
import dev.tokenry.administration.TokenIssuer;
import dev.tokenry.authorization.TokenVisibility;
import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.administration.UserChanges;
import dev.tokenry.authentication.LastUseRecorder;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.functions.api.TokenFields;
import dev.tokenry.functions.rules.CloudFormationReply;
import dev.tokenry.functions.snapshots.UploadSigner;
import dev.tokenry.store.ApiRulesStore;
import dev.tokenry.store.DeploymentStore;
import dev.tokenry.store.TokenQueryStore;
import dev.tokenry.store.TokenStore;
import dev.tokenry.store.UserStore;
import dev.tokenry.time.DateParser;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenFormat;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: environment in, objects out. The only reader of the environment. A handler takes from it what it
 * needs, and no variable is asked for that its function does not need.
 */
public final class Wiring {

    private final Environment environment;
    private final Surroundings surroundings;
    private @Nullable PepperCache peppers;

    Wiring(Environment environment, Surroundings surroundings) {
        this.environment = environment;
        this.surroundings = surroundings;
    }

    /** What the Lambda runtime gives. */
    public static Wiring fromEnvironment() {
        return of(System.getenv());
    }

    /** What the local stack gives: nothing else is looked at. */
    public static Wiring of(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return new Wiring(environment, new AwsSurroundings(environment));
    }

    public InstantSource clock() {
        return surroundings.clock();
    }

    public TokenStore tokens() {
        return surroundings.tokens();
    }

    public UserStore users() {
        return surroundings.users();
    }

    public UserChanges userChanges() {
        return new UserChanges(users());
    }

    public TokenVisibility reach() {
        return new TokenVisibility(users());
    }

    public TokenQueryStore catalogue() {
        return surroundings.catalogue();
    }

    public DeploymentStore stack() {
        return surroundings.stack();
    }

    public ApiRulesStore apiRules() {
        return surroundings.apiRules();
    }

    public OptimisticUpdate changes() {
        return new OptimisticUpdate(tokens(), reach());
    }

    public DateParser dates() {
        return new DateParser(clock());
    }

    public TokenFields tokenFields() {
        return new TokenFields(ScopeCatalogue.builtIn(), dates());
    }

    /** The same for all of a function's objects: each version is derived once. */
    public synchronized PepperCache peppers() {
        if (peppers == null) {
            DeploymentStore stack = stack();
            peppers = new PepperCache(
                    surroundings.peppers(), AwsSurroundings.keys(environment), stack::findPepperCheckValue, clock());
        }
        return peppers;
    }

    public TokenIssuer issuer(PepperCache peppers) {
        return new TokenIssuer(format(), peppers, tokens(), clock());
    }

    public IdempotentTokenIssuer idempotent(TokenIssuer issuer) {
        return new IdempotentTokenIssuer(issuer, surroundings.idempotency(), changes(), clock());
    }

    public Authorizer authorizer() {
        return new Authorizer(authenticator(), ScopeCatalogue.builtIn());
    }

    public ProtectedApiRegistry guardedApis() {
        ScopeCatalogue catalogue = ScopeCatalogue.builtIn();
        ProtectedApi own = new ProtectedApi(
                RouteRules.parse(environment.required("ROUTE_RULES"), catalogue),
                Duration.ofSeconds(environment.number("AUTHORIZER_RESULT_TTL")),
                false);
        return new ProtectedApiRegistry(own, surroundings.apiRules(), catalogue, clock());
    }

    public String stackName() {
        return environment.required("STACK_NAME");
    }

    public Authenticator authenticator() {
        return new Authenticator(format(), tokens(), users(), peppers(), clock());
    }

    public LastUseRecorder uses() {
        return new LastUseRecorder(surroundings.lastUses(), clock(), surroundings.random());
    }

    public DigestMigration digestRenewal() {
        return new DigestMigration(surroundings.digests(), peppers(), clock());
    }

    public UploadSigner uploadSigner() {
        return new UploadSigner(
                environment.required("SNAPSHOT_BUCKET"),
                AwsSurroundings.region(environment),
                AwsSurroundings.credentials(environment),
                environment.optional("AWS_ENDPOINT_URL_S3").map(URI::create),
                surroundings.random(),
                clock());
    }

    public CloudFormationReply cloudFormationReply() {
        return new CloudFormationReply(environment.optional("AWS_ENDPOINT_URL_CLOUDFORMATION"));
    }

    public int bootstrapGeneration() {
        return environment.number("BOOTSTRAP_GENERATION");
    }

    private TokenFormat format() {
        return new TokenFormat(
                environment.required("TOKEN_PREFIX"),
                Set.copyOf(List.of(environment.required("ACCEPTED_PREFIXES").split(","))),
                surroundings.random());
    }
}
