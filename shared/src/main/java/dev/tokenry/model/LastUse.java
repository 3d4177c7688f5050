package dev.tokenry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a token last proved itself, accurate to about five minutes, and the address it came from.
 *
 * @param ipAddress null when nobody could tell
 */
public record LastUse(Instant at, @Nullable String ipAddress) {}
