package dev.tokenry.exchange;

import dev.tokenry.exchange.encoding.StrictBase64Url;
import dev.tokenry.text.Sha256;
import java.util.Optional;

/** Computes what two strings of one id token have in common, so that each token is exchanged once. */
final class ReplayDigest {

    private ReplayDigest() {}

    /**
     * Returns the SHA-256 digest, in base64url, of the issuer and the id of the token, or of header and payload if it
     * has no id. The signature is no part of it: who has a signature by an elliptic curve can compute a second valid
     * one.
     */
    static String of(String issuer, Optional<String> jwtId, String signedText) {
        return jwtId.isPresent() ? digest(issuer, "jti", jwtId.get()) : digest(issuer, "text", signedText);
    }

    private static String digest(String issuer, String form, String value) {
        // Zero bytes separate the parts. The issuer, which is configured, and the form have none.
        return StrictBase64Url.encode(Sha256.of(issuer + "\0" + form + "\0" + value));
    }
}
