package dev.tokenry.emulator.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.tokenry.emulator.io.AwsAccount;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** A request with its signature in the query string. */
final class PresignedRequest {

    private static final DateTimeFormatter DATE_FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration MAX_LIFETIME = Duration.ofDays(7);
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(15);
    private static final String SIGNATURE_PARAMETER = "X-Amz-Signature";

    /** The parameters that the signer adds. */
    private static final Set<String> SIGNING_PARAMETERS = Set.of(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            SIGNATURE_PARAMETER);

    private final HttpExchange exchange;
    private final AwsAccount account;
    private final Map<String, String> query;

    PresignedRequest(HttpExchange exchange, AwsAccount account) {
        this.exchange = exchange;
        this.account = account;
        this.query = query(exchange.getRequestURI());
    }

    /** Rejects the request as S3 does, unless it is signed with the credentials of the account and has not expired. */
    void requireValid(Instant now) {
        if (!query.keySet().containsAll(SIGNING_PARAMETERS)) {
            throw S3Exception.accessDenied("Access Denied");
        }
        if (!parameter("X-Amz-Algorithm").equals("AWS4-HMAC-SHA256")) {
            throw S3Exception.malformedSignature("X-Amz-Algorithm only supports AWS4-HMAC-SHA256");
        }
        Instant signedAt = signedAt();
        Duration lifetime = lifetime();
        requireCredential(parameter("X-Amz-Date").substring(0, 8));
        if (now.isBefore(signedAt.minus(CLOCK_SKEW))) {
            throw S3Exception.accessDenied("Request is not yet valid");
        }
        if (now.isAfter(signedAt.plus(lifetime))) {
            throw S3Exception.accessDenied("Request has expired");
        }
        requireAmzHeadersSigned();
        if (!constantTimeEquals(parameter(SIGNATURE_PARAMETER), signature(signedAt, lifetime))) {
            throw S3Exception.signatureMismatch();
        }
    }

    private Instant signedAt() {
        try {
            return DATE_FORMAT.parse(parameter("X-Amz-Date"), Instant::from);
        } catch (DateTimeException e) {
            throw S3Exception.malformedSignature("X-Amz-Date must be in the ISO8601 format yyyyMMddTHHmmssZ");
        }
    }

    private Duration lifetime() {
        String seconds = parameter("X-Amz-Expires");
        if (!seconds.matches("[0-9]{1,6}")
                || Duration.ofSeconds(Long.parseLong(seconds)).compareTo(MAX_LIFETIME) > 0) {
            throw S3Exception.malformedSignature("X-Amz-Expires must be a number of seconds, at most 604800");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private void requireCredential(String day) {
        String[] parts = parameter("X-Amz-Credential").split("/", 2);
        if (!parts[0].equals(account.accessKeyId())) {
            throw S3Exception.unknownAccessKey();
        }
        String scope = day + "/" + account.region() + "/s3/aws4_request";
        if (parts.length < 2 || !parts[1].equals(scope)) {
            throw S3Exception.malformedSignature("The X-Amz-Credential parameter must end in " + scope);
        }
    }

    /** Otherwise a holder of the URL could add headers that the signer did not allow. */
    private void requireAmzHeadersSigned() {
        Set<String> signed = signedHeaders();
        boolean allSigned = exchange.getRequestHeaders().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith("x-amz-"))
                .allMatch(signed::contains);
        if (!allSigned) {
            throw S3Exception.accessDenied("There were headers present in the request which were not signed");
        }
    }

    /** Computes the signature of this request with the SDK; a missing or changed header changes the signature. */
    private String signature(Instant signedAt, Duration lifetime) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(exchange.getRequestMethod()))
                .uri(URI.create("http://" + headers().getFirst("Host")))
                .encodedPath(exchange.getRequestURI().getRawPath());
        signedHeaders().stream()
                .filter(headers()::containsKey)
                .forEach(name -> request.putHeader(name, headers().get(name)));
        query.forEach((name, value) -> {
            if (!SIGNING_PARAMETERS.contains(name)) {
                request.putRawQueryParameter(name, value);
            }
        });
        return AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(account.credentials())
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, account.region())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, lifetime)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(signedAt, ZoneOffset.UTC)))
                .request()
                .firstMatchingRawQueryParameter(SIGNATURE_PARAMETER)
                .orElseThrow();
    }

    private Set<String> signedHeaders() {
        return Set.copyOf(Arrays.asList(parameter("X-Amz-SignedHeaders").split(";", -1)));
    }

    private Headers headers() {
        return exchange.getRequestHeaders();
    }

    private String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    private static boolean constantTimeEquals(String presented, String computed) {
        return MessageDigest.isEqual(
                presented.getBytes(StandardCharsets.UTF_8), computed.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String pair : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
        }
        query.remove("");
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
