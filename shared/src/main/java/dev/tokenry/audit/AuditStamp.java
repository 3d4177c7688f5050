package dev.tokenry.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who made the last change of a record, as its stamp tells.
 *
 * @param operation the id of the operation
 * @param requestId the id of the request or invocation; null if it is not known
 */
public record AuditStamp(
        String operation,
        Instant at,
        AuditActor actor,
        @Nullable String requestId) {}
