package dev.tokenry.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a sender marks a request with that it may have to send again, and the one body that the mark stands for.
 *
 * @param payloadHash of the body as it was sent, in hexadecimal digits
 */
public record IdempotencyKey(String value, String payloadHash) {

    /** What a key looks like, for messages. */
    public static final String PATTERN = "[A-Za-z0-9_-]{1,128}";

    private static final Pattern COMPILED_PATTERN = Pattern.compile(PATTERN);

    /** The key of a request; empty when the text is none. */
    public static Optional<IdempotencyKey> parse(String value, String payload) {
        return COMPILED_PATTERN.matcher(value).matches() ? Optional.of(new IdempotencyKey(value, sha256(payload))) : Optional.empty();
    }

    private static String sha256(String payload) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(payload.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
