package dev.tokenry.benchmarks.cpu;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.authorization.rule.RouteMatch;
import dev.tokenry.authorization.rule.RouteRules;
import dev.tokenry.authorizer.AuthorizeHandler;
import dev.tokenry.authorizer.InMemoryAuthorizer;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.ScopeCatalogue;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.time.DateParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An authorization without I/O, and the parts of it and of other operations that compute most. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 10, time = 1)
public class CpuBenchmarks {

    /** The property with the directory of the two files. */
    public static final String DIRECTORY = "tokenry.benchmarks.cpu";

    /** The variables of the authorizer. */
    public static final String ENVIRONMENT_FILE = "environment.json";

    /** The event of a request to create a token, with the token of the documentation. */
    public static final String EVENT_FILE = "event.json";

    private static final String TOKEN =
            "tk0c01.ST2EY72KQINMH574WMNVI7YN.EXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLETOKENNDVINJCT";

    private final Pepper pepper = new Pepper(1, new byte[SecretDigest.BYTES]);
    private final TokenFormat format = TokenFormat.parse("tk0c01", "tk0c01", RandomGenerator.getDefault());
    private final PresentedToken token = format.parse(TOKEN).orElseThrow();
    private final DateParser dates = new DateParser(InstantSource.fixed(Instant.parse("2026-03-18T10:37:42.518Z")));
    private final LambdaLogger logger = new SilentLogger();
    private final Context context = (Context) Proxy.newProxyInstance(
            CpuBenchmarks.class.getClassLoader(), new Class<?>[] {Context.class}, (_, _, _) -> logger);

    private byte[] event = {};
    private RouteRules rules = RouteRules.NONE;
    private AuthorizeHandler handler;

    /** Reads the files, and tests once that the token is allowed. */
    @Setup
    public void read() throws IOException {
        Path directory = Path.of(System.getProperty(DIRECTORY));
        event = Files.readAllBytes(directory.resolve(EVENT_FILE));
        Map<String, String> environment = new HashMap<>(new ObjectMapper()
                .readValue(directory.resolve(ENVIRONMENT_FILE).toFile(), new TypeReference<Map<String, String>>() {}));
        environment.put("TOKEN_PREFIX", "tk0c01");
        environment.put("ACCEPTED_PREFIXES", "tk0c01");
        rules = RouteRules.parse(environment.get("ROUTE_RULES"), ScopeCatalogue.builtIn());
        handler = InMemoryAuthorizer.create(environment, token, pepper);
        String response = new String(authorization(), StandardCharsets.UTF_8);
        if (!response.contains("\"Allow\"")) {
            throw new IllegalStateException(response);
        }
    }

    @Benchmark
    public byte[] authorization() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream(1024);
        handler.handleRequest(new ByteArrayInputStream(event), output, context);
        return output.toByteArray();
    }

    @Benchmark
    public SecretDigest digest() {
        return pepper.digest(token.id(), token.secret());
    }

    @Benchmark
    public Optional<PresentedToken> parsingOfToken() {
        return format.parse(TOKEN);
    }

    @Benchmark
    public Instant parsingOfDate() throws Exception {
        return dates.parseFuture("now+30d");
    }

    @Benchmark
    public Optional<RouteMatch> matchingOfRoute() {
        return rules.matchPath("POST", "/v2/apiTokens/tk0c01.ST2EY72KQINMH574WMNVI7YN/regenerate");
    }

    private static final class SilentLogger implements LambdaLogger {

        @Override
        public void log(String message) {}

        @Override
        public void log(byte[] message) {}
    }
}
