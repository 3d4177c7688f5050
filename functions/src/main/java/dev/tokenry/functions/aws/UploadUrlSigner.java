package dev.tokenry.functions.aws;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
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
 * Creates presigned URLs that allow the upload of one object to the snapshot bucket (SigV4 query parameters, see
 * "Authenticating Requests: Using Query Parameters" in the S3 API reference). Signing does not call S3.
 */
public final class UploadUrlSigner {

    /** Validity of a URL. Disabling or deleting the token that requested the URL does not end it. */
    static final Duration URL_VALIDITY = Duration.ofMinutes(10);

    private static final int ID_BYTES = 16;

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI bucketUrl;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** @param endpoint the S3 endpoint, if it differs from that of the region; it is used with path-style addressing */
    public UploadUrlSigner(
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

    /** A presigned upload: the id of the object, its URL and when the URL expires. */
    public record PresignedUpload(String id, URI url, Instant expiresAt) {}

    public PresignedUpload sign(String project, Map<String, String> headers) {
        String id = newId();
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
        return new PresignedUpload(id, signed.request().getUri(), now.plus(URL_VALIDITY));
    }

    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
