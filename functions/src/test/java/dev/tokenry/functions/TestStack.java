package dev.tokenry.functions;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.RegenerateToken;
import dev.tokenry.authentication.AuthenticationResult;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.Principal;
import dev.tokenry.model.RequestInfo;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import dev.tokenry.model.TokenActor;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.store.IdempotencyStore;
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

/** A stack in memory that has run bootstrap, at a time of its own: what the tests of functions stand on. */
public final class TestStack implements Dependencies {

    /** The time of the API's examples. */
    public static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    /** The token that the event files are called with, and the one that they are about. */
    public static final String CALLING_TOKEN =
            "tk0c01.ST2EY72KQINMH574WMNVI7YN.EXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLETOKENNDVINJCT";

    public static final String OTHER_TOKEN =
            "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J";

    private final TestTokenStore tokens = new TestTokenStore();
    private final TestUserStore users = new TestUserStore(tokens);
    private final TestDeploymentStore deploymentStore = new TestDeploymentStore();
    private final TestApiRulesStore apiRules = new TestApiRulesStore();
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
                "SNAPSHOT_BUCKET", "snapshots-of-tokenry",
                "ROUTE_RULES", routeRules()));
        variables.putAll(Map.of("AUTHORIZER_RESULT_TTL", "0", "STACK_NAME", "tokenry"));
        variables.putAll(Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"));
        if (bootstrapped) {
            deploymentStore.insertPepperCheckValue(1, pepperSource().derive(1).checkValue());
        }
    }

    /** A stack on which bootstrap never ran. */
    public static TestStack withoutBootstrap() {
        return new TestStack(false);
    }

    /** Route rules as the template gives them to the authorizer. */
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
        return new Wiring(new Environment(variables), this);
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
    public TestUserStore users() {
        return users;
    }

    @Override
    public TestUserStore userQueries() {
        return users;
    }

    @Override
    public TestTokenStore lastUseStore() {
        return tokens;
    }

    @Override
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
    public PepperSource pepperSource() {
        return version -> {
            if (pepperUnavailable) {
                throw new ServiceUnavailableException("The test's key is away");
            }
            byte[] bytes = new byte[32];
            Arrays.fill(bytes, (byte) (pepperSeed + version + (version == replacedPepperVersion ? 100 : 0)));
            return new Pepper(version, bytes);
        };
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    public void makePepperUnavailable() {
        pepperUnavailable = true;
    }

    /** Another key stands where the stack's own did. */
    public void replacePepper() {
        pepperSeed++;
    }

    /** Another key stands where that of this version did. */
    public void replacePepper(int version) {
        replacedPepperVersion = version;
    }

    /** From now on there are these versions, as for an operator who rotates; the first is written with. */
    public void setPepperVersions(int... versions) {
        setVariable("PEPPER_WRITE_VERSION", Integer.toString(versions[0]));
        setVariable(
                "PEPPER_KEYS",
                IntStream.of(versions)
                        .mapToObj(version -> version + "=arn:aws:kms:eu-central-1:123456789012:key/" + version)
                        .collect(Collectors.joining(",")));
    }

    /** The same, with bootstrap run thereafter. */
    public void bootstrapWithPeppers(int... versions) {
        setPepperVersions(versions);
        IntStream.of(versions)
                .forEach(version -> deploymentStore.insertPepperCheckValue(
                        version, pepperSource().derive(version).checkValue()));
    }

    /** Everything that functions of this stack logged. */
    public List<String> logLines() {
        return context.lines();
    }

    /** What functions of this stack counted, each line in CloudWatch's embedded metric format. */
    public List<String> metrics() {
        return context.metrics();
    }

    public TestContext context() {
        return context;
    }

    /** A token to be: of jane, without scopes, project or end. */
    public TokenBuilder token() {
        return new TokenBuilder(this);
    }

    public TestResponse call(
            RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> handler, TestEvent event) {
        return TestResponse.of(handler.handleRequest(event.toRequest(), context));
    }

    /** Returns whether a token value is authenticated now. */
    public boolean isActive(String tokenValue) {
        Authenticator authenticator = new Authenticator(tokenFormat(), tokens, users, wiring().pepperCache(), clock());
        return authenticator.authenticate(tokenValue) instanceof AuthenticationResult.Authenticated;
    }

    /** Gives a token a new secret. */
    public void regenerate(Token token, Duration overlap) {
        Principal administrator = new Principal(
                tokenFormat().mint().id(),
                "admin",
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
        if (!tokens.insert(token)) {
            throw new IllegalStateException("The id was used before: " + token.id());
        }
        return new IssuedToken(presented, token);
    }
}
