package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a token that never change.
 *
 * @param owner the name of the user or technical user that the token belongs to
 * @param createdBy the owner of the token that created this one
 * @param project the project that the token is bound to; null if it is bound to none
 * @param personal whether the token is a personal access token: its effective scopes are limited to those of its owner
 */
public record TokenOrigin(
        String owner, String createdBy, @Nullable String project, boolean personal, Instant createdAt) {}
