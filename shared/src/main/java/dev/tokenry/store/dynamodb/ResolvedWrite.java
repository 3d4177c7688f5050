package dev.tokenry.store.dynamodb;

import dev.tokenry.aws.AwsHttpClient;
import dev.tokenry.aws.Backoff;
import dev.tokenry.error.OutcomeUnknownException;
import dev.tokenry.error.ServiceUnavailableException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Makes a write until its outcome is known. The write has a condition that fails once the write was made, so repeating
 * it is safe even if an earlier attempt arrives late.
 *
 * @param maxAttempts how often the write is tried
 * @param backoff the pauses between the attempts
 */
record ResolvedWrite(int maxAttempts, Backoff backoff) {

    /** The settings of the request of an attempt: the client does not repeat it. */
    static final AwsRequestOverrideConfiguration SINGLE_ATTEMPT = DynamoClientSettings.singleAttempt();

    /**
     * Returns the outcome of the write.
     *
     * @param attempt makes the write once; returns its outcome, or empty if it was not made and may be tried again
     * @param find reads the outcome of an earlier attempt from the stored record; empty if it shows none
     * @return empty if every attempt returned empty
     * @throws OutcomeUnknownException if an attempt may have been executed, or may be executed later
     * @throws ServiceUnavailableException if no attempt was executed
     */
    <R> Optional<R> run(Supplier<Optional<R>> attempt, Supplier<Optional<R>> find) {
        ServiceUnavailableException failure = null;
        boolean mayBeMade = false;
        for (int i = 1; i <= maxAttempts; i++) {
            try {
                backoff.pause(i);
                Optional<R> outcome = attempt.get();
                if (outcome.isPresent()) {
                    return outcome;
                }
                failure = null;
            } catch (ServiceUnavailableException e) {
                failure = e;
                boolean rejected = isRejected(e);
                mayBeMade |= !rejected;
                Optional<R> found = rejected ? Optional.empty() : tryFind(find);
                if (found.isPresent()) {
                    return found;
                }
                if (!isWorthRepeating(e)) {
                    break;
                }
            }
        }
        return notMade(failure, mayBeMade);
    }

    private static <R> Optional<R> notMade(@Nullable ServiceUnavailableException failure, boolean mayBeMade) {
        if (mayBeMade) {
            throw new OutcomeUnknownException(
                    failure == null ? new ServiceUnavailableException("Concurrent writes persist") : failure);
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    /** Returns empty if the record cannot be read: repeating the write tells its outcome, too. */
    private static <R> Optional<R> tryFind(Supplier<Optional<R>> find) {
        try {
            return find.get();
        } catch (ServiceUnavailableException e) {
            return Optional.empty();
        }
    }

    /** Returns whether DynamoDB rejected the request, or the request did not reach it. */
    private static boolean isRejected(ServiceUnavailableException e) {
        return switch (e.getCause()) {
            case null -> false;
            case InterruptedException _ -> true;
            case AwsServiceException response -> isClientError(response);
            case Throwable cause -> AwsHttpClient.isConnectFailure(cause);
        };
    }

    private static boolean isClientError(AwsServiceException response) {
        return response.statusCode() >= 400 && response.statusCode() < 500;
    }

    /** Returns whether another attempt can have another result; an invalid request or an interrupted thread has not. */
    private static boolean isWorthRepeating(ServiceUnavailableException e) {
        return !Thread.currentThread().isInterrupted()
                && (!(e.getCause() instanceof AwsServiceException response)
                        || !isClientError(response)
                        || response.isThrottlingException());
    }
}
