package dev.tokenry.exchange;

import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.encoding.StrictBase64Url;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import dev.tokenry.exchange.keys.SignatureAlgorithm;
import dev.tokenry.exchange.keys.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Parses id tokens: JWTs (RFC 7519) in the compact form of signed ones (RFC 7515, section 7.1). A token has one
 * accepted text for the same header, payload and signature.
 */
public final class IdTokenParser {

    /** The length of an id token, in characters. */
    public static final int MAX_LENGTH = 16_384;

    /**
     * The members of a header. All others change how a token is verified, such as {@code crit} and {@code b64}, or name
     * the key to use, such as {@code jwk} and {@code jku}.
     */
    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "kid", "typ", "x5t", "x5t#S256", "cty");

    private static final String TYPE = "JWT";

    private IdTokenParser() {}

    /** Parses a token. Accepts any text, and never throws. */
    public static IdTokenParseResult parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return new RejectedIdToken(RejectionReason.TOO_LONG);
        }
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        // A further dot is not in the alphabet of base64url.
        if (first < 0 || second < 0) {
            return new RejectedIdToken(RejectionReason.MALFORMED);
        }
        Optional<JsonObject> header = json(text.substring(0, first));
        Optional<JsonObject> claims = json(text.substring(first + 1, second));
        Optional<byte[]> signature = StrictBase64Url.decode(text.substring(second + 1));
        if (header.isEmpty() || claims.isEmpty() || signature.isEmpty()) {
            return new RejectedIdToken(RejectionReason.MALFORMED);
        }
        return withHeader(header.get(), claims.get(), text.substring(0, second), signature.get());
    }

    private static IdTokenParseResult withHeader(
            JsonObject header, JsonObject claims, String signedText, byte[] signature) {
        if (!HEADER_MEMBERS.containsAll(header.names()) || !hasOnlyStrings(header)) {
            return new RejectedIdToken(RejectionReason.HEADER);
        }
        Optional<String> name = header.findText("alg");
        if (name.isEmpty()) {
            return new RejectedIdToken(RejectionReason.HEADER);
        }
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.find(name.get());
        if (algorithm.isEmpty()) {
            return new RejectedIdToken(RejectionReason.ALGORITHM);
        }
        Optional<String> keyId = header.findText("kid").filter(VerificationKey::isKeyId);
        if (keyId.isEmpty()) {
            return new RejectedIdToken(RejectionReason.HEADER);
        }
        if (!header.findText("typ").orElse(TYPE).equalsIgnoreCase(TYPE)) {
            return new RejectedIdToken(RejectionReason.TYPE);
        }
        return new UnverifiedIdToken(algorithm.get(), keyId.get(), claims, signedText, signature);
    }

    private static boolean hasOnlyStrings(JsonObject header) {
        for (String name : header.names()) {
            if (!(header.find(name).orElseThrow() instanceof JsonValue.Text)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<JsonObject> json(String part) {
        return StrictBase64Url.decode(part).flatMap(StrictJsonParser::parse);
    }

    /** Returns the bytes of a text that consists of base64url and dots. */
    static byte[] bytes(String signedText) {
        return signedText.getBytes(StandardCharsets.US_ASCII);
    }
}
