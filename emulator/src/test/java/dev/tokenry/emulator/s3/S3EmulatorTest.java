package dev.tokenry.emulator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.EmulatorOptions;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

class S3EmulatorTest {

    private static final AwsAccount ACCOUNT = EmulatorOptions.DEFAULT.account();
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final byte[] SNAPSHOT = "a snapshot".getBytes(StandardCharsets.UTF_8);
    private static final String KEY = "projects/p1/snapshots/s-1.tar_gz";

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private DataDirectory data;
    private S3Emulator s3;
    private String bucket;

    @BeforeEach
    void start() {
        data = DataDirectory.open(directory, "");
        s3 = S3Emulator.start(data, ACCOUNT, "local-", Clock.fixed(NOW, ZoneOffset.UTC));
        bucket = s3.create("Snapshots", Map.of()).ref();
    }

    @AfterEach
    void stop() {
        s3.close();
        data.close();
    }

    @Test
    void a_bucket_is_named_after_its_resource_or_its_property() {
        assertThat(bucket).isEqualTo("local-snapshots");
        assertThat(s3.create("Snapshots", Map.of()).attributes())
                .containsEntry("Arn", "arn:aws:s3:::local-snapshots")
                .containsEntry("DomainName", "local-snapshots.s3.amazonaws.com")
                .containsEntry("RegionalDomainName", "local-snapshots.s3.eu-central-1.amazonaws.com");
        assertThat(s3.create("Snapshots", Map.of("BucketName", "my-bucket")).ref())
                .isEqualTo("my-bucket");
        assertThatThrownBy(() -> s3.create("Snapshots", Map.of("BucketName", "../etc")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_correctly_signed_upload_is_stored() throws Exception {
        HttpResponse<String> response = put(new PresignedUrlBuilder().sign(), SNAPSHOT);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag"))
                .hasValue('"'
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("MD5").digest(SNAPSHOT))
                        + '"');
        assertThat(s3.objectPath(bucket, KEY)).hasBinaryContent(SNAPSHOT);
    }

    @Test
    void empty_and_large_objects_are_stored_completely() throws Exception {
        byte[] large = new byte[20_000_000];
        new Random(1).nextBytes(large);

        assertThat(put(new PresignedUrlBuilder().body(large).key("large").sign(), large)
                        .statusCode())
                .isEqualTo(200);
        assertThat(put(new PresignedUrlBuilder().body(new byte[0]).key("empty").sign(), new byte[0])
                        .statusCode())
                .isEqualTo(200);
        assertThat(s3.objectPath(bucket, "large")).hasBinaryContent(large);
        assertThat(s3.objectPath(bucket, "empty")).isEmptyFile();
    }

    @Test
    void an_object_survives_a_restart_and_an_interrupted_upload_is_discarded() throws Exception {
        put(new PresignedUrlBuilder().sign(), SNAPSHOT);
        stop();
        Path interrupted = Files.writeString(directory.resolve("s3/.incoming/put1"), "half");
        start();

        assertThat(s3.objectPath(bucket, KEY)).hasBinaryContent(SNAPSHOT);
        assertThat(interrupted).doesNotExist();
    }

    @Test
    void a_second_upload_to_the_same_key_is_rejected_without_changes() throws Exception {
        put(new PresignedUrlBuilder().sign(), SNAPSHOT);
        byte[] other = "another snapshot".getBytes(StandardCharsets.UTF_8);

        assertRejected(put(new PresignedUrlBuilder().body(other).sign(), other), 412, "PreconditionFailed");
        assertThat(s3.objectPath(bucket, KEY)).hasBinaryContent(SNAPSHOT);
    }

    @Test
    void an_upload_without_if_none_match_replaces_the_object() throws Exception {
        put(new PresignedUrlBuilder().sign(), SNAPSHOT);
        byte[] other = "another snapshot".getBytes(StandardCharsets.UTF_8);

        assertThat(put(
                                new PresignedUrlBuilder()
                                        .body(other)
                                        .without("if-none-match")
                                        .sign(),
                                other)
                        .statusCode())
                .isEqualTo(200);
        assertThat(s3.objectPath(bucket, KEY)).hasBinaryContent(other);
    }

    @Test
    void a_url_expires_exactly_after_its_lifetime() throws Exception {
        Duration lifetime = Duration.ofMinutes(10);

        assertRejected(
                put(
                        new PresignedUrlBuilder()
                                .signedAt(NOW.minus(lifetime).minusSeconds(1))
                                .sign(),
                        SNAPSHOT),
                403,
                "AccessDenied");
        assertThat(put(
                                new PresignedUrlBuilder()
                                        .signedAt(NOW.minus(lifetime).minusSeconds(1))
                                        .sign(),
                                SNAPSHOT)
                        .body())
                .contains("Request has expired");
        assertThat(s3.objectPath(bucket, KEY)).doesNotExist();
        assertThat(put(new PresignedUrlBuilder().signedAt(NOW.minus(lifetime)).sign(), SNAPSHOT)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_url_signed_in_the_future_is_rejected() throws Exception {
        assertRejected(
                put(
                        new PresignedUrlBuilder()
                                .signedAt(NOW.plus(Duration.ofMinutes(16)))
                                .sign(),
                        SNAPSHOT),
                403,
                "AccessDenied");
    }

    @Test
    void a_signature_with_another_secret_key_is_rejected() throws Exception {
        PresignedUrl url = new PresignedUrlBuilder()
                .credentials(AwsBasicCredentials.create(ACCOUNT.accessKeyId(), "guessed"))
                .sign();
        assertRejected(put(url, SNAPSHOT), 403, "SignatureDoesNotMatch");
        assertThat(s3.objectPath(bucket, KEY)).doesNotExist();
    }

    @Test
    void an_unknown_access_key_is_rejected() throws Exception {
        PresignedUrl url = new PresignedUrlBuilder()
                .credentials(AwsBasicCredentials.create("AKIAOTHER", "secret"))
                .sign();
        assertRejected(put(url, SNAPSHOT), 403, "InvalidAccessKeyId");
    }

    @Test
    void a_signature_for_another_region_is_rejected() throws Exception {
        assertRejected(
                put(new PresignedUrlBuilder().region("us-east-1").sign(), SNAPSHOT),
                400,
                "AuthorizationQueryParametersError");
    }

    @Test
    void a_url_without_a_signature_is_rejected() throws Exception {
        PresignedUrl url = new PresignedUrlBuilder().sign();
        URI unsigned = URI.create(url.uri().toString().replaceAll("\\?.*", ""));
        assertRejected(put(new PresignedUrl(unsigned, url.headers()), SNAPSHOT), 403, "AccessDenied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type", "if-none-match", "x-amz-checksum-sha256"})
    void a_changed_or_missing_signed_header_is_rejected(String header) throws Exception {
        PresignedUrl url = new PresignedUrlBuilder().sign();
        Map<String, String> changed = new LinkedHashMap<>(url.headers());
        changed.put(header, "other");
        assertRejected(put(new PresignedUrl(url.uri(), changed), SNAPSHOT), 403, "SignatureDoesNotMatch");

        changed.remove(header);
        assertRejected(put(new PresignedUrl(url.uri(), changed), SNAPSHOT), 403, "SignatureDoesNotMatch");
    }

    @Test
    void a_body_of_a_different_length_than_signed_is_rejected() throws Exception {
        assertRejected(
                put(new PresignedUrlBuilder().sign(), "longer than signed".getBytes(StandardCharsets.UTF_8)),
                403,
                "SignatureDoesNotMatch");
    }

    @Test
    void an_unsigned_amz_header_is_rejected() throws Exception {
        PresignedUrl url = new PresignedUrlBuilder().sign();
        Map<String, String> headers = new LinkedHashMap<>(url.headers());
        headers.put("x-amz-acl", "public-read");
        assertRejected(put(new PresignedUrl(url.uri(), headers), SNAPSHOT), 403, "AccessDenied");
    }

    @Test
    void a_url_with_a_changed_key_lifetime_or_parameter_is_rejected() throws Exception {
        PresignedUrl url = new PresignedUrlBuilder().sign();
        for (String changed : new String[] {
            url.uri().toString().replace("s-1", "s-2"),
            url.uri().toString().replace("X-Amz-Expires=600", "X-Amz-Expires=6000"),
            url.uri() + "&partNumber=1"
        }) {
            assertRejected(
                    put(new PresignedUrl(URI.create(changed), url.headers()), SNAPSHOT), 403, "SignatureDoesNotMatch");
        }
    }

    @Test
    void a_body_with_a_different_checksum_is_rejected() throws Exception {
        byte[] other = "b snapshot".getBytes(StandardCharsets.UTF_8);

        assertRejected(put(new PresignedUrlBuilder().sign(), other), 400, "BadDigest");
        assertThat(s3.objectPath(bucket, KEY)).doesNotExist();
        assertThat(directory.resolve("s3/.incoming")).isEmptyDirectory();
    }

    @Test
    void a_body_of_unknown_length_is_rejected() throws Exception {
        PresignedUrl url = new PresignedUrlBuilder().without("content-length").sign();
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> InputStream.nullInputStream());
        assertRejected(send(url, chunked), 411, "MissingContentLength");
    }

    @Test
    void an_incomplete_body_is_discarded() throws Exception {
        PresignedUrl url = new PresignedUrlBuilder().sign();
        try (Socket socket = new Socket(url.uri().getHost(), url.uri().getPort())) {
            StringBuilder request = new StringBuilder(
                    "PUT " + url.uri().getRawPath() + "?" + url.uri().getRawQuery() + " HTTP/1.1\r\nHost: "
                            + url.uri().getAuthority() + "\r\n");
            url.headers().forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
            socket.getOutputStream().write((request + "\r\nhalf").getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("200 OK");
        }
        assertThat(s3.objectPath(bucket, KEY)).doesNotExist();
        assertThat(directory.resolve("s3/.incoming")).isEmptyDirectory();
    }

    @Test
    void a_file_system_error_returns_500() throws Exception {
        put(new PresignedUrlBuilder().key("taken").sign(), SNAPSHOT);
        HttpResponse<String> response =
                put(new PresignedUrlBuilder().key("taken/below").sign(), SNAPSHOT);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("FileAlreadyExistsException");
    }

    @Test
    void a_missing_bucket_returns_no_such_bucket() throws Exception {
        assertRejected(put(new PresignedUrlBuilder().bucket("absent-bucket").sign(), SNAPSHOT), 404, "NoSuchBucket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/../../up", "a//b", "a/./b", "a/", "a%2Fb", "%2e%2e/up", "a~b", "..", "."})
    void a_key_that_could_leave_the_bucket_directory_is_rejected(String key) throws Exception {
        PresignedUrl url = new PresignedUrlBuilder().sign();
        URI uri = URI.create(
                s3.endpoint() + "/" + bucket + "/" + key + "?" + url.uri().getRawQuery());
        assertRejected(put(new PresignedUrl(uri, url.headers()), SNAPSHOT), 400, "InvalidURI");
    }

    private void assertRejected(HttpResponse<String> response, int status, String code) {
        assertThat(response.body()).contains("<Code>" + code + "</Code>");
        assertThat(response.statusCode()).isEqualTo(status);
    }

    private HttpResponse<String> put(PresignedUrl url, byte[] body) throws IOException, InterruptedException {
        return send(url, BodyPublishers.ofByteArray(body));
    }

    private HttpResponse<String> send(PresignedUrl url, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.uri()).PUT(body);
        // The HTTP client sets this header itself.
        url.headers().forEach((name, value) -> {
            if (!name.equals("content-length")) {
                request.header(name, value);
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private record PresignedUrl(URI uri, Map<String, String> headers) {}

    /** Builds a presigned upload URL, with parts that tests can change. */
    private final class PresignedUrlBuilder {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private AwsBasicCredentials credentials = ACCOUNT.credentials();
        private String region = "eu-central-1";
        private String target = bucket;
        private String key = KEY;
        private Instant signingTime = NOW;

        PresignedUrlBuilder() {
            headers.put("content-type", "application/gzip");
            headers.put("if-none-match", "*");
            body(SNAPSHOT);
        }

        PresignedUrlBuilder body(byte[] body) {
            try {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(body);
                headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(sum));
                headers.put("content-length", String.valueOf(body.length));
                return this;
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }

        PresignedUrlBuilder without(String header) {
            headers.remove(header);
            return this;
        }

        PresignedUrlBuilder credentials(AwsBasicCredentials newCredentials) {
            credentials = newCredentials;
            return this;
        }

        PresignedUrlBuilder region(String newRegion) {
            region = newRegion;
            return this;
        }

        PresignedUrlBuilder bucket(String newBucket) {
            target = newBucket;
            return this;
        }

        PresignedUrlBuilder key(String newKey) {
            key = newKey;
            return this;
        }

        PresignedUrlBuilder signedAt(Instant newTime) {
            signingTime = newTime;
            return this;
        }

        PresignedUrl sign() {
            SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.PUT)
                    .uri(URI.create(s3.endpoint() + "/" + target + "/" + key));
            headers.forEach(request::putHeader);
            var signed = AwsV4HttpSigner.create()
                    .sign(signing -> signing.identity(credentials)
                            .request(request.build())
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                            .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                            .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(10))
                            .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                            .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                            .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                            .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(signingTime, ZoneOffset.UTC)));
            return new PresignedUrl(signed.request().getUri(), headers);
        }
    }
}
