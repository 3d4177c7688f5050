package dev.tokenry.e2e;

import dev.tokenry.local.BootstrapToken;
import dev.tokenry.local.LocalTokenry;
import dev.tokenry.local.StackOptions;
import dev.tokenry.emulator.apigateway.ApiIdentity;
import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.emulator.lambda.EmulatedFunction;
import dev.tokenry.emulator.cloudformation.ApiSpec;
import dev.tokenry.emulator.cloudformation.FunctionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Complete local stack for tests, with its bootstrap token. */
final class TestStack implements AutoCloseable {

    static final Path TEMPLATE = Path.of("../template.yaml");

    /** Endpoint on which no server listens. */
    static final String UNREACHABLE_ENDPOINT = "http://127.0.0.1:1";

    private final LocalTokenry stack;

    private TestStack(LocalTokenry stack) {
        this.stack = stack;
    }

    static TestStack start(Path data) {
        return new TestStack(LocalTokenry.start(StackOptions.of(TEMPLATE, data)));
    }

    static TestStack start(Path data, Map<String, String> parameters) {
        return new TestStack(LocalTokenry.start(new StackOptions(TEMPLATE, data, 0, false, parameters)));
    }

    static TestStack startFresh(Path data) {
        return new TestStack(LocalTokenry.start(new StackOptions(TEMPLATE, data, 0, true, Map.of())));
    }

    /** Starts a stack with the stacks of these templates attached. */
    static TestStack startWithAttached(Path data, Path... templates) {
        return new TestStack(LocalTokenry.start(StackOptions.of(TEMPLATE, data).withAttached(templates)));
    }

    LocalTokenry localTokenry() {
        return stack;
    }

    URI origin() {
        return stack.origin();
    }

    ApiClient admin() {
        return clientWithToken(stack.bootstrapToken().flatMap(BootstrapToken::reveal).orElseThrow());
    }

    ApiClient clientWithToken(String token) {
        return new ApiClient(stack.baseUrl(), token);
    }

    ApiClient anonymousClient() {
        return new ApiClient(stack.baseUrl(), null);
    }

    /** Returns an environment variable of a function from the template. */
    String variable(String function, String name) {
        return stack.template().functions().stream()
                .filter(each -> each.logicalId().equals(function))
                .map(each -> each.environment().get(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Starts a second gateway for the same tables and keys. Its functions are new instances without cached state. The
     * named functions get these additional environment variables.
     */
    Gateway startDetour(Map<String, String> variables, List<String> functions) {
        Map<String, EmulatedFunction> all = stack.template().functions().stream()
                .map(each -> each.with(stack.aws().environment()))
                .map(each -> functions.contains(each.logicalId()) ? each.with(variables) : each)
                .collect(Collectors.toMap(FunctionSpec::logicalId, EmulatedFunction::of));
        ApiSpec api = stack.template().api();
        ApiIdentity identity = new ApiIdentity(stack.aws().region(), stack.aws().accountId(), api.apiId(), api.stage());
        try {
            return Gateway.start(api, identity, all, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DynamoDbClient dynamoDb() {
        return configure(DynamoDbClient.builder(), "DYNAMODB").build();
    }

    KmsClient kms() {
        return configure(KmsClient.builder(), "KMS").build();
    }

    @Override
    public void close() {
        stack.close();
    }

    private <B extends AwsClientBuilder<B, ?>> B configure(B builder, String service) {
        Map<String, String> variables = stack.aws().environment();
        return builder.endpointOverride(URI.create(variables.getOrDefault("AWS_ENDPOINT_URL_" + service, UNREACHABLE_ENDPOINT)))
                .region(Region.of(stack.aws().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        variables.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                        variables.getOrDefault("AWS_SECRET_ACCESS_KEY", ""))));
    }
}
