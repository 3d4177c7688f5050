package dev.tokenry.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a sender marks a request with that it may have to send again, and the one body that the mark stands for.
 *
 * @param bodySha256 of the body as it was sent, in hexadecimal digits
 */
public record IdempotencyKey(String text, String bodySha256) {

    /** What a key looks like, for messages. */
    public static final String FORM = "[A-Za-z0-9_-]{1,128}";

    private static final Pattern TEXT = Pattern.compile(FORM);

    /** The key of a request; empty when the text is none. */
    public static Optional<IdempotencyKey> of(String text, String body) {
        return TEXT.matcher(text).matches() ? Optional.of(new IdempotencyKey(text, sha256(body))) : Optional.empty();
    }

    private static String sha256(String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
