package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last recorded use of a token.
 *
 * @param at when a request was last authenticated with the token, accurate to about five minutes
 * @param ipAddress the source IP address of that request; null if unknown
 */
public record LastUse(Instant at, @Nullable String ipAddress) {}
