package dev.tokenry.authorization;

import dev.tokenry.model.DenialReason;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision whether a request is allowed. Denial reasons are for logs and metrics; a caller that is not
 * authenticated does not learn the reason.
 */
public sealed interface AuthorizationDecision {

    /**
     * The principal is allowed to make the request.
     *
     * @param usedScopes the scopes that let the request through; none if the route requires none
     */
    record Allowed(Principal principal, List<Scope> usedScopes) implements AuthorizationDecision {}

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

    /** Returns the scopes that let the request through; none if it is not allowed, or its route requires none. */
    default List<Scope> usedScopes() {
        return List.of();
    }
}
