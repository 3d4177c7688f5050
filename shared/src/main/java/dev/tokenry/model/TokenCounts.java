package dev.tokenry.model;

/** How many tokens an owner has, and how many of these are personal. */
public record TokenCounts(int total, int personal) {}
