package dev.tokenry.aws;

import dev.tokenry.error.ServiceUnavailableException;
import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Calls of an AWS service on which functions depend.
 *
 * @param name the name of the service for messages
 * @param isOutcome whether an exception is an outcome that callers distinguish, such as a failed condition
 */
public record AwsCalls(String name, Predicate<SdkException> isOutcome) {

    /**
     * Calls an operation of a client. Every failure makes the service unavailable, not only those that the SDK
     * declares: the HTTP client throws {@link IllegalStateException} when it is closed, and its native library
     * exceptions of its own. Only code of the SDK runs here, because the request is complete; programming errors of
     * callers remain what they are.
     *
     * @param operation a method reference to an operation of a client
     * @throws SdkException if it is an outcome
     * @throws ServiceUnavailableException for every other exception. A write may or may not have been applied. The
     *     interrupt status is kept.
     */
    public <Q, R> R call(Function<Q, R> operation, Q request) {
        try {
            return operation.apply(request);
        } catch (RuntimeException e) {
            if (e instanceof SdkException response && isOutcome.test(response)) {
                throw e;
            }
            throw new ServiceUnavailableException(name + " is unavailable", e);
        }
    }
}
