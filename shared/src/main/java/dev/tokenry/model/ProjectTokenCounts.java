package dev.tokenry.model;

/**
 * The number of tokens that are bound to a project, counted up to a limit.
 *
 * @param live the number of tokens that have not expired, whether enabled or not
 * @param expired the number of tokens that have expired
 * @param more whether there are more tokens than were counted
 */
public record ProjectTokenCounts(int live, int expired, boolean more) {}
