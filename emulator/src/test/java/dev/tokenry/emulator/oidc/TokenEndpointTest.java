package dev.tokenry.emulator.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

    private static final String OTHER_VERIFIER = "a".repeat(43);

    /** Shared, because generating keys takes a second. */
    @TempDir
    static Path directory;

    private TestProviders providers;

    @BeforeEach
    void start() throws Exception {
        providers = new TestProviders(directory);
    }

    @AfterEach
    void stop() {
        providers.close();
    }

    @Test
    void a_code_is_redeemed_for_an_id_token() throws Exception {
        String code = providers.code("people");
        providers.waitSeconds(1);

        HttpResponse<String> response = redeem(TestProviders.redemption(code));

        JsonNode json = TestProviders.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).containsEntry("cache-control", List.of("no-store"));
        assertThat(json.path("token_type").textValue()).isEqualTo("Bearer");
        assertThat(json.path("expires_in").intValue()).isEqualTo(300);
        assertThat(json.path("access_token").textValue()).isNotBlank();
        JWTClaimsSet claims = NimbusVerification.verify(
                providers, "people", json.path("id_token").textValue());
        assertThat(claims.getIssuer()).isEqualTo(providers.issuer("people"));
        assertThat(claims.getSubject()).isEqualTo("248289761001");
        assertThat(claims.getAudience()).containsExactly(TestProviders.CLIENT);
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(providers.now()));
        assertThat(claims.getExpirationTime())
                .isEqualTo(Date.from(providers.now().plusSeconds(300)));
        assertThat(claims.getDateClaim("auth_time"))
                .isEqualTo(Date.from(providers.now().minusSeconds(1)));
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-0S6");
        assertThat(claims.getStringClaim("email")).isEqualTo("ada@example.org");
        assertThat(claims.getJWTID()).isNotBlank();
    }

    @Test
    void a_request_without_a_nonce_has_none_in_the_token() throws Exception {
        Map<String, String> form = TestProviders.request();
        form.remove("nonce");
        form.put("person", "1\"<b>");
        String code =
                TestProviders.location(providers.post("people/authorize", form)).get("code");

        String token = TestProviders.json(redeem(TestProviders.redemption(code)))
                .path("id_token")
                .textValue();

        JWTClaimsSet claims = NimbusVerification.verify(providers, "people", token);
        assertThat(claims.getClaims()).doesNotContainKeys("nonce", "email");
        assertThat(claims.getSubject()).isEqualTo("1\"<b>");
    }

    @Test
    void a_code_is_redeemed_once() throws Exception {
        String code = providers.code("people");

        assertThat(redeem(TestProviders.redemption(code)).statusCode()).isEqualTo(200);
        assertError(redeem(TestProviders.redemption(code)), 400, "invalid_grant");
    }

    @Test
    void a_rejected_request_uses_the_code_up() throws Exception {
        String code = providers.code("people");
        Map<String, String> wrong = TestProviders.redemption(code);
        wrong.put("code_verifier", OTHER_VERIFIER);

        assertError(redeem(wrong), 400, "invalid_grant");
        assertError(redeem(TestProviders.redemption(code)), 400, "invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({"59, 200", "60, 400"})
    void a_code_expires_after_a_minute(long seconds, int status) throws Exception {
        String code = providers.code("people");
        providers.waitSeconds(seconds);

        assertThat(redeem(TestProviders.redemption(code)).statusCode()).isEqualTo(status);
    }

    @Test
    void a_provider_does_not_accept_the_code_of_another() throws Exception {
        String code = providers.code("partners");

        assertError(redeem(TestProviders.redemption(code)), 400, "invalid_grant");
        assertThat(providers
                        .post("partners/token", TestProviders.redemption(code))
                        .statusCode())
                .isEqualTo(200);
    }

    /** A minus instead of a value removes the parameter. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            grant_type       | -                 | 400 | invalid_request
            grant_type       | refresh_token     | 400 | unsupported_grant_type
            client_id        | -                 | 400 | invalid_request
            client_id        | other             | 401 | invalid_client
            client_secret    | s3cret            | 401 | invalid_client
            client_assertion | eyJ               | 401 | invalid_client
            code             | -                 | 400 | invalid_request
            code             | guessed           | 400 | invalid_grant
            redirect_uri     | -                 | 400 | invalid_request
            redirect_uri     | http://localhost:9/shop/signed-in?tab=2 | 400 | invalid_grant
            redirect_uri     | http://localhost:9/shop/signed-in/      | 400 | invalid_grant
            code_verifier    | -                 | 400 | invalid_request
            code_verifier    | short             | 400 | invalid_request
            code_verifier    | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  | 400 | invalid_grant
            code_verifier    | E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM  | 400 | invalid_grant
            code_verifier    | dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX=  | 400 | invalid_request
            """)
    void an_invalid_request_is_rejected(String name, String value, int status, String error) throws Exception {
        Map<String, String> form = TestProviders.redemption(providers.code("people"));
        if (value.equals("-")) {
            form.remove(name);
        } else {
            form.put(name, value);
        }

        assertError(redeem(form), status, error);
    }

    @Test
    void an_authorization_header_is_rejected() throws Exception {
        Map<String, String> form = TestProviders.redemption(providers.code("people"));

        HttpResponse<String> response = providers.post("people/token", form, "Authorization", "Basic c2hvcDo=");

        assertError(response, 401, "invalid_client");
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic ");
    }

    @Test
    void a_repeated_parameter_is_rejected() throws Exception {
        String form = TestProviders.encode(TestProviders.redemption(providers.code("people")));

        assertError(providers.post("people/token", form + "&client_id=shop"), 400, "invalid_request");
    }

    @Test
    void a_broken_escape_sequence_is_rejected() throws Exception {
        assertError(providers.post("people/token", "code=%zz"), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain"})
    void only_forms_are_accepted(String type) throws Exception {
        String form = TestProviders.encode(TestProviders.redemption(providers.code("people")));

        HttpResponse<String> response = providers.send(
                providers.builder("people/token", "Content-Type", type).POST(BodyPublishers.ofString(form)));

        assertError(response, 415, "invalid_request");
    }

    @Test
    void a_large_body_is_rejected() throws Exception {
        assertError(providers.post("people/token", "code=" + "x".repeat(64 * 1024)), 413, "invalid_request");
    }

    private HttpResponse<String> redeem(Map<String, String> form) throws Exception {
        return providers.post("people/token", form);
    }

    private static void assertError(HttpResponse<String> response, int status, String error) throws Exception {
        JsonNode json = TestProviders.json(response);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json.path("error").textValue()).isEqualTo(error);
        assertThat(json.path("error_description").textValue()).isNotBlank().doesNotContain("\"", "\\");
        assertThat(json.has("id_token")).isFalse();
    }
}
