package dev.tokenry.authorizer.aws;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** A complete response of a service. */
final class HttpResponse {

    private final int status;
    private final @Nullable String errorType;
    private final @Nullable String date;
    private final @Nullable String crc32;
    private final byte[] body;

    /**
     * @param errorType the header {@code x-amzn-ErrorType}, or null
     * @param date the header {@code Date}, or null
     * @param crc32 the CRC-32 of the body by the header {@code x-amz-crc32}, which DynamoDB sends, or null
     * @param body must not be changed afterwards
     */
    HttpResponse(int status, @Nullable String errorType, @Nullable String date, @Nullable String crc32, byte[] body) {
        this.status = status;
        this.errorType = errorType;
        this.date = date;
        this.crc32 = crc32;
        this.body = body;
    }

    int status() {
        return status;
    }

    @Nullable
    String errorType() {
        return errorType;
    }

    @Nullable
    String date() {
        return date;
    }

    /** Returns the body, which must not be changed. */
    byte[] body() {
        return body;
    }

    boolean isSuccess() {
        return status == 200;
    }

    /** Returns whether the body is not the one that was sent. */
    boolean isDamaged() {
        if (crc32 == null) {
            return false;
        }
        CRC32 actual = new CRC32();
        actual.update(body);
        return !Long.toString(actual.getValue()).equals(crc32);
    }
}
