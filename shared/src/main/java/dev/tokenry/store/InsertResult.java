package dev.tokenry.store;

/** How the insertion of a token under an idempotency key ended. */
public sealed interface InsertResult {

    /** Token and claim are kept. */
    record Inserted() implements InsertResult {}

    /** Nothing changed: the id was used before. */
    record IdTaken() implements InsertResult {}

    /** Nothing changed: the caller's key is claimed already. */
    record KeyInUse(IdempotencyRecord existing) implements InsertResult {}
}
