package dev.tokenry.local.e2e;

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

/** While something is away nobody is let in, nobody is told that their token is wrong, and nothing is changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageIT {

    private static final String TOKENS = "/v2/apiTokens";
    private static final String NEW = Json.of("{'name':'n','scopes':['metrics.read']}");

    private TestStack stack;
    private Caller admin;
    private Issued issued;

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
    void an_authorizer_that_cannot_decide_says_try_again(String away) {
        try (Gateway gateway = stack.detour(Map.of(away, TestStack.NOWHERE), List.of("AuthorizeFunction"))) {
            Caller detour = admin.at(gateway.uri().resolve("/api"));

            for (Reply reply : List.of(
                    detour.get(TOKENS),
                    detour.post(TOKENS, NEW),
                    detour.delete(TOKENS + "/" + issued.id()),
                    detour.with(issued).get(TOKENS + "/" + issued.id()))) {
                unavailable(reply);
            }
        }
        assertThat(admin.with(issued).isIn()).isTrue();
    }

    @Test
    void a_function_whose_table_is_away_says_try_again() {
        List<String> handlers = List.of(
                "CreateFunction",
                "ListFunction",
                "GetFunction",
                "UpdateFunction",
                "DeleteFunction",
                "RegenerateFunction");
        try (Gateway gateway = stack.detour(Map.of("AWS_ENDPOINT_URL_DYNAMODB", TestStack.NOWHERE), handlers)) {
            Caller detour = admin.at(gateway.uri().resolve("/api"));
            String path = TOKENS + "/" + issued.id();

            for (Reply reply : List.of(
                    detour.post(TOKENS, NEW),
                    detour.get(TOKENS),
                    detour.get(path),
                    detour.put(path, Json.of("{'enabled':false}")),
                    detour.delete(path),
                    detour.post(path + "/regenerate"))) {
                unavailable(reply);
            }
            // What is wrong in itself needs no table to be refused.
            detour.post(TOKENS, "{").isError(400);
        }
        assertThat(admin.with(issued).isIn()).isTrue();
    }

    @Test
    void a_function_whose_key_is_away_mints_nothing_and_ends_no_secret() {
        try (Gateway gateway = stack.detour(
                Map.of("AWS_ENDPOINT_URL_KMS", TestStack.NOWHERE), List.of("CreateFunction", "RegenerateFunction"))) {
            Caller detour = admin.at(gateway.uri().resolve("/api"));
            int before = total();

            unavailable(detour.post(TOKENS, NEW));
            unavailable(detour.post(TOKENS + "/" + issued.id() + "/regenerate"));

            assertThat(total()).isEqualTo(before);
        }
        assertThat(admin.with(issued).isIn()).isTrue();
    }

    @Test
    void a_disabled_key_stops_every_new_instance_and_none_that_has_the_pepper_yet() {
        try (KmsClient kms = stack.kms();
                Gateway gateway = stack.detour(Map.of(), List.of())) {
            String key = stack.variable("CreateFunction", "PEPPER_KEYS").substring("1=".length());
            Caller detour = admin.at(gateway.uri().resolve("/api"));
            admin.get(TOKENS).is(200);
            kms.disableKey(request -> request.keyId(key));
            try {
                unavailable(detour.get(TOKENS));
                unavailable(detour.post(TOKENS, NEW));
                unavailable(detour.with(issued).get(TOKENS + "/" + issued.id()));
                unavailable(detour.holder(Forged.token(Forged.id())).get(TOKENS));
                detour.holder("garbage").get(TOKENS).isError(401);
                detour.nobody().get(TOKENS).isError(401);
                admin.get(TOKENS).is(200);
            } finally {
                kms.enableKey(request -> request.keyId(key));
            }
            detour.get(TOKENS).is(200);
            assertThat(detour.with(issued).isIn()).isTrue();
        }
    }

    @Test
    void another_pepper_than_the_tables_serves_nobody_and_mints_nothing() {
        try (KmsClient kms = stack.kms()) {
            String other = kms.createKey(request -> request.keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC"))
                    .keyMetadata()
                    .arn();
            Map<String, String> peppers = Map.of("PEPPER_KEYS", "1=" + other);
            try (Gateway gateway = stack.detour(peppers, List.of("AuthorizeFunction"))) {
                Caller detour = admin.at(gateway.uri().resolve("/api"));
                unavailable(detour.get(TOKENS));
                unavailable(detour.holder(Forged.token(Forged.id())).get(TOKENS));
            }
            try (Gateway gateway = stack.detour(peppers, List.of("CreateFunction", "RegenerateFunction"))) {
                Caller detour = admin.at(gateway.uri().resolve("/api"));
                unavailable(detour.post(TOKENS, NEW));
                unavailable(detour.post(TOKENS + "/" + issued.id() + "/regenerate"));
            }
        }
        assertThat(admin.with(issued).isIn()).isTrue();
    }

    private int total() {
        return admin.get(TOKENS).is(200).json().get("totalCount").intValue();
    }

    private static void unavailable(Reply reply) {
        reply.isError(503);
        assertThat(reply.header("Retry-After")).matches("[1-9][0-9]?");
        assertThat(reply.header("WWW-Authenticate")).isEmpty();
    }
}
