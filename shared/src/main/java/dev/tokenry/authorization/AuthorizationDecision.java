package dev.tokenry.authorization;

import dev.tokenry.model.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The decision whether a request is allowed. Denial reasons are for logs and metrics; a caller that is not
 * authenticated does not learn the reason.
 */
public sealed interface AuthorizationDecision {

    /** The principal is allowed to make the request. */
    record Allowed(Principal principal) implements AuthorizationDecision {}

    /**
     * The route is public.
     *
     * @param principal the authenticated caller; null if the request was not authenticated
     */
    record AllowedPublicly(@Nullable Principal principal) implements AuthorizationDecision {}

    /**
     * The principal is authenticated but not allowed to make the request.
     *
     * @param message the error message for the caller
     */
    record Denied(Principal principal, DenialReason reason, String message) implements AuthorizationDecision {}

    /** The request has no token value that authenticates it. */
    record Unauthenticated(DenialReason reason) implements AuthorizationDecision {}

    /** The reason why a request is denied. The names are published as values of a CloudWatch dimension. */
    enum DenialReason {
        /** The request contains no token value. */
        NO_CREDENTIALS,

        /** The syntax, the prefix or the checksum of the token value is not valid. */
        MALFORMED,

        /** No token has this id. */
        UNKNOWN,

        /** The secret matches neither the current nor a valid previous secret of the token. */
        WRONG_SECRET,

        /** The token is disabled. */
        DISABLED,

        /** The token is expired. */
        EXPIRED,

        /** The owner of a personal access token has no user record. */
        OWNER_UNKNOWN,

        /** The owner of a personal access token is disabled. */
        OWNER_DISABLED,

        /** The API has no rule for the route. */
        NO_RULE,

        /** The token does not have the scopes that the rule requires. */
        MISSING_SCOPE,

        /** The token is not bound to the project in the path. */
        OTHER_PROJECT
    }
}
