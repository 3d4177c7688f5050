package dev.tokenry.authorization;

import dev.tokenry.model.Principal;

import org.jspecify.annotations.Nullable;

/** Whether a request may go on. Reasons are for logs and metrics; a caller who has proved no secret hears none. */
public sealed interface AuthorizationDecision {

    /** The principal may do what it asks for. */
    record Allowed(Principal principal) implements AuthorizationDecision {}

    /** The route is everybody's; who asks is null unless that was looked at all the same, and somebody is known. */
    record AllowedPublicly(@Nullable Principal principal) implements AuthorizationDecision {}

    /** The principal is known and may not; the message is fit for it to read. */
    record Denied(Principal principal, DenialReason reason, String message) implements AuthorizationDecision {}

    /** Nobody is known: the request carries no token that opens anything. */
    record Unauthenticated(DenialReason reason) implements AuthorizationDecision {}

    /** Why a request does not go on. */
    enum DenialReason {
        NO_CREDENTIALS,
        MALFORMED,
        UNKNOWN,
        WRONG_SECRET,
        DISABLED,
        EXPIRED,
        OWNER_UNKNOWN,
        OWNER_DISABLED,
        NO_RULE,
        MISSING_SCOPE,
        OTHER_PROJECT
    }
}
