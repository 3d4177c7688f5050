package dev.tokenry.exchange.trust;

import dev.tokenry.exchange.keys.AuthorizationCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How people sign in with an identity provider, by the authorization code grant with PKCE (RFC 7636) of a public
 * client.
 *
 * @param clientId the id of the client, which is also the one audience
 * @param redirectUris the exact URIs to which the provider may redirect, at least one
 * @param scope the scopes that are requested from the provider, {@code openid} among them, separated by spaces
 * @param linkClaim the claim whose value is the name of the user that the first sign-in of a subject is linked with;
 *     null if only administrators link users
 * @param label what the sign-in page calls the provider; null for the name of the issuer
 */
public record SignIn(
        String clientId,
        List<String> redirectUris,
        String scope,
        @Nullable String linkClaim,
        @Nullable String label) {

    /** The longest label, in code points. */
    public static final int MAX_LABEL_LENGTH = 64;

    public SignIn {
        redirectUris = List.copyOf(redirectUris);
    }

    /** Creates what has no label. */
    public SignIn(String clientId, List<String> redirectUris, String scope, @Nullable String linkClaim) {
        this(clientId, redirectUris, scope, linkClaim, null);
    }

    /** Returns whether a code can be one that the provider gave to this client. */
    public boolean accepts(AuthorizationCode code) {
        return code.clientId().equals(clientId) && redirectUris.contains(code.redirectUri());
    }
}
