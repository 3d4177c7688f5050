package dev.tokenry.e2e;

import dev.tokenry.emulator.apigateway.Gateway;
import dev.tokenry.local.BootstrapToken;
import dev.tokenry.local.LocalTokenry;
import dev.tokenry.local.StackOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** A running stack for tests, with its administrator token. */
final class TestStack implements AutoCloseable {

    static final Path TEMPLATE = Path.of("../template.yaml");

    /** A port without a server. */
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

    /** Starts a stack with attached stacks. */
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
        return clientWithToken(
                stack.bootstrapToken().flatMap(BootstrapToken::reveal).orElseThrow());
    }

    ApiClient clientWithToken(String token) {
        return new ApiClient(stack.baseUrl(), token);
    }

    ApiClient anonymousClient() {
        return new ApiClient(stack.baseUrl(), null);
    }

    /** Returns the value of an environment variable of a function. */
    String variable(String function, String name) {
        return stack.template().functions().stream()
                .filter(each -> each.logicalId().equals(function))
                .map(each -> each.environment().get(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Starts a second gateway with the same tables and keys and with new function instances, whose caches are empty.
     *
     * @param variables additional environment variables of the given functions
     */
    Gateway startDetour(Map<String, String> variables, List<String> functions) {
        return stack.startDetour(variables, functions);
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
        return builder.endpointOverride(
                        URI.create(variables.getOrDefault("AWS_ENDPOINT_URL_" + service, UNREACHABLE_ENDPOINT)))
                .region(Region.of(stack.aws().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsSessionCredentials.create(
                        variables.getOrDefault("AWS_ACCESS_KEY_ID", ""),
                        variables.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
                        variables.getOrDefault("AWS_SESSION_TOKEN", ""))));
    }
}
