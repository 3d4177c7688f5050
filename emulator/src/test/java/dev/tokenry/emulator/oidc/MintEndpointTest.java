package dev.tokenry.emulator.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tokenry.emulator.io.EmulatorJson;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MintEndpointTest {

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
    void a_token_has_the_sample_claims_and_the_present_time() throws Exception {
        HttpResponse<String> response = providers.mint("ci/mint", "{}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/jwt");
        assertThat(SignedJWT.parse(response.body()).getHeader().getType().getType())
                .isEqualTo("JWT");
        JWTClaimsSet claims = NimbusVerification.verify(providers, "ci", response.body());
        assertThat(claims.getClaims()).containsOnlyKeys("iss", "aud", "repository", "pod", "iat", "exp", "jti");
        assertThat(claims.getIssuer()).isEqualTo(providers.issuer("ci"));
        assertThat(claims.getStringClaim("repository")).isEqualTo("acme/web");
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(providers.now()));
        assertThat(claims.getExpirationTime())
                .isEqualTo(Date.from(providers.now().plusSeconds(300)));
        assertThat(claims.getJWTID())
                .isNotEqualTo(NimbusVerification.verify(
                                providers, "ci", providers.mint("ci/mint", "{}").body())
                        .getJWTID());
    }

    @Test
    void given_claims_replace_sample_claims_and_null_removes_them() throws Exception {
        JsonNode claims = claims(providers.mint("ci/mint", """
                {"iss": "https://other.example", "aud": ["a", "b"], "repository": null, "jti": null, "exp": "soon",
                 "n": 1, "nbf": 1, "pod": {"name": null, "uid": "u"}, "deep": {"er": {"x": true, "y": null}}}
                """));

        assertThat(claims).isEqualTo(EmulatorJson.MAPPER.readTree("""
                {"iss": "https://other.example", "aud": ["a", "b"], "exp": "soon", "n": 1, "pod": {"uid": "u"},
                 "deep": {"er": {"x": true}}, "iat": %d, "nbf": 1}
                """.formatted(
                        providers.now().getEpochSecond())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void the_algorithm_selects_the_key(String algorithm) throws Exception {
        String token = providers.mint("ci/mint?alg=" + algorithm, "{}").body();

        JWK key = NimbusVerification.keys(providers, "ci")
                .getKeyByKeyId(SignedJWT.parse(token).getHeader().getKeyID());
        assertThat(SignedJWT.parse(token).getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(key.getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(NimbusVerification.verify(providers, "ci", token)).isNotNull();
    }

    @Test
    void the_key_id_of_the_header_can_be_any() throws Exception {
        String token = providers.mint("ci/mint?kid=../unknown", "{}").body();

        assertThat(SignedJWT.parse(token).getHeader().getKeyID()).isEqualTo("../unknown");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 86_400})
    void the_lifetime_can_be_chosen(long seconds) throws Exception {
        JsonNode claims = claims(providers.mint("ci/mint?lifetime=" + seconds, "{}"));

        assertThat(claims.path("exp").longValue() - claims.path("iat").longValue())
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"alg=none", "alg=HS256", "lifetime=0", "lifetime=86401", "lifetime=x", "kid=a&kid=b", "ttl=5"})
    void other_parameters_are_rejected(String query) throws Exception {
        assertError(providers.mint("ci/mint?" + query, "{}"), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "null", "{", "{} {}", "{\"a\":1,\"a\":2}"})
    void a_body_that_is_no_object_is_rejected(String body) throws Exception {
        assertError(providers.mint("ci/mint", body), 400, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, text/plain, 415, invalid_request",
        "Content-Type, application/x-www-form-urlencoded, 415, invalid_request",
        "Origin, https://evil.example, 403, access_denied",
        "Origin, null, 403, access_denied"
    })
    void a_request_that_a_web_page_can_send_is_rejected(String header, String value, int status, String error)
            throws Exception {
        assertError(providers.mint("ci/mint", "{}", header, value), status, error);
    }

    @Test
    void a_large_body_is_rejected() throws Exception {
        assertError(providers.mint("ci/mint", "{\"a\":\"" + "x".repeat(64 * 1024) + "\"}"), 413, "invalid_request");
    }

    @Test
    void a_provider_for_people_mints_too() throws Exception {
        assertThat(claims(providers.mint("people/mint", "{\"sub\":\"x\"}"))
                        .path("sub")
                        .textValue())
                .isEqualTo("x");
    }

    @Test
    void two_providers_name_different_issuers() throws Exception {
        List<String> issuers = List.of(
                claims(providers.mint("people/mint", "{}")).path("iss").textValue(),
                claims(providers.mint("ci/mint", "{}")).path("iss").textValue());

        assertThat(issuers).containsExactly(providers.issuer("people"), providers.issuer("ci"));
    }

    private static JsonNode claims(HttpResponse<String> response) throws Exception {
        return EmulatorJson.MAPPER.readTree(
                SignedJWT.parse(response.body()).getPayload().toString());
    }

    private static void assertError(HttpResponse<String> response, int status, String error) throws Exception {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(TestProviders.json(response).path("error").textValue()).isEqualTo(error);
    }
}
