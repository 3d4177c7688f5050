package dev.tokenry.functions.http;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The errors of requests that operators must see.
 *
 * @param lines receives lines of the log
 * @param damagedRecords null for a function that reads no records
 * @param deniedRequests null for a function that handles no requests to the API
 */
record ErrorLog(
        Consumer<String> lines,
        @Nullable DamagedRecords damagedRecords,
        @Nullable DeniedRequestLog deniedRequests) {

    /** Logs that the principal must not perform the operation. */
    void denied(int status, ErrorReason reason) {
        if (deniedRequests != null) {
            deniedRequests.log(status, reason);
        }
    }

    /** Logs a dependency that is unavailable, and counts a damaged record. */
    void unavailable(ServiceUnavailableException e) {
        lines.accept("unavailable: " + e.getMessage() + (e.getCause() == null ? "" : " (" + e.getCause() + ")"));
        if (e instanceof CorruptRecordException && damagedRecords != null) {
            damagedRecords.add(1);
        }
    }

    /** Logs an unexpected error. */
    void failed(String stackTrace) {
        lines.accept(stackTrace);
    }
}
