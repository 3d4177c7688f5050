package dev.tokenry.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

class LocalS3Test {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final byte[] SNAPSHOT = "a snapshot".getBytes(StandardCharsets.UTF_8);
    private static final String KEY = "projects/p1/snapshots/s-1.tar_gz";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private DataFolder data;
    private LocalS3 s3;
    private String bucket;

    @BeforeEach
    void start() {
        data = DataFolder.open(folder);
        s3 = LocalS3.start(data, Clock.fixed(NOW, ZoneOffset.UTC));
        bucket = s3.create("Snapshots", Map.of()).ref();
    }

    @AfterEach
    void stop() {
        s3.close();
        data.close();
    }

    @Test
    void a_bucket_is_named_after_its_resource_or_its_property() {
        assertThat(bucket).isEqualTo("tokenry-snapshots");
        assertThat(s3.create("Snapshots", Map.of()).attributes())
                .containsEntry("Arn", "arn:aws:s3:::tokenry-snapshots")
                .containsEntry("DomainName", "tokenry-snapshots.s3.amazonaws.com")
                .containsEntry("RegionalDomainName", "tokenry-snapshots.s3.eu-central-1.amazonaws.com");
        assertThat(s3.create("Snapshots", Map.of("BucketName", "my-bucket")).ref())
                .isEqualTo("my-bucket");
        assertThatThrownBy(() -> s3.create("Snapshots", Map.of("BucketName", "../etc")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_was_signed_is_stored() throws Exception {
        HttpResponse<String> answer = put(new Signing().sign(), SNAPSHOT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag"))
                .hasValue('"'
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("MD5").digest(SNAPSHOT))
                        + '"');
        assertThat(s3.object(bucket, KEY)).hasBinaryContent(SNAPSHOT);
    }

    @Test
    void an_empty_object_and_a_large_one_are_stored_whole() throws Exception {
        byte[] large = new byte[20_000_000];
        new Random(1).nextBytes(large);

        assertThat(put(new Signing().body(large).key("large").sign(), large).statusCode())
                .isEqualTo(200);
        assertThat(put(new Signing().body(new byte[0]).key("empty").sign(), new byte[0])
                        .statusCode())
                .isEqualTo(200);
        assertThat(s3.object(bucket, "large")).hasBinaryContent(large);
        assertThat(s3.object(bucket, "empty")).isEmptyFile();
    }

    @Test
    void an_object_outlives_a_restart_and_an_interrupted_upload_does_not() throws Exception {
        put(new Signing().sign(), SNAPSHOT);
        stop();
        Path interrupted = Files.writeString(folder.resolve("s3/.incoming/put1"), "half");
        start();

        assertThat(s3.object(bucket, KEY)).hasBinaryContent(SNAPSHOT);
        assertThat(interrupted).doesNotExist();
    }

    @Test
    void a_second_upload_to_the_same_key_is_refused_and_changes_nothing() throws Exception {
        put(new Signing().sign(), SNAPSHOT);
        byte[] other = "another snapshot".getBytes(StandardCharsets.UTF_8);

        assertRefused(put(new Signing().body(other).sign(), other), 412, "PreconditionFailed");
        assertThat(s3.object(bucket, KEY)).hasBinaryContent(SNAPSHOT);
    }

    @Test
    void without_the_condition_an_object_is_replaced() throws Exception {
        put(new Signing().sign(), SNAPSHOT);
        byte[] other = "another snapshot".getBytes(StandardCharsets.UTF_8);

        assertThat(put(new Signing().body(other).without("if-none-match").sign(), other)
                        .statusCode())
                .isEqualTo(200);
        assertThat(s3.object(bucket, KEY)).hasBinaryContent(other);
    }

    @Test
    void a_url_lives_exactly_as_long_as_it_says() throws Exception {
        Duration lifetime = Duration.ofMinutes(10);

        assertRefused(put(new Signing().at(NOW.minus(lifetime).minusSeconds(1)).sign(), SNAPSHOT), 403, "AccessDenied");
        assertThat(put(new Signing().at(NOW.minus(lifetime).minusSeconds(1)).sign(), SNAPSHOT)
                        .body())
                .contains("Request has expired");
        assertThat(s3.object(bucket, KEY)).doesNotExist();
        assertThat(put(new Signing().at(NOW.minus(lifetime)).sign(), SNAPSHOT).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_url_from_the_future_is_refused() throws Exception {
        assertRefused(put(new Signing().at(NOW.plus(Duration.ofMinutes(16))).sign(), SNAPSHOT), 403, "AccessDenied");
    }

    @Test
    void a_signature_of_another_secret_is_refused() throws Exception {
        Presigned url = new Signing()
                .by(AwsBasicCredentials.create(LocalAws.CREDENTIALS.accessKeyId(), "guessed"))
                .sign();
        assertRefused(put(url, SNAPSHOT), 403, "SignatureDoesNotMatch");
        assertThat(s3.object(bucket, KEY)).doesNotExist();
    }

    @Test
    void an_unknown_access_key_is_refused() throws Exception {
        Presigned url = new Signing()
                .by(AwsBasicCredentials.create("AKIAOTHER", "secret"))
                .sign();
        assertRefused(put(url, SNAPSHOT), 403, "InvalidAccessKeyId");
    }

    @Test
    void a_signature_for_another_region_is_refused() throws Exception {
        assertRefused(
                put(new Signing().region("us-east-1").sign(), SNAPSHOT), 400, "AuthorizationQueryParametersError");
    }

    @Test
    void a_url_without_a_signature_is_refused() throws Exception {
        Presigned url = new Signing().sign();
        URI bare = URI.create(url.uri().toString().replaceAll("\\?.*", ""));
        assertRefused(put(new Presigned(bare, url.headers()), SNAPSHOT), 403, "AccessDenied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-type", "if-none-match", "x-amz-checksum-sha256"})
    void a_signed_header_that_is_changed_or_left_out_is_refused(String header) throws Exception {
        Presigned url = new Signing().sign();
        Map<String, String> changed = new LinkedHashMap<>(url.headers());
        changed.put(header, "other");
        assertRefused(put(new Presigned(url.uri(), changed), SNAPSHOT), 403, "SignatureDoesNotMatch");

        changed.remove(header);
        assertRefused(put(new Presigned(url.uri(), changed), SNAPSHOT), 403, "SignatureDoesNotMatch");
    }

    @Test
    void a_body_of_another_length_than_signed_is_refused() throws Exception {
        assertRefused(
                put(new Signing().sign(), "longer than signed".getBytes(StandardCharsets.UTF_8)),
                403,
                "SignatureDoesNotMatch");
    }

    @Test
    void an_amz_header_that_was_not_signed_is_refused() throws Exception {
        Presigned url = new Signing().sign();
        Map<String, String> more = new LinkedHashMap<>(url.headers());
        more.put("x-amz-acl", "public-read");
        assertRefused(put(new Presigned(url.uri(), more), SNAPSHOT), 403, "AccessDenied");
    }

    @Test
    void a_url_leads_to_no_other_key_lifetime_or_added_parameter() throws Exception {
        Presigned url = new Signing().sign();
        for (String changed : new String[] {
            url.uri().toString().replace("s-1", "s-2"),
            url.uri().toString().replace("X-Amz-Expires=600", "X-Amz-Expires=6000"),
            url.uri() + "&partNumber=1"
        }) {
            assertRefused(
                    put(new Presigned(URI.create(changed), url.headers()), SNAPSHOT), 403, "SignatureDoesNotMatch");
        }
    }

    @Test
    void bytes_that_do_not_have_the_signed_checksum_are_refused() throws Exception {
        byte[] other = "b snapshot".getBytes(StandardCharsets.UTF_8);

        assertRefused(put(new Signing().sign(), other), 400, "BadDigest");
        assertThat(s3.object(bucket, KEY)).doesNotExist();
        assertThat(folder.resolve("s3/.incoming")).isEmptyDirectory();
    }

    @Test
    void a_body_of_unknown_length_is_refused() throws Exception {
        Presigned url = new Signing().without("content-length").sign();
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> InputStream.nullInputStream());
        assertRefused(send(url, chunked), 411, "MissingContentLength");
    }

    @Test
    void a_body_that_breaks_off_leaves_nothing() throws Exception {
        Presigned url = new Signing().sign();
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
        assertThat(s3.object(bucket, KEY)).doesNotExist();
        assertThat(folder.resolve("s3/.incoming")).isEmptyDirectory();
    }

    @Test
    void what_the_disk_refuses_is_answered() throws Exception {
        put(new Signing().key("taken").sign(), SNAPSHOT);
        HttpResponse<String> answer = put(new Signing().key("taken/below").sign(), SNAPSHOT);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("FileAlreadyExistsException");
    }

    @Test
    void an_absent_bucket_is_named_so() throws Exception {
        assertRefused(put(new Signing().bucket("absent-bucket").sign(), SNAPSHOT), 404, "NoSuchBucket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/../../up", "a//b", "a/./b", "a/", "a%2Fb", "%2e%2e/up", "a~b", "..", "."})
    void a_key_that_could_lead_elsewhere_is_refused(String key) throws Exception {
        Presigned url = new Signing().sign();
        URI uri = URI.create(
                s3.endpoint() + "/" + bucket + "/" + key + "?" + url.uri().getRawQuery());
        assertRefused(put(new Presigned(uri, url.headers()), SNAPSHOT), 400, "InvalidURI");
    }

    private void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains("<Code>" + code + "</Code>");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    private HttpResponse<String> put(Presigned url, byte[] body) throws IOException, InterruptedException {
        return send(url, BodyPublishers.ofByteArray(body));
    }

    private HttpResponse<String> send(Presigned url, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.uri()).PUT(body);
        // The client counts the length itself and lets nobody set it.
        url.headers().forEach((name, value) -> {
            if (!name.equals("content-length")) {
                request.header(name, value);
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private record Presigned(URI uri, Map<String, String> headers) {}

    /** An upload as the product signs it, with one thing or another made different. */
    private final class Signing {
        private final Map<String, String> headers = new LinkedHashMap<>();
        private AwsBasicCredentials credentials = LocalAws.CREDENTIALS;
        private String region = "eu-central-1";
        private String target = bucket;
        private String key = KEY;
        private Instant time = NOW;

        Signing() {
            headers.put("content-type", "application/gzip");
            headers.put("if-none-match", "*");
            body(SNAPSHOT);
        }

        Signing body(byte[] body) {
            try {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(body);
                headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(sum));
                headers.put("content-length", String.valueOf(body.length));
                return this;
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }

        Signing without(String header) {
            headers.remove(header);
            return this;
        }

        Signing by(AwsBasicCredentials other) {
            credentials = other;
            return this;
        }

        Signing region(String other) {
            region = other;
            return this;
        }

        Signing bucket(String other) {
            target = other;
            return this;
        }

        Signing key(String other) {
            key = other;
            return this;
        }

        Signing at(Instant other) {
            time = other;
            return this;
        }

        Presigned sign() {
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
                            .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)));
            return new Presigned(signed.request().getUri(), headers);
        }
    }
}
