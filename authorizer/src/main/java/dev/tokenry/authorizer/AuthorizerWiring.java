package dev.tokenry.authorizer;

import dev.tokenry.authentication.Authenticator;
import dev.tokenry.authentication.DigestMigration;
import dev.tokenry.authentication.LastUseRecorder;
import dev.tokenry.authentication.RejectedUseRecorder;
import dev.tokenry.authorization.Authorizer;
import dev.tokenry.authorization.ProtectedApi;
import dev.tokenry.authorization.ProtectedApiRegistry;
import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.aws.Environment;
import dev.tokenry.crypto.PepperCache;
import dev.tokenry.crypto.PepperKeys;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.TokenFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Composition root of the authorizer: creates its objects from the environment, which no other class of it reads. */
public final class AuthorizerWiring {

    private static final String ON_DEMAND = "on-demand";

    private final Environment environment;
    private final AuthorizerDependencies dependencies;
    private final PepperCache peppers;

    AuthorizerWiring(Environment environment, AuthorizerDependencies dependencies) {
        this.environment = environment;
        this.dependencies = dependencies;
        this.peppers = new PepperCache(
                dependencies.pepperSource(),
                pepperKeys(environment),
                dependencies.pepperCheckValues(),
                dependencies.clock());
    }

    /**
     * Creates the wiring from the environment of the Lambda runtime. If initialization precedes requests, loads the
     * classes of a request; on demand, a request would wait for it.
     */
    static AuthorizerWiring fromEnvironment() {
        AuthorizerWiring wiring = from(System.getenv());
        if (initializationPrecedesRequests(wiring.environment)) {
            Priming.run(wiring.environment);
        }
        return wiring;
    }

    static boolean initializationPrecedesRequests(Environment environment) {
        return !environment
                .optional("AWS_LAMBDA_INITIALIZATION_TYPE")
                .orElse(ON_DEMAND)
                .equals(ON_DEMAND);
    }

    /** Creates the wiring from these variables only, for a local stack. */
    public static AuthorizerWiring from(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return new AuthorizerWiring(environment, new AwsAuthorizerDependencies(environment));
    }

    static PepperKeys pepperKeys(Environment environment) {
        return PepperKeys.parse(environment.required("PEPPER_KEYS"), environment.required("PEPPER_WRITE_VERSION"));
    }

    InstantSource clock() {
        return dependencies.clock();
    }

    String stackName() {
        return environment.required("STACK_NAME");
    }

    Authorizer authorizer() {
        TokenFormat format = TokenFormat.parse(
                environment.required("TOKEN_PREFIX"), environment.required("ACCEPTED_PREFIXES"), dependencies.random());
        return new Authorizer(new Authenticator(format, dependencies.credentials(), peppers, clock()));
    }

    ProtectedApiRegistry protectedApis() {
        // The rules of the template contain no aliases, so that most cold starts need not read the catalogue.
        ProtectedApi own = new ProtectedApi(
                RouteRules.parse(environment.required("ROUTE_RULES"), ScopeCatalogue.EMPTY),
                Duration.ofSeconds(environment.integer("AUTHORIZER_RESULT_TTL")),
                false,
                true);
        return new ProtectedApiRegistry(own, dependencies.apiRules(), clock());
    }

    LastUseRecorder lastUseRecorder() {
        return new LastUseRecorder(dependencies.lastUses(), clock(), dependencies.random());
    }

    RejectedUseRecorder rejectedUseRecorder() {
        return new RejectedUseRecorder(dependencies.rejectedUses(), clock());
    }

    DigestMigration digestMigration() {
        return new DigestMigration(dependencies.digests(), peppers, clock());
    }
}
