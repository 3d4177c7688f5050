package dev.tokenry.authorizer.image;

import dev.tokenry.authorizer.aws.ScriptedService;
import dev.tokenry.authorizer.aws.TrainingServices;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.store.dynamodb.TrainingItems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the authorizer with stand-ins for AWS, and has the JVM make an AOT cache of it. */
final class Training {

    private static final String TABLE = "tokens";
    private static final String PREFIX = "tk0c01";

    /** The token of the sample events, and the API that some of them are from. */
    private static final String TOKEN =
            PREFIX + ".ST2EY72KQINMH574WMNVI7YN.EXAMPLETOKENNOTASECRETEXAMPLETOKENNOTASECRETEXAMPLETOKENNDVINJCT";

    private static final String API_ID = "h1t2t3p4a5";

    /** @param result what the result contains */
    private record Sample(String event, String result) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample("authorize-create", "\"Effect\":\"Allow\""),
            new Sample("authorize-http-1", "\"Effect\":\"Allow\""),
            new Sample("authorize-http-2", "\"isAuthorized\":true"),
            new Sample("authorize-garbage", "Unauthorized"));

    private static final int ROUNDS = 5;
    private static final int RETRIES = 20;

    private final Path bootstrap;
    private final Path events;

    /** @param events the directory of the sample events */
    Training(Path bootstrap, Path events) {
        this.bootstrap = bootstrap;
        this.events = events;
    }

    /** Makes a cache of a function that has authorized requests. */
    void makeCache(Path cache) throws IOException, InterruptedException, GeneralSecurityException {
        run(ROUNDS, Map.of("TOKENRY_TRAINING", "on"));
        if (!Files.exists(cache)) {
            throw new IOException("The JVM wrote no cache");
        }
    }

    /** Fails if the JVM cannot use the cache. */
    void useCache() throws IOException, InterruptedException, GeneralSecurityException {
        run(1, Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"));
    }

    private void run(int rounds, Map<String, String> variables)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path directory = Files.createTempDirectory("training");
        ServerCertificate certificate = ServerCertificate.create(directory);
        try (ScriptedService aws = new ScriptedService(certificate.sockets(), services())) {
            Map<String, String> environment = environment("https://localhost:" + aws.port(), certificate);
            environment.putAll(variables);
            try (TrainedFunction function = new TrainedFunction(bootstrap, environment)) {
                for (int round = 1; round <= rounds; round++) {
                    invokeAll(function);
                }
                function.stop();
            }
        } finally {
            for (Path file : List.of(certificate.keyStore(), certificate.authority(), directory)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void invokeAll(TrainedFunction function) throws IOException, InterruptedException {
        for (Sample sample : SAMPLES) {
            String result = function.invoke(events.resolve(sample.event() + ".json"));
            // On a busy machine the first calls, for which nothing is compiled, can take longer than the authorizer
            // waits.
            for (int retry = 1; retry <= RETRIES && !result.contains(sample.result()); retry++) {
                result = function.invoke(events.resolve(sample.event() + ".json"));
            }
            if (!result.contains(sample.result())) {
                throw new IllegalStateException(sample.event() + ": " + result);
            }
        }
    }

    private static TrainingServices services() {
        byte[] mac = new byte[SecretDigest.BYTES];
        PresentedToken presented =
                new TokenFormat(PREFIX, Set.of(PREFIX), () -> 0).parse(TOKEN).orElseThrow();
        return new TrainingServices(TABLE, mac, TrainingItems.of(presented, new Pepper(1, mac), API_ID));
    }

    private static Map<String, String> environment(String endpoint, ServerCertificate certificate) {
        Map<String, String> variables = new HashMap<>();
        variables.put("TABLE_NAME", TABLE);
        variables.put("RETENTION_DAYS", "90");
        variables.put("TOKEN_PREFIX", PREFIX);
        variables.put("ACCEPTED_PREFIXES", PREFIX);
        variables.put("PEPPER_KEYS", "1=arn:aws:kms:eu-central-1:123456789012:key/training");
        variables.put("PEPPER_WRITE_VERSION", "1");
        variables.put("AUTHORIZER_RESULT_TTL", "0");
        variables.put("ROUTE_RULES", "POST /v2/apiTokens anyOf(apiTokens.write)");
        variables.put("STACK_NAME", "training");
        variables.put("AWS_REGION", "eu-central-1");
        variables.put("AWS_ACCESS_KEY_ID", "training");
        variables.put("AWS_SECRET_ACCESS_KEY", "training");
        variables.put("AWS_ENDPOINT_URL", endpoint);
        variables.put("AWS_CA_BUNDLE", certificate.authority().toString());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", "training");
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769");
        variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
        // Of the image, where it is empty, and not of the machine that makes it.
        variables.put("LAMBDA_TASK_ROOT", "/var/task");
        variables.put("_HANDLER", "dev.tokenry.authorizer.AuthorizeHandler");
        return variables;
    }
}
