package dev.tokenry.model;

import dev.tokenry.text.Sha256;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The value of an {@code Idempotency-Key} header, with a hash of the request body that it was sent with. A key must not
 * be reused with another body.
 *
 * @param payloadHash SHA-256 of the operation and the request body in UTF-8, in hexadecimal digits
 */
public record IdempotencyKey(String value, String payloadHash) {

    /** The accepted syntax of a key, as error messages show it. */
    public static final String PATTERN = "[A-Za-z0-9_-]{1,128}";

    private static final Pattern COMPILED_PATTERN = Pattern.compile(PATTERN);

    /** Returns the key of a request with this body, or empty if the value does not match {@link #PATTERN}. */
    public static Optional<IdempotencyKey> parse(String value, String payload) {
        return COMPILED_PATTERN.matcher(value).matches()
                ? Optional.of(new IdempotencyKey(value, sha256(payload)))
                : Optional.empty();
    }

    /**
     * Returns the key of a request with this body.
     *
     * @param operation distinguishes requests for other resources; not the start of a body
     */
    public static Optional<IdempotencyKey> parse(String value, String operation, String payload) {
        return parse(value, operation + payload);
    }

    /** Returns the SHA-256 of a text in UTF-8, in hexadecimal digits. */
    public static String sha256(String payload) {
        return HexFormat.of().formatHex(Sha256.of(payload));
    }
}
