package dev.tokenry.emulator.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import dev.tokenry.emulator.RawHttp;
import dev.tokenry.emulator.io.EmulatorException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcEmulatorTest {

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
    void the_discovery_document_of_people_names_all_endpoints() throws Exception {
        HttpResponse<String> response = providers.get("people/.well-known/openid-configuration");

        JsonNode document = TestProviders.json(response);
        String issuer = providers.issuer("people");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(document.path("issuer").textValue()).isEqualTo(issuer);
        assertThat(document.path("jwks_uri").textValue()).isEqualTo(issuer + "/jwks");
        assertThat(document.path("authorization_endpoint").textValue()).isEqualTo(issuer + "/authorize");
        assertThat(document.path("token_endpoint").textValue()).isEqualTo(issuer + "/token");
        assertThat(document.path("end_session_endpoint").textValue()).isEqualTo(issuer + "/end-session");
        assertThat(document.path("code_challenge_methods_supported")).hasToString("[\"S256\"]");
        assertThat(document.path("authorization_response_iss_parameter_supported")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void the_discovery_document_of_machines_has_no_endpoint_for_people() throws Exception {
        JsonNode document = TestProviders.json(providers.get("ci/.well-known/openid-configuration"));

        assertThat(document.path("issuer").textValue()).isEqualTo(providers.issuer("ci"));
        assertThat(document.has("authorization_endpoint")).isFalse();
        assertThat(providers.authorize("ci", TestProviders.request()).statusCode())
                .isEqualTo(404);
        assertThat(providers.post("ci/token", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void each_provider_publishes_two_keys_of_its_own() throws Exception {
        JWKSet keys = NimbusVerification.keys(providers, "people");

        assertThat(keys.getKeys().stream().map(key -> key.getAlgorithm().getName()))
                .containsExactly("RS256", "ES256");
        assertThat(keys.getKeys()).noneMatch(JWK::isPrivate);
        for (JWK key : keys.getKeys()) {
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        }
        assertThat(keys.getKeyByKeyId(keys.getKeys().getFirst().getKeyID())
                        .toRSAKey()
                        .size())
                .isEqualTo(2048);
        assertThat(NimbusVerification.keys(providers, "ci").getKeys()).doesNotContainAnyElementsOf(keys.getKeys());
    }

    @Test
    void a_token_of_another_provider_has_no_known_key() throws Exception {
        String token = providers.mint("ci/mint", "{}").body();

        assertThat(NimbusVerification.verify(providers, "ci", token).getIssuer())
                .isEqualTo(providers.issuer("ci"));
        assertThatThrownBy(() -> NimbusVerification.verify(providers, "people", token))
                .isInstanceOf(BadJOSEException.class);
    }

    @Test
    void keys_remain_after_a_restart() throws Exception {
        List<JWK> keys = NimbusVerification.keys(providers, "ci").getKeys();
        String token = providers.mint("ci/mint", "{}").body();
        providers.close();

        providers = new TestProviders(directory);

        assertThat(NimbusVerification.keys(providers, "ci").getKeys()).isEqualTo(keys);
        assertThat(NimbusVerification.verify(providers, "ci", token).getAudience())
                .containsExactly("https://shop.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{\"ci\":{}}", "{\"ci\":{\"RS256\":{\"public\":\"AA==\",\"private\":\"s3cret\"}}}"})
    void damaged_keys_are_reported_without_their_text(String content, @TempDir Path damaged) throws Exception {
        Files.writeString(damaged.resolve("oidc-keys.json"), content);

        assertThatThrownBy(() -> new TestProviders(damaged))
                .isInstanceOf(EmulatorException.class)
                .hasMessageEndingWith("oidc-keys.json does not contain keys. Delete it.")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "people", "people/", "unknown/jwks", "people/jwks/", "people/jwks/x", "peoplex/jwks"})
    void other_paths_are_not_found(String path) throws Exception {
        assertThat(providers.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | people/jwks                             | GET
            POST   | people/.well-known/openid-configuration | GET
            PUT    | people/authorize                        | GET, POST
            GET    | people/token                            | POST
            DELETE | people/end-session                      | GET, POST
            GET    | ci/mint                                 | POST
            OPTIONS| ci/mint                                 | POST
            """)
    void other_methods_are_rejected(String method, String path, String allowed) throws Exception {
        HttpResponse<String> response =
                providers.send(providers.builder(path).method(method, BodyPublishers.ofString("x")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).isEqualTo(Optional.of(allowed));
    }

    @Test
    void other_host_names_are_rejected() throws Exception {
        for (String path : List.of("/oidc/people/authorize", "/oidc/ci/jwks", "/oidc/ci/mint")) {
            assertThat(RawHttp.send(providers.endpoint(), "GET", path, Map.of("Host", "evil.example"), new byte[0])
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void issuers_are_listed_by_name() {
        assertThat(providers.emulator().issuers())
                .containsExactly(
                        Map.entry("people", providers.issuer("people")),
                        Map.entry("partners", providers.issuer("partners")),
                        Map.entry("ci", providers.issuer("ci")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ci", "a/b", "..", "a b"})
    void a_name_that_is_no_segment_of_a_path_is_rejected(String name) {
        assertThatThrownBy(() -> new ProviderSpec(name, TestProviders.object("{}"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
