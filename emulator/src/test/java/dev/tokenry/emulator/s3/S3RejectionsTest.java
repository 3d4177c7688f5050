package dev.tokenry.emulator.s3;

import static dev.tokenry.emulator.s3.TestUpload.KEY;
import static dev.tokenry.emulator.s3.TestUpload.NOW;
import static dev.tokenry.emulator.s3.TestUpload.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.emulator.RawHttp.RawResponse;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * The errors that S3 documents for a presigned PUT request ("Error responses", "Authenticating Requests: Using Query
 * Parameters" and "PutObject" in the S3 API reference), and those of the emulator for what it does not emulate.
 */
class S3RejectionsTest {

    private static final AwsAccount ACCOUNT = AwsAccount.generate("eu-central-1", "000000000000");
    private static final AwsSessionCredentials SESSION = (AwsSessionCredentials) ACCOUNT.credentials();
    private static final byte[] OTHER = "b snapshot".getBytes(StandardCharsets.UTF_8);
    private static final String MALFORMED = "AuthorizationQueryParametersError";

    /** A change of a valid upload, and the error that S3 returns. */
    record Rejection(String description, int status, String code, UnaryOperator<TestUpload> change) {
        @Override
        public String toString() {
            return description;
        }
    }

    static final Rejection[] REJECTIONS = {
        // The credentials
        new Rejection("no signature", 403, "AccessDenied", it -> it.changingUrl(url -> url.replaceAll("\\?.*", ""))),
        new Rejection(
                "a second signature in the Authorization header",
                400,
                "InvalidArgument",
                it -> it.sending("Authorization", "AWS4-HMAC-SHA256 Credential=x")),
        new Rejection(
                "an Authorization header of another scheme",
                400,
                "InvalidArgument",
                it -> it.sending("Authorization", "Api-Token abc")),
        new Rejection("no algorithm", 400, MALFORMED, it -> removing(it, "X-Amz-Algorithm")),
        new Rejection("no credential", 400, MALFORMED, it -> removing(it, "X-Amz-Credential")),
        new Rejection("no date", 400, MALFORMED, it -> removing(it, "X-Amz-Date")),
        new Rejection("no lifetime", 400, MALFORMED, it -> removing(it, "X-Amz-Expires")),
        new Rejection("no signed headers", 400, MALFORMED, it -> removing(it, "X-Amz-SignedHeaders")),
        new Rejection("no signature parameter", 400, MALFORMED, it -> removing(it, "X-Amz-Signature")),
        new Rejection("another algorithm", 400, MALFORMED, it -> setting(it, "X-Amz-Algorithm", "AWS4-HMAC-SHA1")),
        new Rejection("a date of another form", 400, MALFORMED, it -> setting(it, "X-Amz-Date", "2026-11-22")),
        new Rejection(
                "a date that does not exist", 400, MALFORMED, it -> setting(it, "X-Amz-Date", "20261322T100000Z")),
        new Rejection("a negative lifetime", 400, MALFORMED, it -> setting(it, "X-Amz-Expires", "-1")),
        new Rejection("a lifetime that is no number", 400, MALFORMED, it -> setting(it, "X-Amz-Expires", "1h")),
        new Rejection("a lifetime of more than a week", 400, MALFORMED, it -> setting(it, "X-Amz-Expires", "604801")),
        new Rejection("another region", 400, MALFORMED, it -> it.region("us-east-1")),
        new Rejection("another service", 400, MALFORMED, it -> it.service("sts")),
        new Rejection(
                "a credential without a scope",
                400,
                MALFORMED,
                it -> setting(it, "X-Amz-Credential", SESSION.accessKeyId())),
        new Rejection("host is not signed", 400, MALFORMED, it -> setting(it, "X-Amz-SignedHeaders", "content-length")),
        new Rejection(
                "an unknown access key",
                403,
                "InvalidAccessKeyId",
                it -> it.credentials(AwsSessionCredentials.create("ASIAOTHER", "secret", SESSION.sessionToken()))),
        new Rejection(
                "no session token",
                403,
                "InvalidAccessKeyId",
                it -> it.credentials(AwsBasicCredentials.create(SESSION.accessKeyId(), SESSION.secretAccessKey()))),
        new Rejection(
                "another session token",
                400,
                "InvalidToken",
                it -> it.credentials(
                        AwsSessionCredentials.create(SESSION.accessKeyId(), SESSION.secretAccessKey(), "other"))),
        new Rejection(
                "another secret key",
                403,
                "SignatureDoesNotMatch",
                it -> it.credentials(
                        AwsSessionCredentials.create(SESSION.accessKeyId(), "guessed", SESSION.sessionToken()))),
        // The time
        new Rejection("signed in the future", 403, "AccessDenied", it -> it.signedAt(NOW.plusSeconds(901))),
        new Rejection("expired", 403, "AccessDenied", it -> it.signedAt(NOW.minusSeconds(601))),
        // What the signature covers
        new Rejection("another signature", 403, "SignatureDoesNotMatch", it -> setting(it, "X-Amz-Signature", "0")),
        new Rejection(
                "another key", 403, "SignatureDoesNotMatch", it -> it.changingUrl(url -> url.replace("s-1", "s-2"))),
        new Rejection("a longer lifetime", 403, "SignatureDoesNotMatch", it -> setting(it, "X-Amz-Expires", "6000")),
        new Rejection(
                "another parameter", 403, "SignatureDoesNotMatch", it -> it.changingUrl(url -> url + "&partNumber=1")),
        new Rejection("a changed content type", 403, "SignatureDoesNotMatch", it -> it.sending("Content-Type", "a/b")),
        new Rejection("no content type", 403, "SignatureDoesNotMatch", it -> it.omitting("Content-Type")),
        new Rejection("a changed condition", 403, "SignatureDoesNotMatch", it -> it.sending("If-None-Match", "\"x\"")),
        new Rejection("no condition", 403, "SignatureDoesNotMatch", it -> it.omitting("If-None-Match")),
        new Rejection(
                "a changed checksum",
                403,
                "SignatureDoesNotMatch",
                it -> it.sending("x-amz-checksum-sha256", TestUpload.base64Digest("SHA-256", OTHER))),
        new Rejection("no checksum", 403, "SignatureDoesNotMatch", it -> it.omitting("x-amz-checksum-sha256")),
        new Rejection(
                "a body of another length",
                403,
                "SignatureDoesNotMatch",
                it -> it.sending("Content-Length", "6").sendingBody("longer".getBytes(StandardCharsets.UTF_8))),
        new Rejection("an unsigned amz header", 403, "AccessDenied", it -> it.sending("x-amz-acl", "public-read")),
        new Rejection(
                "an unsigned Content-MD5",
                403,
                "AccessDenied",
                it -> it.sending("Content-MD5", TestUpload.base64Digest("MD5", SNAPSHOT))),
        // The body
        new Rejection(
                "no length",
                411,
                "MissingContentLength",
                it -> it.without("content-length").sendingBody(new byte[0])),
        new Rejection(
                "a body in chunks",
                501,
                "NotImplemented",
                it -> it.without("content-length")
                        .sending("Transfer-Encoding", "chunked")
                        .sendingBody("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
        new Rejection(
                "a body of more than 5 GiB",
                400,
                "EntityTooLarge",
                it -> it.signed("content-length", String.valueOf((5L << 30) + 1))),
        new Rejection("a body with another checksum", 400, "BadDigest", it -> it.sendingBody(OTHER)),
        new Rejection(
                "a checksum that is not Base64", 400, "InvalidRequest", it -> it.signed("x-amz-checksum-sha256", "*")),
        new Rejection(
                "a checksum of another length",
                400,
                "InvalidRequest",
                it -> it.signed("x-amz-checksum-sha256", "YWJj")),
        new Rejection(
                "a checksum in hexadecimal",
                400,
                "InvalidRequest",
                it -> it.signed("x-amz-checksum-sha256", "AB".repeat(32))),
        new Rejection(
                "a body with another MD5",
                400,
                "BadDigest",
                it -> it.signed("content-md5", TestUpload.base64Digest("MD5", OTHER))),
        new Rejection("an MD5 that is not Base64", 400, "InvalidDigest", it -> it.signed("content-md5", "*")),
        // The object
        new Rejection("no such bucket", 404, "NoSuchBucket", it -> it.bucket("absent-bucket")),
        new Rejection("a key of 1,025 bytes", 400, "KeyTooLongError", it -> it.key("a/".repeat(512) + "b")),
        new Rejection(
                "a condition for another object", 501, "NotImplemented", it -> it.signed("if-none-match", "\"etag\"")),
        // What is not emulated, and must not be ignored
        new Rejection("a GET request", 405, "MethodNotAllowed", it -> it.method(SdkHttpMethod.GET)),
        new Rejection("a DELETE request", 405, "MethodNotAllowed", it -> it.method(SdkHttpMethod.DELETE)),
        new Rejection("a condition for replacing an object", 501, "NotImplemented", it -> it.signed("if-match", "*")),
        new Rejection("an access control list", 501, "NotImplemented", it -> it.signed("x-amz-acl", "private")),
        new Rejection(
                "another checksum algorithm",
                501,
                "NotImplemented",
                it -> it.signed("x-amz-checksum-crc32", "AAAAAA==")),
        new Rejection("user-defined metadata", 501, "NotImplemented", it -> it.signed("x-amz-meta-a", "b")),
        new Rejection(
                "a path that leaves the bucket",
                400,
                "InvalidURI",
                it -> it.changingUrl(url -> url.replace(KEY, "../up"))),
        new Rejection(
                "a path with dots inside",
                400,
                "InvalidURI",
                it -> it.changingUrl(url -> url.replace(KEY, "a/../../up"))),
        new Rejection("an empty segment", 400, "InvalidURI", it -> it.changingUrl(url -> url.replace(KEY, "a//b"))),
        new Rejection(
                "a segment of one dot", 400, "InvalidURI", it -> it.changingUrl(url -> url.replace(KEY, "a/./b"))),
        new Rejection("a slash at the end", 400, "InvalidURI", it -> it.changingUrl(url -> url.replace(KEY, "a/"))),
        new Rejection("an escaped slash", 400, "InvalidURI", it -> it.changingUrl(url -> url.replace(KEY, "a%2Fb"))),
        new Rejection("escaped dots", 400, "InvalidURI", it -> it.changingUrl(url -> url.replace(KEY, "%2e%2e/up"))),
        new Rejection("a tilde", 400, "InvalidURI", it -> it.changingUrl(url -> url.replace(KEY, "a~b"))),
        new Rejection("dots alone", 400, "InvalidURI", it -> it.changingUrl(url -> url.replace(KEY, ".."))),
    };

    @TempDir
    Path directory;

    private DataDirectory data;
    private S3Emulator s3;

    @BeforeEach
    void start() {
        data = DataDirectory.open(directory, "");
        s3 = S3Emulator.start(data, ACCOUNT, "local-", Clock.fixed(NOW, ZoneOffset.UTC));
        s3.create("Snapshots", Map.of());
    }

    @AfterEach
    void stop() {
        s3.close();
        data.close();
    }

    @ParameterizedTest
    @FieldSource("REJECTIONS")
    void an_upload_is_rejected_as_s3_does_and_stores_nothing(Rejection rejection) throws Exception {
        RawResponse response = rejection.change().apply(upload()).send();

        assertThat(response.text()).contains("<Code>" + rejection.code() + "</Code>");
        assertThat(response.status()).isEqualTo(rejection.status());
        assertThat(directory.resolve("s3/local-snapshots")).isEmptyDirectory();
        assertThat(directory.resolve("s3/.incoming")).isEmptyDirectory();
    }

    @Test
    void a_url_for_a_put_request_permits_no_other_method() throws Exception {
        assertThat(upload().send().status()).isEqualTo(200);
        RawResponse response = upload().method(SdkHttpMethod.GET)
                .changingUrl(url -> url.replaceAll("X-Amz-Signature=[0-9a-f]+", "X-Amz-Signature=" + "0".repeat(64)))
                .send();
        assertThat(response.status()).isEqualTo(403);
        assertThat(response.text()).contains("SignatureDoesNotMatch").doesNotContain("a snapshot");
    }

    @Test
    void a_second_upload_to_the_same_key_is_rejected_without_changes() throws Exception {
        assertThat(upload().send().status()).isEqualTo(200);

        RawResponse second = upload().body(OTHER).send();
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.text()).contains("<Code>PreconditionFailed</Code>");
        assertThat(s3.objectPath(TestUpload.BUCKET, KEY)).hasBinaryContent(SNAPSHOT);
    }

    @Test
    void an_incomplete_body_is_discarded() throws Exception {
        assertThat(upload().sendingBody("half".getBytes(StandardCharsets.UTF_8))
                        .send()
                        .text())
                .doesNotContain("200 OK");
        assertThat(directory.resolve("s3/local-snapshots")).isEmptyDirectory();
        assertThat(directory.resolve("s3/.incoming")).isEmptyDirectory();
    }

    private TestUpload upload() {
        return new TestUpload(s3.endpoint(), ACCOUNT);
    }

    private static TestUpload removing(TestUpload upload, String parameter) {
        return upload.changingUrl(url -> url.replaceAll("(?<=[?&])" + parameter + "=[^&]*&?", ""));
    }

    private static TestUpload setting(TestUpload upload, String parameter, String value) {
        return upload.changingUrl(url -> url.replaceAll("(?<=[?&])" + parameter + "=[^&]*", parameter + "=" + value));
    }
}
