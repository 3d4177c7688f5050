package dev.tokenry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Reports of GitHub, which are signed with a key of this test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedStackExtension.class)
class GitHubReportIT {

    private static final String REPORT = "/v2/apiTokens/leaks/github";
    private static final String URL = "https://github.com/acme/shop/blob/main/deploy.sh";

    private final ApiClient withoutKeys;
    private KeyPair key;
    private TestStack stack;
    private ApiClient admin;

    GitHubReportIT(TestStack withoutKeys) {
        this.withoutKeys = withoutKeys.anonymousClient();
    }

    @BeforeAll
    void start(@TempDir Path data) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
        String pem = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
        stack = TestStack.start(
                data,
                Map.of(
                        "GitHubSecretScanningKeys",
                        TestJson.format("{'public_keys':[{'key_identifier':'key-1','key':'-----BEGIN PUBLIC KEY-----\\n"
                                + pem + "\\n-----END PUBLIC KEY-----\\n','is_current':true}]}")));
        admin = stack.admin();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void reported_tokens_are_rejected_from_the_next_request_on() throws GeneralSecurityException {
        IssuedToken first = create();
        IssuedToken second = create();
        String body = report(first) + "," + report(second) + "," + report(first);

        ApiReply reply = send(admin.anonymous(), "[" + body + "]", sign("[" + body + "]"));

        assertThat(reply.expectStatus(202).body()).isEqualTo("{}");
        assertThat(admin.withToken(first).isAuthenticated()).isFalse();
        assertThat(admin.withToken(second).isAuthenticated()).isFalse();
        assertThat(admin.get("/v2/apiTokens/" + first.id()).string("status")).isEqualTo("leaked");
    }

    @Test
    void a_report_that_github_has_not_signed_revokes_nothing() throws GeneralSecurityException {
        IssuedToken found = create();
        String body = "[" + report(found) + "]";

        send(admin.anonymous(), body, sign(body + " ")).expectError(403);
        admin.anonymous().post(REPORT, body).expectError(403);

        assertThat(admin.withToken(found).isAuthenticated()).isTrue();
    }

    @Test
    void without_keys_the_route_does_not_exist() throws GeneralSecurityException {
        send(withoutKeys, "[]", sign("[]")).expectError(404);
    }

    private IssuedToken create() {
        return admin.create("{'name':'found','scopes':['metrics.read','apiTokens.read']}");
    }

    private static String report(IssuedToken found) {
        return TestJson.format(
                "{'token':'%s','type':'tokenry_api_token','url':'%s','source':'content'}", found.token(), URL);
    }

    private static ApiReply send(ApiClient caller, String body, String signature) {
        return Http.send(caller.request(REPORT)
                .header("Content-Type", "application/json")
                .header("Github-Public-Key-Identifier", "key-1")
                .header("Github-Public-Key-Signature", signature)
                .POST(BodyPublishers.ofString(body)));
    }

    private String sign(String body) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(body.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
