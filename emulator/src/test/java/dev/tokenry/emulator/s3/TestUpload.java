package dev.tokenry.emulator.s3;

import dev.tokenry.emulator.RawHttp;
import dev.tokenry.emulator.RawHttp.RawResponse;
import dev.tokenry.emulator.io.AwsAccount;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** A presigned upload, signed by the SDK, with parts that tests can change before and after signing. */
final class TestUpload {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final byte[] SNAPSHOT = "a snapshot".getBytes(StandardCharsets.UTF_8);
    static final String BUCKET = "local-snapshots";
    static final String KEY = "projects/p1/snapshots/s-1.tar_gz";

    private final URI endpoint;
    private final Map<String, String> signedHeaders = new LinkedHashMap<>();
    private final Map<String, String> changedHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private AwsCredentials credentials;
    private String region;
    private String service = "s3";
    private String bucket = BUCKET;
    private String key = KEY;
    private Instant signingTime = NOW;
    private Duration lifetime = Duration.ofMinutes(10);
    private SdkHttpMethod method = SdkHttpMethod.PUT;
    private UnaryOperator<String> changeUrl = UnaryOperator.identity();
    private byte[] sentBody;

    TestUpload(URI endpoint, AwsAccount account) {
        this.endpoint = endpoint;
        this.credentials = account.credentials();
        this.region = account.region();
        this.sentBody = SNAPSHOT;
        signedHeaders.put("content-type", "application/gzip");
        signedHeaders.put("if-none-match", "*");
        body(SNAPSHOT);
    }

    TestUpload body(byte[] body) {
        sentBody = body;
        return signed("x-amz-checksum-sha256", base64Digest("SHA-256", body))
                .signed("content-length", String.valueOf(body.length));
    }

    TestUpload signed(String header, String value) {
        signedHeaders.put(header, value);
        return this;
    }

    TestUpload without(String signedHeader) {
        signedHeaders.remove(signedHeader);
        return this;
    }

    TestUpload credentials(AwsCredentials newCredentials) {
        credentials = newCredentials;
        return this;
    }

    TestUpload region(String newRegion) {
        region = newRegion;
        return this;
    }

    TestUpload service(String newService) {
        service = newService;
        return this;
    }

    TestUpload bucket(String newBucket) {
        bucket = newBucket;
        return this;
    }

    TestUpload key(String newKey) {
        key = newKey;
        return this;
    }

    TestUpload method(SdkHttpMethod newMethod) {
        method = newMethod;
        return this;
    }

    TestUpload signedAt(Instant newTime) {
        signingTime = newTime;
        return this;
    }

    TestUpload lifetime(Duration newLifetime) {
        lifetime = newLifetime;
        return this;
    }

    /** Adds or replaces a header after signing. */
    TestUpload sending(String header, String value) {
        changedHeaders.put(header, value);
        return this;
    }

    /** Omits a header after signing. */
    TestUpload omitting(String header) {
        changedHeaders.put(header, "");
        return this;
    }

    /** Replaces the body after signing. */
    TestUpload sendingBody(byte[] body) {
        sentBody = body;
        return this;
    }

    /** Changes the path and the query after signing. */
    TestUpload changingUrl(UnaryOperator<String> change) {
        changeUrl = change;
        return this;
    }

    RawResponse send() throws IOException {
        URI url = presign();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", endpoint.getAuthority());
        headers.putAll(signedHeaders);
        headers.putAll(changedHeaders);
        headers.values().removeIf(String::isEmpty);
        String target = changeUrl.apply(url.getRawPath() + "?" + url.getRawQuery());
        return RawHttp.send(endpoint, method.name(), target, headers, sentBody);
    }

    static String base64Digest(String algorithm, byte[] body) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private URI presign() {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(method).uri(URI.create(endpoint + "/" + bucket + "/" + key));
        signedHeaders.forEach(request::putHeader);
        return AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(credentials)
                        .request(request.build())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, lifetime)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(signingTime, ZoneOffset.UTC)))
                .request()
                .getUri();
    }
}
