package dev.tokenry.token;

/** How many tokens an owner has, and how many of these are personal. */
public record TokenCounts(int tokens, int personal) {}
