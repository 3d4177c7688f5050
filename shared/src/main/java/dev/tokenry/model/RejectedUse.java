package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A use of a token that was rejected although its secret was proven.
 *
 * @param ipAddress the source IP address of the request; null if unknown
 * @param reason why the use was rejected; later releases may have others than {@link #reason(DenialReason)} returns
 */
public record RejectedUse(Instant at, @Nullable String ipAddress, String reason) {

    /** The reason of a secret that no longer works. */
    public static final String RETIRED_SECRET = "retired-secret";

    /** Returns the name in records and responses of a reason for which a proven secret is rejected. */
    public static String reason(DenialReason reason) {
        return switch (reason) {
            case DISABLED -> "disabled";
            case EXPIRED -> "expired";
            case OWNER_UNKNOWN, OWNER_DISABLED -> "owner-disabled";
            case ADDRESS -> "address";
            case RETIRED_SECRET -> RETIRED_SECRET;
            case NO_CREDENTIALS, MALFORMED, UNKNOWN, WRONG_SECRET, NO_RULE, MISSING_SCOPE, OTHER_PROJECT ->
                throw new IllegalArgumentException("Not a rejection of a proven secret: " + reason);
        };
    }
}
