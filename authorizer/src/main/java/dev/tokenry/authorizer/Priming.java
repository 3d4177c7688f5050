package dev.tokenry.authorizer;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.tokenry.authorizer.aws.CrtServices;
import dev.tokenry.aws.Environment;
import dev.tokenry.crypto.Pepper;
import dev.tokenry.crypto.PepperCheckValues;
import dev.tokenry.crypto.PepperSource;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.store.ApiRulesFinder;
import dev.tokenry.store.CredentialFinder;
import dev.tokenry.store.DigestStore;
import dev.tokenry.store.LastUseStore;
import dev.tokenry.store.RejectedUseStore;
import dev.tokenry.store.dynamodb.DynamoApiRulesFinder;
import dev.tokenry.store.dynamodb.DynamoCredentialFinder;
import dev.tokenry.store.dynamodb.DynamoDigestStore;
import dev.tokenry.store.dynamodb.DynamoLastUseStore;
import dev.tokenry.store.dynamodb.DynamoRejectedUseStore;
import dev.tokenry.store.dynamodb.ItemTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Authorizes a made-up request with stand-ins for AWS, so that the classes of a request are loaded while connections
 * are opened, and before the first request. Nothing of it is secret, random or dependent on time: a snapshot may
 * contain it.
 */
final class Priming implements AuthorizerDependencies {

    private static final Pepper PEPPER = new Pepper(1, new byte[SecretDigest.BYTES]);

    private final ItemTable table = CrtServices.emptyTable();

    private Priming() {}

    /** Authorizes a request whose token does not exist. */
    static void run(Environment environment) {
        Priming dependencies = new Priming();
        AuthorizeHandler handler = new AuthorizeHandler(new AuthorizerWiring(withOneRule(environment), dependencies));
        TokenFormat format = TokenFormat.parse(
                environment.required("TOKEN_PREFIX"), environment.required("ACCEPTED_PREFIXES"), dependencies.random());
        String event = "{\"type\":\"REQUEST\",\"methodArn\":\"arn:aws:execute-api:r:1:a/s/GET/v2/apiTokens\","
                + "\"resource\":\"/v2/apiTokens\",\"httpMethod\":\"GET\",\"stageVariables\":{\"tokenryRules\":\"configured\"},"
                + "\"requestContext\":{\"identity\":{\"sourceIp\":\"192.0.2.1\"}},\"multiValueHeaders\":"
                + "{\"Authorization\":[\"Api-Token " + format.mint().reveal() + "\"]}}";
        try {
            handler.authorize(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    new AuthorizerMetrics(environment.required("STACK_NAME")),
                    new NoLog());
            throw new IllegalStateException("A token that does not exist was accepted");
        } catch (UnauthorizedException expected) {
            // The token does not exist.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rules of the stack need not be parsed twice. */
    private static Environment withOneRule(Environment environment) {
        Map<String, String> variables = new HashMap<>(environment.variables());
        variables.put("ROUTE_RULES", "GET /v2/apiTokens anyOf(apiTokens.read)");
        return new Environment(variables);
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(Instant.EPOCH);
    }

    @Override
    public RandomGenerator random() {
        return () -> 0;
    }

    @Override
    public CredentialFinder credentials() {
        return new DynamoCredentialFinder(table);
    }

    @Override
    public ApiRulesFinder apiRules() {
        return new DynamoApiRulesFinder(table);
    }

    @Override
    public LastUseStore lastUses() {
        return new DynamoLastUseStore(table);
    }

    @Override
    public RejectedUseStore rejectedUses() {
        return new DynamoRejectedUseStore(table);
    }

    @Override
    public DigestStore digests() {
        return new DynamoDigestStore(table);
    }

    @Override
    public PepperSource pepperSource() {
        return version -> new Pepper(version, new byte[SecretDigest.BYTES]);
    }

    @Override
    public PepperCheckValues pepperCheckValues() {
        return version -> Optional.of(PEPPER.checkValue());
    }

    private static final class NoLog implements LambdaLogger {

        @Override
        public void log(String message) {}

        @Override
        public void log(byte[] message) {}
    }
}
