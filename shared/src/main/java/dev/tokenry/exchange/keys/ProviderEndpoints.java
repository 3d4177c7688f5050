package dev.tokenry.exchange.keys;

import org.jspecify.annotations.Nullable;

/**
 * The endpoints that an issuer names in its discovery document. People sign in by the first two; issuers of jobs have
 * none.
 *
 * @param authorization to which a browser is sent
 * @param token at which a code is redeemed
 * @param endSession at which the session with the issuer ends
 */
public record ProviderEndpoints(
        @Nullable String authorization,
        @Nullable String token,
        @Nullable String endSession) {

    /** The endpoints of an issuer that signs no people in. */
    public static final ProviderEndpoints NONE = new ProviderEndpoints(null, null, null);

    /** Returns whether people can sign in. */
    public boolean permitSignIn() {
        return authorization != null && token != null;
    }
}
