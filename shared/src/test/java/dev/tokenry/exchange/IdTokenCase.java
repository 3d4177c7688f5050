package dev.tokenry.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenry.exchange.condition.Conditions;
import dev.tokenry.exchange.condition.ConditionsParser;
import dev.tokenry.exchange.encoding.JsonValue;
import dev.tokenry.exchange.encoding.StrictBase64Url;
import dev.tokenry.exchange.encoding.StrictJsonParser;
import dev.tokenry.exchange.keys.IssuerKeys;
import dev.tokenry.exchange.keys.KeyLookup;
import dev.tokenry.exchange.keys.KeySet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A case of {@code id-tokens.json}: an id token, the trust that it is for, and the result that is right for it. */
public final class IdTokenCase {

    public static final String AUDIENCE = "https://tokenry.example/e/prod";
    public static final String ISSUER = "https://token.actions.githubusercontent.com";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNode FIXTURE = read();
    private static final KeySet KEYS = TestKeys.keySet();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(chars|nested|jwk):?([0-9]*)}");
    private static final String BASE64_URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static final int MAX_STRING = 8000;

    /** Those of a token with a signature of 256 bytes. */
    private static final int SIGNATURE_AND_DOTS = 344;

    private final JsonNode node;

    private IdTokenCase(JsonNode node) {
        this.node = node;
    }

    public static Stream<IdTokenCase> all() {
        return StreamSupport.stream(FIXTURE.get("cases").spliterator(), false).map(IdTokenCase::new);
    }

    /** Returns the case whose token is accepted and unchanged. */
    public static IdTokenCase base() {
        return all().findFirst().orElseThrow();
    }

    public static Instant now() {
        return Instant.parse(FIXTURE.get("now").asText());
    }

    /** Returns a verifier that knows the keys of the cases, at their time. */
    public static IdTokenVerifier verifier() {
        return new IdTokenVerifier(
                (_, keyId) ->
                        KEYS.find(keyId).<KeyLookup>map(KeyLookup.Found::new).orElseGet(KeyLookup.Unknown::new),
                Clock.fixed(now(), ZoneOffset.UTC));
    }

    /** Parses and verifies a text. */
    VerificationResult verify(String text) {
        return switch (IdTokenParser.parse(text)) {
            case UnverifiedIdToken token -> verifier().verify(token, issuer(), conditions());
            case RejectedIdToken rejected -> rejected;
        };
    }

    public boolean isAccepted() {
        return node.get("expected").asText().equals("accepted");
    }

    /** Returns the id of the reason, or {@code accepted}. */
    public String expected() {
        return node.get("expected").asText();
    }

    public OptionalInt failedCondition() {
        return node.has("failedCondition")
                ? OptionalInt.of(node.get("failedCondition").asInt())
                : OptionalInt.empty();
    }

    /** Returns whether a rule of the trust decides, which no library for JWTs knows. */
    boolean isDecidedByTrust() {
        return Set.of("condition", "event").contains(expected())
                || node.path("row").asText().equals("50");
    }

    /** Returns why the token must be rejected although Nimbus accepts it; empty if Nimbus rejects it as well. */
    String stricterThanNimbus() {
        return node.path("stricterThanNimbus").asText();
    }

    public TrustedIssuer issuer() {
        IssuerKind kind = IssuerKind.valueOf(node.path("kind").asText("GITHUB"));
        return new TrustedIssuer(
                node.path("issuer").asText(ISSUER),
                kind,
                Set.of(AUDIENCE),
                Duration.ofHours(1),
                new IssuerKeys.Uploaded(KEYS));
    }

    public Conditions conditions() {
        JsonNode conditions = node.has("conditions") ? node.get("conditions") : FIXTURE.get("conditions");
        if (conditions.isEmpty()) {
            return Conditions.none();
        }
        JsonValue value = StrictJsonParser.parse(
                        ("{\"conditions\":" + conditions + "}").getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .find("conditions")
                .orElseThrow();
        return (Conditions) ConditionsParser.parse(value);
    }

    /** Returns the text of the base token with replacements in its payload, signed with the key of this name. */
    public static String signed(String key, String algorithm, Map<String, String> replacements) {
        String header = FIXTURE.get("header")
                .asText()
                .replace("\"rsa\"", "\"" + key + "\"")
                .replace("RS256", algorithm);
        String payload = FIXTURE.get("payload").asText();
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            if (!payload.contains(replacement.getKey())) {
                throw new IllegalStateException(replacement.getKey() + " is not there");
            }
            payload = payload.replace(replacement.getKey(), replacement.getValue());
        }
        String input = StrictBase64Url.encode(header.getBytes(StandardCharsets.UTF_8)) + "."
                + StrictBase64Url.encode(payload.getBytes(StandardCharsets.UTF_8));
        try {
            return input + "." + StrictBase64Url.encode(TestKeys.sign(key, algorithm, input));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a token of P-256 with the other signature that is valid for it. */
    public static String withOtherSignature(String text) {
        int start = text.lastIndexOf('.') + 1;
        byte[] signature = StrictBase64Url.decode(text.substring(start)).orElseThrow();
        return text.substring(0, start) + StrictBase64Url.encode(TestKeys.otherForm(signature));
    }

    /** Returns the text of the token. */
    public String text() {
        String edit = node.path("text").asText();
        if (edit.startsWith("length:")) {
            return ofLength(Integer.parseInt(edit.substring(edit.indexOf(':') + 1)));
        }
        String header = replaced("header");
        String payload = replaced("payload");
        Charset encoding = Charset.forName(node.path("encoding").asText("UTF-8"));
        String token = signed(header.getBytes(StandardCharsets.UTF_8), payload.getBytes(encoding));
        while (edit.equals("plainBase64") && !differsInPlainBase64(token)) {
            payload += " ";
            token = signed(header.getBytes(StandardCharsets.UTF_8), payload.getBytes(encoding));
        }
        return edited(edit, token);
    }

    private static boolean differsInPlainBase64(String token) {
        String signature = token.substring(token.lastIndexOf('.'));
        return signature.contains("-") || signature.contains("_");
    }

    private String signed(byte[] header, byte[] payload) {
        String input = StrictBase64Url.encode(header) + "." + StrictBase64Url.encode(payload);
        try {
            byte[] signature = TestKeys.sign(
                    node.path("key").asText("rsa"), node.path("sign").asText("RS256"), input);
            return input + "." + StrictBase64Url.encode(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String edited(String edit, String token) {
        int signature = token.lastIndexOf('.') + 1;
        String signed = token.substring(0, signature);
        return switch (edit) {
            case "" -> token;
            case "padded" -> token + "==";
            case "unusedBits" -> token.substring(0, token.length() - 1) + next(token.charAt(token.length() - 1));
            case "newline" -> token + "\n";
            case "leadingBlank" -> " " + token;
            case "plainBase64" -> signed + plainBase64(token.substring(signature));
            case "fourthPart" -> token + ".AAAA";
            case "twoParts" -> signed.substring(0, signature - 1);
            case "emptyHeader" -> token.substring(token.indexOf('.'));
            case "emptyPayload" -> token.substring(0, token.indexOf('.') + 1) + token.substring(signature - 1);
            case "noSignature" -> signed;
            case "zeroSignature" -> signed + StrictBase64Url.encode(new byte[64]);
            default -> throw new IllegalArgumentException(edit);
        };
    }

    /** The last bits of the character encode nothing. */
    private static char next(char last) {
        return BASE64_URL.charAt(BASE64_URL.indexOf(last) + 1);
    }

    private static String plainBase64(String signature) {
        return signature.replace('-', '+').replace('_', '/');
    }

    /**
     * The members that make the token longer encode to three of four lengths, and blanks in the header to the others.
     */
    private String ofLength(int length) {
        for (int blanks = 0; blanks < 4; blanks++) {
            String header = replaced("header").replace("}", " ".repeat(blanks) + "}");
            for (int more = 1; more < MAX_STRING; more++) {
                String further = ",\"x\":\"" + "x".repeat(MAX_STRING) + "\",\"y\":\"" + "y".repeat(more) + "\"}";
                String payload = replaced("payload").replace("}", further);
                if (encodedLength(header) + encodedLength(payload) + SIGNATURE_AND_DOTS == length) {
                    return signed(header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        throw new IllegalStateException("No token has this length");
    }

    private static int encodedLength(String ascii) {
        return (ascii.length() * 4 + 2) / 3;
    }

    private String replaced(String part) {
        String text = FIXTURE.get(part).asText();
        for (JsonNode replacement : node.path(part)) {
            String from = replacement.get(0).asText();
            if (text.indexOf(from) < 0 || text.indexOf(from) != text.lastIndexOf(from)) {
                throw new IllegalStateException(from + " is not there once");
            }
            text = text.replace(from, replacement.get(1).asText());
        }
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group(1)) {
                            case "chars" -> "x".repeat(Integer.parseInt(match.group(2)));
                            case "nested" -> nested(Integer.parseInt(match.group(2)));
                            default -> TestKeys.jwk();
                        }));
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static JsonNode read() {
        try (InputStream stream = Objects.requireNonNull(IdTokenCase.class.getResourceAsStream("id-tokens.json"))) {
            return MAPPER.readTree(stream);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return node.get("row").asText() + ": " + node.get("name").asText();
    }
}
