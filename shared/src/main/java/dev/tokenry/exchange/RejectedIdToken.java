package dev.tokenry.exchange;

import java.util.OptionalInt;

/**
 * An id token that is not accepted.
 *
 * @param failedCondition the index of the first condition that does not match; present if that is the reason
 */
public record RejectedIdToken(RejectionReason reason, OptionalInt failedCondition)
        implements IdTokenParseResult, VerificationResult {

    public RejectedIdToken(RejectionReason reason) {
        this(reason, OptionalInt.empty());
    }
}
