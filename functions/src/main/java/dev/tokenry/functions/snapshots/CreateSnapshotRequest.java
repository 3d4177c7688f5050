package dev.tokenry.functions.snapshots;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to upload a snapshot.
 *
 * @param contentType the media type of the file
 * @param contentLength the size of the file in bytes, from 1 to {@link #MAX_CONTENT_LENGTH}
 * @param sha256 the SHA-256 of the file in lower-case hexadecimal digits; null if the caller did not give it
 */
record CreateSnapshotRequest(
        String contentType, long contentLength, @Nullable String sha256) {

    /** The maximum size of an object that S3 accepts in a single PUT, in bytes: 5 GiB. */
    static final long MAX_CONTENT_LENGTH = 5L * 1024 * 1024 * 1024;

    /** A restricted name of RFC 6838 §4.2, with at most 63 characters. */
    private static final String RESTRICTED_NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}";

    private static final Pattern MEDIA_TYPE = Pattern.compile(
            RESTRICTED_NAME + "/" + RESTRICTED_NAME + "(?:; ?" + RESTRICTED_NAME + "=" + RESTRICTED_NAME + ")?");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Reads a request body.
     *
     * @throws dev.tokenry.error.ApiException.InvalidRequestException if the body is not valid
     */
    static CreateSnapshotRequest from(JsonBody body) {
        String contentType = body.required("contentType", body::string);
        if (contentType != null && !MEDIA_TYPE.matcher(contentType).matches()) {
            body.violations()
                    .add("contentType", ViolationReason.PATTERN, "must be a media type, such as application/gzip");
        }
        Long contentLength = body.required("contentLength", name -> body.longBetween(name, 1, MAX_CONTENT_LENGTH));
        String sha256 = body.string("sha256");
        if (sha256 != null && !SHA_256.matcher(sha256).matches()) {
            body.violations()
                    .add(
                            "sha256",
                            ViolationReason.PATTERN,
                            "must contain 64 lowercase hexadecimal digits, as printed by sha256sum");
        }
        body.throwIfInvalid();
        return new CreateSnapshotRequest(
                Objects.requireNonNull(contentType), Objects.requireNonNull(contentLength), sha256);
    }

    /** Returns the headers that the upload must have with exactly these values, because the URL is signed over them. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Content-Length", Long.toString(contentLength));
        headers.put("If-None-Match", "*");
        if (sha256 != null) {
            byte[] checksum = HexFormat.of().parseHex(sha256);
            headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(checksum));
        }
        return headers;
    }
}
