package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What never changes about a token: whose it is, who made it, what it is bound to.
 *
 * @param project the one project the token is bound to; null when it is bound to none
 * @param personal whether its scopes are cut down to its owner's at each use
 */
public record TokenOrigin(
        String owner, String createdBy, @Nullable String project, boolean personal, Instant createdAt) {}
