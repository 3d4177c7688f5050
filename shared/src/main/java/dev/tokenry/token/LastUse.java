package dev.tokenry.token;

import java.time.Instant;

/** When a token last opened a door, accurate to about five minutes, and the address it came from. */
public record LastUse(Instant at, String ipAddress) {}
