package dev.tokenry.store;

/** How the insertion of a token under an idempotency key ended. */
public sealed interface Insertion {

    /** Token and claim are kept. */
    record Done() implements Insertion {}

    /** Nothing changed: the id was used before. */
    record IdUsed() implements Insertion {}

    /** Nothing changed: the caller's key is claimed already. */
    record Claimed(IdempotencyClaim earlier) implements Insertion {}
}
