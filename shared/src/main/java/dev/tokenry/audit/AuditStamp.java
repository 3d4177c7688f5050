package dev.tokenry.audit;

import dev.tokenry.model.Leak;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who made the last change of a record, as its stamp tells.
 *
 * @param operation the id of the operation
 * @param requestId the id of the request or invocation; null if it is not known
 * @param leak the leak for which a token was revoked; null for all other changes
 */
public record AuditStamp(
        String operation,
        Instant at,
        AuditActor actor,
        @Nullable String requestId,
        @Nullable Leak leak) {}
