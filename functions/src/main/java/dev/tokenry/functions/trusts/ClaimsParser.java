package dev.tokenry.functions.trusts;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.exchange.encoding.JsonObject;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.encoding.StrictBase64Url;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import dev.tokenry.functions.http.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/** Parses the claims of an id token, and rejects the token itself, which could be exchanged. */
final class ClaimsParser {

    private static final String CLAIMS = "claims";

    /** An id token consists of parts of base64url with dots between them. */
    private static final int PARTS = 3;

    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9_.-]+");

    private ClaimsParser() {}

    /** @throws ApiException.InvalidRequestException with a violation for each invalid field */
    static JsonObject parse(JsonBody body) {
        String text = body.required(CLAIMS, body::objectText);
        JsonObject claims = text == null
                ? null
                : StrictJsonParser.parse(text.getBytes(StandardCharsets.UTF_8)).orElse(null);
        if (text != null && claims == null) {
            body.violations()
                    .add(
                            CLAIMS,
                            ViolationReason.PATTERN,
                            "must be those of an id token: at most " + StrictJsonParser.MAX_DEPTH
                                    + " levels, and strings of at most " + StrictJsonParser.MAX_STRING_LENGTH
                                    + " characters of valid Unicode");
        }
        if (claims != null && containsIdToken(claims)) {
            body.violations()
                    .add(
                            CLAIMS,
                            ViolationReason.CONTAINS_TOKEN,
                            "contains an id token. Send its decoded claims, and the token itself only to be exchanged");
        }
        body.throwIfInvalid();
        return Objects.requireNonNull(claims);
    }

    private static boolean containsIdToken(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                object.names().stream()
                        .anyMatch(name -> containsIdToken(name)
                                || containsIdToken(object.find(name).orElseThrow()));
            case JsonValue.Array array -> array.elements().stream().anyMatch(ClaimsParser::containsIdToken);
            case JsonValue.Text text -> containsIdToken(text.value());
            case JsonValue.Bool _, JsonValue.Null _, JsonValue.OtherNumber _, JsonValue.Whole _ -> false;
        };
    }

    private static boolean containsIdToken(String text) {
        return OTHERS.splitAsStream(text).anyMatch(ClaimsParser::isIdTokenWithin);
    }

    /** Names of hosts have three parts, too. The first part of an id token is a JSON object. */
    private static boolean isIdTokenWithin(String word) {
        String[] parts = word.split("\\.", -1);
        for (int i = 0; i + PARTS <= parts.length; i++) {
            if (isJsonObject(parts[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isJsonObject(String part) {
        return StrictBase64Url.decode(part)
                .filter(bytes ->
                        new String(bytes, StandardCharsets.UTF_8).strip().startsWith("{"))
                .isPresent();
    }
}
