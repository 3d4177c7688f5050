package dev.tokenry.functions.snapshots;

import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.JsonBody;
import dev.tokenry.model.SnapshotFile;
import java.util.Objects;
import java.util.regex.Pattern;

/** Parses the body of a request to upload a snapshot. */
final class CreateSnapshotRequestParser {

    /** The maximum size of an object that S3 accepts in a single PUT, in bytes: 5 GiB. */
    private static final long MAX_CONTENT_LENGTH = 5L * 1024 * 1024 * 1024;

    /** A restricted name of RFC 6838 §4.2, with at most 63 characters. */
    private static final String RESTRICTED_NAME = "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,62}";

    private static final Pattern MEDIA_TYPE = Pattern.compile(
            RESTRICTED_NAME + "/" + RESTRICTED_NAME + "(?:; ?" + RESTRICTED_NAME + "=" + RESTRICTED_NAME + ")?");
    private static final Pattern SHA_256 = Pattern.compile("[0-9A-Fa-f]{64}");

    private CreateSnapshotRequestParser() {}

    /** @throws dev.tokenry.error.ApiException.InvalidRequestException with a violation for each invalid field */
    static SnapshotFile parse(JsonBody body) {
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
                            "must contain 64 hexadecimal digits, as printed by sha256sum");
        }
        body.throwIfInvalid();
        return new SnapshotFile(Objects.requireNonNull(contentType), Objects.requireNonNull(contentLength), sha256);
    }
}
