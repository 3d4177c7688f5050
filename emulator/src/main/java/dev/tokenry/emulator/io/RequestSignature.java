package dev.tokenry.emulator.io;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Computes the Signature Version 4 of a received request. The signers of the SDK cannot do this, because they add
 * headers of their own to the request.
 *
 * @param signedHeaders the names of the signed headers, in lower case and sorted
 * @param payloadHash the hexadecimal SHA-256 of the body, or {@code UNSIGNED-PAYLOAD}
 * @param timestamp the signing time, such as {@code 20261122T100000Z}
 */
public record RequestSignature(
        ReceivedRequest request,
        List<String> signedHeaders,
        String payloadHash,
        String timestamp,
        String region,
        String service) {

    public static final String ALGORITHM = "AWS4-HMAC-SHA256";

    /** The query parameter of the signature, which the signature does not cover. */
    public static final String PARAMETER = "X-Amz-Signature";

    private static final String END_OF_SCOPE = "aws4_request";

    /** Returns the end of the credential after the access key id. */
    public String scope() {
        return String.join("/", day(), region, service, END_OF_SCOPE);
    }

    /** Returns whether the presented signature is that of the request, in constant time. */
    public boolean matches(String presented, String secretAccessKey) {
        return MessageDigest.isEqual(
                presented.getBytes(StandardCharsets.UTF_8),
                compute(secretAccessKey).getBytes(StandardCharsets.UTF_8));
    }

    private String compute(String secretAccessKey) {
        String stringToSign = String.join("\n", ALGORITHM, timestamp, scope(), sha256(canonicalRequest()));
        byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
        for (String message : List.of(day(), region, service, END_OF_SCOPE, stringToSign)) {
            key = hmac(key, message);
        }
        return HexFormat.of().formatHex(key);
    }

    private String day() {
        return timestamp.substring(0, 8);
    }

    private String canonicalRequest() {
        String headers = signedHeaders.stream()
                .map(name -> name + ":" + canonicalValue(request.header(name)) + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                request.rawPath(),
                canonicalQuery(),
                headers,
                String.join(";", signedHeaders),
                payloadHash);
    }

    private String canonicalQuery() {
        return Stream.of(request.rawQuery().split("&", -1))
                .filter(pair -> !pair.isEmpty() && !pair.startsWith(PARAMETER + "="))
                .map(pair -> Arrays.stream(Arrays.copyOf(pair.split("=", 2), 2))
                        .map(part -> encoded(Objects.requireNonNullElse(part, "")))
                        .collect(Collectors.joining("=")))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String canonicalValue(List<String> values) {
        return values.stream().map(value -> withSingleSpaces(value.strip())).collect(Collectors.joining(","));
    }

    /** Looks for a run of spaces first: a session token has thousands of characters, and each request is signed. */
    private static String withSingleSpaces(String value) {
        return value.contains("  ") ? value.replaceAll(" +", " ") : value;
    }

    private static String encoded(String part) {
        return SdkHttpUtils.urlEncode(URLDecoder.decode(part, StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the hexadecimal digest. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
