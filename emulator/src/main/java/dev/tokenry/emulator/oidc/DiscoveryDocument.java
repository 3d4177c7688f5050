package dev.tokenry.emulator.oidc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a provider says of itself (OpenID Connect Discovery 1.0, section 3). */
final class DiscoveryDocument {

    private DiscoveryDocument() {}

    static Map<String, Object> of(ProviderUrls urls, boolean hasSignIn) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", urls.issuer());
        document.put("jwks_uri", urls.endpoint(ProviderUrls.JWKS));
        document.put("subject_types_supported", List.of("public"));
        document.put(
                "id_token_signing_alg_values_supported",
                Arrays.stream(SigningAlgorithm.values()).map(Enum::name).toList());
        if (hasSignIn) {
            addSignIn(document, urls);
        } else {
            // As issuers of CI systems say, which have no authorization endpoint either.
            document.put("response_types_supported", List.of("id_token"));
        }
        return document;
    }

    private static void addSignIn(Map<String, Object> document, ProviderUrls urls) {
        document.put("authorization_endpoint", urls.endpoint(ProviderUrls.AUTHORIZE));
        document.put("token_endpoint", urls.endpoint(ProviderUrls.TOKEN));
        document.put("end_session_endpoint", urls.endpoint(ProviderUrls.END_SESSION));
        document.put("response_types_supported", List.of("code"));
        document.put("response_modes_supported", List.of("query"));
        document.put("grant_types_supported", List.of("authorization_code"));
        document.put("scopes_supported", List.of("openid"));
        document.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
        document.put("code_challenge_methods_supported", List.of("S256"));
        document.put("token_endpoint_auth_methods_supported", List.of("none"));
        document.put("authorization_response_iss_parameter_supported", true);
        document.put("request_parameter_supported", false);
        document.put("request_uri_parameter_supported", false);
    }
}
