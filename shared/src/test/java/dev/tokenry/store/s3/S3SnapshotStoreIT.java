package dev.tokenry.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.backend.AwsService;
import dev.tokenry.backend.Capability;
import dev.tokenry.backend.RequiresBackend;
import dev.tokenry.backend.TestBackend;
import dev.tokenry.model.SnapshotFile;
import dev.tokenry.store.SnapshotUpload;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads with the URLs that the store signs. */
@RequiresBackend
class S3SnapshotStoreIT {

    private static final byte[] FILE = "a snapshot, \u0000 ü".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "b snapshot, \u0000 ü".getBytes(StandardCharsets.UTF_8);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BUCKET = newBucket();

    private final SnapshotUpload upload = createUpload(InstantSource.system());

    @Test
    void file_is_stored_unchanged() {
        HttpResponse<String> response = put(upload.url(), upload.headers(), FILE);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag")).hasValue('"' + digest("MD5", FILE) + '"');
    }

    @Test
    void file_is_never_replaced() {
        put(upload.url(), upload.headers(), FILE);

        assertThat(put(upload.url(), upload.headers(), FILE).statusCode()).isEqualTo(412);
    }

    @Test
    @RequiresBackend(Capability.PRESIGNED_URLS)
    void other_file_of_the_same_size_is_rejected() {
        assertRejected(put(upload.url(), upload.headers(), OTHER));

        // Nothing was stored: the upload of the file would not replace it.
        assertThat(put(upload.url(), upload.headers(), FILE).statusCode()).isEqualTo(200);
    }

    @Test
    @RequiresBackend(Capability.PRESIGNED_URLS)
    void file_of_another_size_is_rejected() {
        assertRejected(put(upload.url(), upload.headers(), Arrays.copyOf(FILE, FILE.length + 1)));
        assertRejected(put(upload.url(), upload.headers(), Arrays.copyOf(FILE, FILE.length - 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type", "If-None-Match", "x-amz-checksum-sha256"})
    @RequiresBackend(Capability.PRESIGNED_URLS)
    void changed_or_missing_header_is_rejected(String name) {
        Map<String, String> headers = new LinkedHashMap<>(upload.headers());
        headers.put(name, "other");
        assertRejected(put(upload.url(), headers, FILE));

        headers.remove(name);
        assertRejected(put(upload.url(), headers, FILE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/projects/webshop/ /projects/other/", "X-Amz-Expires=600 X-Amz-Expires=6000"})
    @RequiresBackend(Capability.PRESIGNED_URLS)
    void url_of_another_object_or_with_a_longer_validity_is_rejected(String change) {
        String[] parts = change.split(" ");
        assertThat(upload.url().toString()).contains(parts[0]);

        assertRejected(put(URI.create(upload.url().toString().replace(parts[0], parts[1])), upload.headers(), FILE));
    }

    @Test
    @RequiresBackend(Capability.PRESIGNED_URLS)
    void expired_url_is_rejected() {
        SnapshotUpload expired = createUpload(() -> Instant.now().minus(Duration.ofMinutes(11)));

        assertThat(put(expired.url(), expired.headers(), FILE).statusCode()).isEqualTo(403);
    }

    private static void assertRejected(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(400, 499);
    }

    private static SnapshotUpload createUpload(InstantSource clock) {
        return new S3SnapshotStore(
                        BUCKET,
                        TestBackend.REGION,
                        TestBackend.CREDENTIALS,
                        Optional.of(TestBackend.current().endpoint(AwsService.S3)),
                        new SecureRandom(),
                        clock)
                .createUpload("webshop", new SnapshotFile("application/gzip", FILE.length, digest("SHA-256", FILE)));
    }

    private static HttpResponse<String> put(URI url, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).PUT(BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            // The HTTP client sets this header itself.
            if (!name.equals("Content-Length")) {
                request.header(name, value);
            }
        });
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String newBucket() {
        String name = "snapshots-" + UUID.randomUUID();
        TestBackend.current().createBucket(name);
        return name;
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
