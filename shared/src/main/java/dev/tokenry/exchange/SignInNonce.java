package dev.tokenry.exchange;

import dev.tokenry.exchange.encoding.StrictBase64Url;
import dev.tokenry.text.Sha256;

/**
 * The nonce of a sign-in (OpenID Connect Core 1.0, section 3.1.2.1). It follows from the verifier of the code, so that
 * a code that another browser requested gives nothing here, even if the provider ignores the verifier.
 */
public final class SignInNonce {

    private static final String CONTEXT = "tokenry/nonce/";

    private SignInNonce() {}

    /** Returns the nonce that an application sends to the provider if it keeps this verifier. */
    public static String of(String verifier) {
        return StrictBase64Url.encode(Sha256.of(CONTEXT + verifier));
    }
}
