package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.apigateway.Gateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.KmsClient;

/** While a dependency is unavailable, requests are denied with 503 instead of 401, and nothing is changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String NEW = Json.format("{'name':'n','scopes':['metrics.read']}");

    private TestStack stack;
    private ApiClient admin;
    private IssuedToken issued;

    @BeforeAll
    void start(@TempDir Path data) {
        stack = TestStack.start(data);
        admin = stack.admin();
        issued = admin.create("{'name':'outage','scopes':['metrics.read']}");
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL_KMS"})
    void an_authorizer_without_its_dependencies_returns_503(String endpointVariable) {
        try (Gateway gateway = stack.startDetour(Map.of(endpointVariable, TestStack.UNREACHABLE_ENDPOINT), List.of("AuthorizeFunction"))) {
            ApiClient detourClient = admin.withBaseUrl(gateway.uri().resolve("/api"));

            for (ApiReply reply : List.of(
                    detourClient.get(TOKENS),
                    detourClient.post(TOKENS, NEW),
                    detourClient.delete(TOKENS + "/" + issued.id()),
                    detourClient.withToken(issued).get(TOKENS + "/" + issued.id()))) {
                assertUnavailable(reply);
            }
        }
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
    }

    @Test
    void a_function_without_its_table_returns_503() {
        List<String> handlers = List.of(
                "CreateFunction",
                "ListFunction",
                "GetFunction",
                "UpdateFunction",
                "DeleteFunction",
                "RegenerateFunction");
        try (Gateway gateway = stack.startDetour(Map.of("AWS_ENDPOINT_URL_DYNAMODB", TestStack.UNREACHABLE_ENDPOINT), handlers)) {
            ApiClient detourClient = admin.withBaseUrl(gateway.uri().resolve("/api"));
            String path = TOKENS + "/" + issued.id();

            for (ApiReply reply : List.of(
                    detourClient.post(TOKENS, NEW),
                    detourClient.get(TOKENS),
                    detourClient.get(path),
                    detourClient.put(path, Json.format("{'enabled':false}")),
                    detourClient.delete(path),
                    detourClient.post(path + "/regenerate"))) {
                assertUnavailable(reply);
            }
            // An invalid request is rejected without access to the table.
            detourClient.post(TOKENS, "{").expectError(400);
        }
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
    }

    @Test
    void a_function_without_its_key_creates_no_token_and_replaces_no_secret() {
        try (Gateway gateway = stack.startDetour(
                Map.of("AWS_ENDPOINT_URL_KMS", TestStack.UNREACHABLE_ENDPOINT), List.of("CreateFunction", "RegenerateFunction"))) {
            ApiClient detourClient = admin.withBaseUrl(gateway.uri().resolve("/api"));
            int before = tokenCount();

            assertUnavailable(detourClient.post(TOKENS, NEW));
            assertUnavailable(detourClient.post(TOKENS + "/" + issued.id() + "/regenerate"));

            assertThat(tokenCount()).isEqualTo(before);
        }
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
    }

    @Test
    void a_disabled_key_stops_new_instances_but_not_those_with_a_cached_pepper() {
        try (KmsClient kms = stack.kms();
                Gateway gateway = stack.startDetour(Map.of(), List.of())) {
            String key = stack.variable("CreateFunction", "PEPPER_KEYS").substring("1=".length());
            ApiClient detourClient = admin.withBaseUrl(gateway.uri().resolve("/api"));
            admin.get(TOKENS).expectStatus(200);
            kms.disableKey(request -> request.keyId(key));
            try {
                assertUnavailable(detourClient.get(TOKENS));
                assertUnavailable(detourClient.post(TOKENS, NEW));
                assertUnavailable(detourClient.withToken(issued).get(TOKENS + "/" + issued.id()));
                assertUnavailable(detourClient.withTokenValue(TamperedTokens.tokenValue(TamperedTokens.id())).get(TOKENS));
                detourClient.withTokenValue("garbage").get(TOKENS).expectError(401);
                detourClient.anonymous().get(TOKENS).expectError(401);
                admin.get(TOKENS).expectStatus(200);
            } finally {
                kms.enableKey(request -> request.keyId(key));
            }
            detourClient.get(TOKENS).expectStatus(200);
            assertThat(detourClient.withToken(issued).isAuthenticated()).isTrue();
        }
    }

    @Test
    void a_pepper_that_does_not_match_the_table_serves_no_requests() {
        try (KmsClient kms = stack.kms()) {
            String otherKeyArn = kms.createKey(request -> request.keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC"))
                    .keyMetadata()
                    .arn();
            Map<String, String> peppers = Map.of("PEPPER_KEYS", "1=" + otherKeyArn);
            try (Gateway gateway = stack.startDetour(peppers, List.of("AuthorizeFunction"))) {
                ApiClient detourClient = admin.withBaseUrl(gateway.uri().resolve("/api"));
                assertUnavailable(detourClient.get(TOKENS));
                assertUnavailable(detourClient.withTokenValue(TamperedTokens.tokenValue(TamperedTokens.id())).get(TOKENS));
            }
            try (Gateway gateway = stack.startDetour(peppers, List.of("CreateFunction", "RegenerateFunction"))) {
                ApiClient detourClient = admin.withBaseUrl(gateway.uri().resolve("/api"));
                assertUnavailable(detourClient.post(TOKENS, NEW));
                assertUnavailable(detourClient.post(TOKENS + "/" + issued.id() + "/regenerate"));
            }
        }
        assertThat(admin.withToken(issued).isAuthenticated()).isTrue();
    }

    private int tokenCount() {
        return admin.get(TOKENS).expectStatus(200).json().get("totalCount").intValue();
    }

    private static void assertUnavailable(ApiReply reply) {
        reply.expectError(503);
        assertThat(reply.header("Retry-After")).matches("[1-9][0-9]?");
        assertThat(reply.header("WWW-Authenticate")).isEmpty();
    }
}
