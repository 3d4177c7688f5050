package dev.tokenry.functions.http;

import dev.tokenry.error.CorruptRecordException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.function.Consumer;
import java.util.stream.Stream;
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

    /** Logs a dependency that is unavailable, and counts the damaged records that the exception tells. */
    void unavailable(ServiceUnavailableException e) {
        lines.accept("unavailable: " + e.getMessage() + (e.getCause() == null ? "" : " (" + e.getCause() + ")"));
        if (damagedRecords != null) {
            damagedRecords.add(damaged(e));
        }
    }

    /** The fault of a request with several records can be the cause of its exception, or one among others. */
    private static int damaged(@Nullable Throwable e) {
        return e == null
                ? 0
                : (e instanceof CorruptRecordException ? 1 : 0)
                        + damaged(e.getCause())
                        + Stream.of(e.getSuppressed())
                                .mapToInt(ErrorLog::damaged)
                                .sum();
    }

    /** Logs an unexpected error. */
    void failed(String stackTrace) {
        lines.accept(stackTrace);
    }
}
