package dev.tokenry.model;

/**
 * A direct invocation of a function. IAM decides who may invoke it; the function does not learn who did.
 *
 * @param function the name of the invoked function
 * @param requestId the id of the invocation
 */
public record IamActor(String function, String requestId) implements Actor {}
