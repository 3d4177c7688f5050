package dev.tokenry.functions;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tokenry.authentication.AuthenticationResult;
import dev.tokenry.authentication.Authenticator;
import dev.tokenry.administration.IssuedToken;
import dev.tokenry.administration.TokenIssuer;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.store.IdempotencyStore;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.error.ServiceUnavailableException;
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
public final class TestStack implements Surroundings {

    /** The time of the API's examples. */
    public static final Instant NOW = Instant.parse("2026-03-18T10:37:42.518Z");

    /** The token that the event files are called with, and the one that they are about. */
    public static final String CALLER =
            "tk0c01.ST2EY72KQINMH574WMNVI7YN.EXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLETOKENNDVINJCT";

    public static final String OTHER =
            "tk0c01.7TVOLKGGDXNGK2WJ5GZ4NAEX.ANOTHEREXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLAH4IO7J";

    private final TestTokens tokens = new TestTokens();
    private final TestUsers users = new TestUsers(tokens);
    private final TestFacts facts = new TestFacts();
    private final TestApiRules apiRules = new TestApiRules();
    private final TestContext context = new TestContext();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> variables = new HashMap<>();
    private volatile Instant now = NOW;
    private volatile byte pepperSeed = 42;
    private volatile boolean pepperAway;
    private volatile int otherPepper;

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
            facts.insertPepperCheckValue(1, peppers().derive(1).checkValue());
        }
    }

    /** A stack on which bootstrap never ran. */
    public static TestStack untouched() {
        return new TestStack(false);
    }

    /** Route rules as the template gives them to the authorizer. */
    public static String routeRules() {
        try {
            List<String> template = Files.readAllLines(Path.of("..", "template.yaml"));
            List<String> behind = template.stream()
                    .dropWhile(line -> !line.strip().equals("ROUTE_RULES: |"))
                    .skip(1)
                    .toList();
            int indent = indentOf(behind.getFirst());
            return behind.stream()
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

    public void set(String variable, String value) {
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
    public TestTokens tokens() {
        return tokens;
    }

    @Override
    public TestUsers users() {
        return users;
    }

    @Override
    public TestTokens lastUses() {
        return tokens;
    }

    @Override
    public TestTokens digests() {
        return tokens;
    }

    @Override
    public TestTokens catalogue() {
        return tokens;
    }

    @Override
    public IdempotencyStore idempotency() {
        return tokens.keys();
    }

    @Override
    public TestFacts stack() {
        return facts;
    }

    @Override
    public TestApiRules apiRules() {
        return apiRules;
    }

    @Override
    public PepperSource peppers() {
        return version -> {
            if (pepperAway) {
                throw new ServiceUnavailableException("The test's key is away");
            }
            byte[] bytes = new byte[32];
            Arrays.fill(bytes, (byte) (pepperSeed + version + (version == otherPepper ? 100 : 0)));
            return new Pepper(version, bytes);
        };
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public void pepperGoesAway() {
        pepperAway = true;
    }

    /** Another key stands where the stack's own did. */
    public void pepperIsAnother() {
        pepperSeed++;
    }

    /** Another key stands where that of this version did. */
    public void pepperIsAnother(int version) {
        otherPepper = version;
    }

    /** From now on there are these versions, as for an operator who rotates; the first is written with. */
    public void peppers(int... versions) {
        set("PEPPER_WRITE_VERSION", Integer.toString(versions[0]));
        set(
                "PEPPER_KEYS",
                IntStream.of(versions)
                        .mapToObj(version -> version + "=arn:aws:kms:eu-central-1:123456789012:key/" + version)
                        .collect(Collectors.joining(",")));
    }

    /** The same, with bootstrap run thereafter. */
    public void bootstrapPeppers(int... versions) {
        peppers(versions);
        IntStream.of(versions)
                .forEach(version -> facts.insertPepperCheckValue(
                        version, peppers().derive(version).checkValue()));
    }

    /** Everything that functions of this stack logged. */
    public List<String> log() {
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
    public Draft token() {
        return new Draft(this);
    }

    public TestAnswer call(
            RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function, TestEvent event) {
        return TestAnswer.of(function.handleRequest(event.asRequest(), context));
    }

    /** Whether a whole token opens anything now. */
    public boolean isLive(String wholeToken) {
        Authenticator authenticator = new Authenticator(format(), tokens, users, wiring().peppers(), clock());
        return authenticator.authenticate(wholeToken) instanceof AuthenticationResult.Authenticated;
    }

    TokenFormat format() {
        return new TokenFormat("tk0c01", Set.of("tk0c01"), random);
    }

    IssuedToken keep(Draft draft) {
        TokenIssuer issuer = wiring().issuer(wiring().peppers());
        return issuer.store(draft.whole(), draft.origin(), draft.settings()).orElseThrow();
    }
}
