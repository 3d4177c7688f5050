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
 * Signs URLs that let their holder put one object into the snapshot bucket (SigV4 in the query, as in "Authenticating
 * Requests: Using Query Parameters" of the S3 API reference). Signing does not call S3.
 */
public final class UploadUrlSigner {

    /** How long a URL is valid, even if the token that requested it is disabled in the meantime. */
    static final Duration URL_VALIDITY = Duration.ofMinutes(10);

    private static final int ID_BYTES = 16;

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI bucketUrl;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** @param endpoint the endpoint of S3, with the bucket in the path; empty for the endpoint of the region */
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

    /**
     * A presigned upload.
     *
     * @param id the id of the snapshot, the last part of its object key
     */
    public record PresignedUpload(String id, URI url, Instant expiresAt) {}

    /**
     * Signs the URL of a new object.
     *
     * @param headers the headers that the upload must have, with exactly these values
     */
    public PresignedUpload sign(String project, Map<String, String> headers) {
        String id = newId();
        // Signatures have a precision of seconds; the response must not state a later expiration.
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
