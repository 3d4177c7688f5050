package dev.tokenry.emulator.oidc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request of an application whose client and redirect URI are known (OpenID Connect Core 1.0, section 3.1.2.1).
 *
 * @param parameters what the page sends again with the chosen person
 * @param codeChallenge the SHA-256 of the verifier (RFC 7636); other methods are not supported
 * @param isSilent whether nothing may be shown: {@code prompt=none}
 */
record AuthorizationRequest(
        Map<String, String> parameters,
        String redirectUri,
        String codeChallenge,
        Optional<String> nonce,
        boolean isSilent) {

    private static final List<String> REPEATED_BY_PAGE = List.of(
            "client_id",
            "redirect_uri",
            "response_type",
            "response_mode",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method");

    private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");
    private static final Pattern CODE_CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** @throws OAuthException if the request is not supported */
    static AuthorizationRequest parse(Parameters parameters) {
        Map<String, String> repeated = new LinkedHashMap<>();
        for (String name : REPEATED_BY_PAGE) {
            parameters.find(name).ifPresent(value -> repeated.put(name, value));
        }
        requireAbsent(parameters, "request", "request_not_supported");
        requireAbsent(parameters, "request_uri", "request_uri_not_supported");
        if (!parameters.require("response_type").equals("code")) {
            throw new OAuthException("unsupported_response_type", "response_type must be code");
        }
        if (!parameters.find("response_mode").orElse("query").equals("query")) {
            throw OAuthException.invalidRequest("response_mode must be query");
        }
        if (!Arrays.asList(parameters.require("scope").split(" ", -1)).contains("openid")) {
            throw new OAuthException("invalid_scope", "scope must contain openid");
        }
        // Without a method, the challenge would be the verifier itself.
        if (!parameters.find("code_challenge_method").orElse("plain").equals("S256")) {
            throw OAuthException.invalidRequest("code_challenge_method must be S256");
        }
        String challenge = parameters.require("code_challenge");
        if (!CODE_CHALLENGE.matcher(challenge).matches()) {
            throw OAuthException.invalidRequest("code_challenge must be 43 characters of base64url");
        }
        return new AuthorizationRequest(
                repeated,
                parameters.require("redirect_uri"),
                challenge,
                parameters.find("nonce"),
                isSilent(parameters.find("prompt")));
    }

    private static void requireAbsent(Parameters parameters, String name, String error) {
        if (parameters.names().contains(name)) {
            throw new OAuthException(error, name + " is not supported");
        }
    }

    private static boolean isSilent(Optional<String> prompt) {
        List<String> prompts = prompt.map(text -> List.of(text.split(" ", -1))).orElse(List.of());
        if (!PROMPTS.containsAll(prompts) || (prompts.contains("none") && prompts.size() > 1)) {
            throw OAuthException.invalidRequest("prompt must be none, or any of login, consent and select_account");
        }
        return prompts.contains("none");
    }
}
