package dev.tokenry.store.s3;

import dev.tokenry.model.SnapshotFile;
import dev.tokenry.store.SnapshotStore;
import dev.tokenry.store.SnapshotUpload;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;

/**
 * Snapshots in a bucket, to which clients upload with presigned URLs (SigV4 query parameters, see "Authenticating
 * Requests: Using Query Parameters" in the S3 API reference). Signing does not call S3.
 */
public final class S3SnapshotStore implements SnapshotStore {

    /** Validity of a URL. Disabling or deleting the token that requested the URL does not end it. */
    private static final Duration URL_VALIDITY = Duration.ofMinutes(10);

    private static final int ID_BYTES = 16;

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI bucketUrl;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** @param endpoint the S3 endpoint, if it differs from that of the region; it is used with path-style addressing */
    public S3SnapshotStore(
            String bucket,
            Region region,
            AwsCredentialsProvider credentials,
            Optional<URI> endpoint,
            RandomGenerator random,
            InstantSource clock) {
        this.bucketUrl = endpoint.map(it -> URI.create(it + "/" + bucket + "/"))
                .orElseGet(() -> URI.create("https://" + bucket + ".s3." + region.id() + "."
                        + region.metadata().partition().dnsSuffix() + "/"));
        this.region = region;
        this.credentials = credentials;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public SnapshotUpload createUpload(String project, SnapshotFile file) {
        String id = newId();
        Map<String, String> headers = headers(file);
        // A signature has a precision of seconds, and the response must not state a later expiration.
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        URI url = bucketUrl.resolve("projects/" + project + "/snapshots/" + id);
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.PUT).uri(url);
        headers.forEach(request::putHeader);
        SignedRequest signed = signer.sign(it -> it.identity(credentials.resolveCredentials())
                .request(request.build())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.id())
                .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, URL_VALIDITY)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)));
        return new SnapshotUpload(id, signed.request().getUri(), headers, now.plus(URL_VALIDITY));
    }

    /** Returns the headers that the URL is signed over, so that it accepts no other file and replaces no object. */
    private static Map<String, String> headers(SnapshotFile file) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", file.contentType());
        headers.put("Content-Length", Long.toString(file.contentLength()));
        headers.put("If-None-Match", "*");
        if (file.sha256() != null) {
            byte[] checksum = HexFormat.of().parseHex(file.sha256());
            headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(checksum));
        }
        return headers;
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
