package dev.tokenry.store;

/** The outcome of inserting a token together with its idempotency record. */
public sealed interface InsertResult {

    /** The token and the record are stored. */
    record Inserted() implements InsertResult {}

    /** Nothing was written because the token id is in use or was used by a deleted token. */
    record IdTaken() implements InsertResult {}

    /** Nothing was written because the caller has a valid record for the key. */
    record KeyInUse(IdempotencyRecord existing) implements InsertResult {}
}
