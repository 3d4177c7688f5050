package dev.tokenry.administration;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.model.Precondition;
import dev.tokenry.model.Project;
import dev.tokenry.model.Token;
import dev.tokenry.model.User;
import dev.tokenry.store.WriteResult;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes with optimistic locking. If another write comes first, a change without a precondition is computed again from
 * the current record.
 *
 * @param <T> the record that is changed
 * @param maxAttempts how often the change is tried
 * @param conflictReason the reason of the error after the last attempt
 * @param conflictMessage the error message after the last attempt
 */
record OptimisticUpdate<T>(int maxAttempts, ErrorReason conflictReason, String conflictMessage, VersionOf<T> version) {

    private static final int MAX_ATTEMPTS = 5;

    /** For changes of tokens that can be computed again. */
    static final OptimisticUpdate<Token> TOKEN = new OptimisticUpdate<>(
            MAX_ATTEMPTS,
            ErrorReason.CONCURRENT_CHANGE,
            "The token was modified concurrently. No changes were made; retry the request.",
            Token::version);

    /** For users, which may not exist yet. */
    static final OptimisticUpdate<Optional<User>> USER = new OptimisticUpdate<>(
            MAX_ATTEMPTS,
            ErrorReason.CONCURRENT_CHANGE,
            "The user was modified concurrently. No changes were made; retry the request.",
            user -> user.map(User::version).orElse(null));

    /** For projects, which may not exist yet. */
    static final OptimisticUpdate<Optional<Project>> PROJECT = new OptimisticUpdate<>(
            MAX_ATTEMPTS,
            ErrorReason.CONCURRENT_CHANGE,
            "The project was modified concurrently. No changes were made; retry the request.",
            project -> project.map(Project::version).orElse(null));

    /** The version of a record; null if the record does not exist. */
    @FunctionalInterface
    interface VersionOf<T> {
        @Nullable
        Long get(T current);
    }

    /**
     * Finds a record, computes the change, checks the precondition, and writes.
     *
     * @param find reads the current record; called for each attempt
     * @param change computes what to write, or throws if the caller may not change the record in this way
     * @param write returns empty if the record changed since it was found
     * @throws ApiException.PreconditionFailedException if the record does not meet the precondition, or changed while
     *     the precondition names a version
     * @throws ApiException.ConflictException if other writes came first in every attempt
     */
    <C, R> R run(
            Supplier<T> find, Function<T, C> change, Precondition precondition, BiFunction<T, C, Optional<R>> write) {
        for (int i = 0; i < maxAttempts; i++) {
            T current = find.get();
            C changed = change.apply(current);
            precondition.requireMetBy(version.get(current));
            Optional<R> written = write.apply(current, changed);
            if (written.isPresent()) {
                return written.get();
            }
            if (!precondition.allowsRetry()) {
                throw new ApiException.PreconditionFailedException(
                        "The resource has changed: its current version does not match If-Match.");
            }
        }
        throw conflict();
    }

    /** Returns the error after the last attempt. */
    ApiException.ConflictException conflict() {
        return new ApiException.ConflictException(conflictReason, conflictMessage);
    }

    /**
     * Returns the record that was written; empty if another write came first.
     *
     * @throws ApiException.NotFoundException if the record no longer exists
     */
    static <T> Optional<T> toOptional(WriteResult<T> result) {
        return switch (result) {
            case WriteResult.Written<T>(var value) -> Optional.of(value);
            case WriteResult.VersionConflict<T> _ -> Optional.empty();
            case WriteResult.NotFound<T> _ -> throw new ApiException.NotFoundException();
        };
    }
}
