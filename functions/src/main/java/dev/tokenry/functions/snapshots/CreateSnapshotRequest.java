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

/** What a CI system says about the file it wants to upload. */
record CreateSnapshotRequest(
        String contentType, long contentLength, @Nullable String sha256) {

    /** The most that S3 takes in one PUT: 5 GiB. */
    static final long MAX_CONTENT_LENGTH = 5L * 1024 * 1024 * 1024;

    private static final String RESTRICTED_NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}";
    private static final Pattern MEDIA_TYPE = Pattern.compile(RESTRICTED_NAME + "/" + RESTRICTED_NAME + "(?:; ?" + RESTRICTED_NAME + "=" + RESTRICTED_NAME + ")?");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    static CreateSnapshotRequest from(JsonBody body) {
        String contentType = body.required("contentType", body::string);
        if (contentType != null && !MEDIA_TYPE.matcher(contentType).matches()) {
            body.violations()
                    .add("contentType", ViolationReason.PATTERN, "must be a media type, such as application/gzip");
        }
        Long contentLength =
                body.required("contentLength", name -> body.longBetween(name, 1, MAX_CONTENT_LENGTH));
        String sha256 = body.string("sha256");
        if (sha256 != null && !SHA_256.matcher(sha256).matches()) {
            body.violations()
                    .add(
                            "sha256",
                            ViolationReason.PATTERN,
                            "must contain 64 lowercase hexadecimal digits, as printed by sha256sum");
        }
        body.throwIfInvalid();
        return new CreateSnapshotRequest(Objects.requireNonNull(contentType), Objects.requireNonNull(contentLength), sha256);
    }

    /** The headers that the upload must carry, exactly so. */
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
