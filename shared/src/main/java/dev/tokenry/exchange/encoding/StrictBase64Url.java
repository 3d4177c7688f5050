package dev.tokenry.exchange.encoding;

import java.util.Base64;
import java.util.Optional;

/** Base64url without padding (RFC 7515, appendix C). Every sequence of bytes has one accepted text. */
public final class StrictBase64Url {

    private StrictBase64Url() {}

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Decodes a text; empty if it is not exactly what {@link #encode} returns for some bytes. */
    public static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The decoder accepts padding, and any value of the bits that the last character does not need.
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
