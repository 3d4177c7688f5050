package dev.tokenry.model;

/**
 * The number of tokens of one owner.
 *
 * @param total the number of all tokens
 * @param personal the number of personal access tokens among them
 */
public record TokenCounts(int total, int personal) {}
