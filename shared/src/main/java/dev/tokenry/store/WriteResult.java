package dev.tokenry.store;

/**
 * The outcome of a replacement or deletion with optimistic locking.
 *
 * @param <T> the type of the stored value: a token or a user
 */
public sealed interface WriteResult<T> {

    /** The write succeeded; {@code value} is the value as it is stored now or, after a deletion, as it was before. */
    record Written<T>(T value) implements WriteResult<T> {}

    /** Nothing was written because the version has changed; {@code current} is the stored value. */
    record VersionConflict<T>(T current) implements WriteResult<T> {}

    /** Nothing was written because the value does not exist. */
    record NotFound<T>() implements WriteResult<T> {}
}
