package dev.tokenry.token;

import org.jspecify.annotations.Nullable;

/** Whether a request may go on. Reasons are for logs and metrics; a caller who has proved no secret hears none. */
public sealed interface Verdict {

    /** The principal may do what it asks for. */
    record Allowed(Principal principal) implements Verdict {}

    /** The route is everybody's; who asks is null unless that was looked at all the same, and somebody is known. */
    record Public(@Nullable Principal principal) implements Verdict {}

    /** The principal is known and may not; the message is fit for it to read. */
    record Denied(Principal principal, Reason reason, String message) implements Verdict {}

    /** Nobody is known: the request carries no token that opens anything. */
    record Unauthenticated(Reason reason) implements Verdict {}

    /** Why a request does not go on. */
    enum Reason {
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
