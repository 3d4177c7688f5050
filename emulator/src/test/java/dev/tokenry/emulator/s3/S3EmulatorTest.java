package dev.tokenry.emulator.s3;

import static dev.tokenry.emulator.s3.TestUpload.BUCKET;
import static dev.tokenry.emulator.s3.TestUpload.KEY;
import static dev.tokenry.emulator.s3.TestUpload.NOW;
import static dev.tokenry.emulator.s3.TestUpload.SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.RawHttp.RawResponse;
import dev.tokenry.emulator.io.AwsAccount;
import dev.tokenry.emulator.io.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class S3EmulatorTest {

    private static final AwsAccount ACCOUNT = AwsAccount.generate("eu-central-1", "000000000000");

    @TempDir
    Path directory;

    private DataDirectory data;
    private S3Emulator s3;

    @BeforeEach
    void start() {
        start(ACCOUNT);
    }

    private void start(AwsAccount account) {
        data = DataDirectory.open(directory, "");
        s3 = S3Emulator.start(data, account, "local-", Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(s3.create("Snapshots", Map.of()).ref()).isEqualTo(BUCKET);
    }

    @AfterEach
    void stop() {
        s3.close();
        data.close();
    }

    @Test
    void a_bucket_is_named_after_its_resource_or_its_property() {
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
        byte[] md5 = MessageDigest.getInstance("MD5").digest(SNAPSHOT);

        RawResponse response = upload().signed("content-md5", TestUpload.base64Digest("MD5", SNAPSHOT))
                .send();
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.text().lines())
                .anyMatch(("Etag: \"" + HexFormat.of().formatHex(md5) + '"')::equalsIgnoreCase);
        assertThat(s3.objectPath(BUCKET, KEY)).hasBinaryContent(SNAPSHOT);
    }

    @Test
    void the_session_token_has_the_greatest_length_of_aws() {
        assertThat(((AwsSessionCredentials) ACCOUNT.credentials()).sessionToken())
                .hasSize(4096);
    }

    @Test
    void credentials_without_a_session_token_are_accepted_if_the_account_has_such() throws Exception {
        AwsAccount permanent =
                new AwsAccount("eu-central-1", "000000000000", AwsBasicCredentials.create("AKIAKEY", "secret"));
        stop();
        start(permanent);

        assertThat(new TestUpload(s3.endpoint(), permanent).send().status()).isEqualTo(200);
        RawResponse withToken = new TestUpload(s3.endpoint(), permanent)
                .credentials(AwsSessionCredentials.create("AKIAKEY", "secret", "token"))
                .send();
        assertThat(withToken.text()).contains("<Code>InvalidToken</Code>");
    }

    @Test
    void empty_and_large_objects_are_stored_completely() throws Exception {
        byte[] large = new byte[20_000_000];
        new Random(1).nextBytes(large);

        assertThat(upload().body(large).key("large").send().status()).isEqualTo(200);
        assertThat(upload().body(new byte[0]).key("empty").send().status()).isEqualTo(200);
        assertThat(s3.objectPath(BUCKET, "large")).hasBinaryContent(large);
        assertThat(s3.objectPath(BUCKET, "empty")).isEmptyFile();
    }

    @Test
    void an_object_survives_a_restart_and_an_interrupted_upload_is_discarded() throws Exception {
        upload().send();
        stop();
        Path interrupted = Files.writeString(directory.resolve("s3/.incoming/put1"), "half");
        start();

        assertThat(s3.objectPath(BUCKET, KEY)).hasBinaryContent(SNAPSHOT);
        assertThat(interrupted).doesNotExist();
    }

    @Test
    void an_upload_without_if_none_match_replaces_the_object() throws Exception {
        upload().send();
        byte[] other = "another snapshot".getBytes(StandardCharsets.UTF_8);

        assertThat(upload().body(other).without("if-none-match").send().status())
                .isEqualTo(200);
        assertThat(s3.objectPath(BUCKET, KEY)).hasBinaryContent(other);
    }

    @Test
    void a_url_is_valid_until_the_end_of_its_lifetime() throws Exception {
        assertThat(upload().signedAt(NOW.minusSeconds(600)).send().status()).isEqualTo(200);
        assertThat(upload().signedAt(NOW.minus(Duration.ofDays(7)))
                        .lifetime(Duration.ofDays(7))
                        .key("week")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_file_system_error_returns_500() throws Exception {
        upload().key("taken").send();
        RawResponse response = upload().key("taken/below").send();
        assertThat(response.status()).isEqualTo(500);
        assertThat(response.text()).contains("FileAlreadyExistsException");
    }

    private TestUpload upload() throws IOException {
        return new TestUpload(s3.endpoint(), ACCOUNT);
    }
}
