package dev.tokenry.exchange.keys;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The code with which an identity provider has sent a browser back (RFC 6749, section 4.1.2), and what redeems it.
 * Neither code nor verifier is logged or stored.
 */
public final class AuthorizationCode {

    /** The largest length of a code, in characters. */
    public static final int MAX_LENGTH = 4096;

    /** RFC 7636, section 4.1. */
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private final String clientId;
    private final String redirectUri;
    private final String code;
    private final String verifier;

    /**
     * @param clientId the client for which the code was requested
     * @param redirectUri where the provider has sent the browser
     * @throws IllegalArgumentException if the verifier is none
     */
    public AuthorizationCode(String clientId, String redirectUri, String code, String verifier) {
        if (!isVerifier(verifier)) {
            throw new IllegalArgumentException("The verifier is invalid");
        }
        this.clientId = clientId;
        this.redirectUri = redirectUri;
        this.code = code;
        this.verifier = verifier;
    }

    /** Returns whether a text can be the verifier of a code. */
    public static boolean isVerifier(String text) {
        return VERIFIER.matcher(text).matches();
    }

    public String clientId() {
        return clientId;
    }

    public String redirectUri() {
        return redirectUri;
    }

    /** Returns the verifier, from which the nonce follows. */
    public String revealVerifier() {
        return verifier;
    }

    /** Returns the body of the request that redeems the code. */
    public String revealForm() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", clientId);
        form.put("code", code);
        form.put("redirect_uri", redirectUri);
        form.put("code_verifier", verifier);
        return form.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "AuthorizationCode[clientId=" + clientId + "]";
    }
}
