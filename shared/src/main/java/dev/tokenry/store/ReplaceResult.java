package dev.tokenry.store;

import dev.tokenry.model.Token;

/** The outcome of replacing a token together with inserting an idempotency record. */
public sealed interface ReplaceResult {

    /** The outcome of the replacement, and the record is stored if it succeeded. */
    record Decided(WriteResult<Token> result) implements ReplaceResult {}

    /** Nothing was written because the caller has a valid record for the key. */
    record KeyInUse(IdempotencyRecord existing) implements ReplaceResult {}
}
