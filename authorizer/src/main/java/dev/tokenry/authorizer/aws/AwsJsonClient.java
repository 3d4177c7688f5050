package dev.tokenry.authorizer.aws;

import dev.tokenry.aws.CallSettings;
import dev.tokenry.error.ServiceUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Calls operations of a service in the protocol AWS JSON. Safe for concurrent use.
 *
 * <p>A call is repeated, after a random delay, if it times out, if its connection breaks, as an idle one does when the
 * execution environment was frozen, and for errors that another attempt can change.
 */
final class AwsJsonClient {

    private final ServiceConnection connection;
    private final CallSettings settings;
    private final RandomGenerator random;

    AwsJsonClient(ServiceConnection connection, CallSettings settings, RandomGenerator random) {
        this.connection = connection;
        this.settings = settings;
        this.random = random;
    }

    /**
     * Calls an operation.
     *
     * @return the body of the response
     * @throws ServiceErrorException if the service has returned an error to the last attempt
     * @throws ServiceUnavailableException if there is no response. A write may or may not have been applied.
     */
    byte[] call(String operation, byte[] body) {
        return begin(operation, body).await();
    }

    /** Returns the exception for an error of the service that no caller distinguishes. */
    ServiceUnavailableException unavailable(ServiceErrorException error) {
        return connection.unavailable(error);
    }

    /** Waits for a random time before the repetition of a call that a service has not processed completely. */
    void pauseBefore(int attempt) {
        if (attempt > 1) {
            sleep(delayBefore(attempt, true));
        }
    }

    private long delayBefore(int attempt, boolean throttled) {
        return random.nextLong(settings.maxDelayBefore(attempt, throttled).toNanos() + 1);
    }

    private void sleep(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private ServiceUnavailableException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return connection.unavailable(cause);
    }

    /** Begins a call, whose first attempt is made while the caller does other work. */
    PendingCall begin(String operation, byte[] body) {
        return new PendingCall(operation, body);
    }

    /** A call that was begun. */
    final class PendingCall {

        private final String operation;
        private final byte[] body;
        private final long begin = System.nanoTime();
        private long attemptBegin = begin;
        private Attempt attempt;

        private PendingCall(String operation, byte[] body) {
            this.operation = operation;
            this.body = body;
            this.attempt = connection.send(operation, body);
        }

        /** Waits for the result, once, on the terms of {@link AwsJsonClient#call}. */
        byte[] await() {
            for (int number = 1; ; number++) {
                boolean throttled = false;
                Exception failure;
                try {
                    HttpResponse response = attempt.await(remaining());
                    if (response.isSuccess()) {
                        return undamagedBody(response);
                    }
                    ServiceErrorException error = new ServiceErrorException(ServiceError.of(response));
                    if (!canRetry(error.error(), response)) {
                        throw error;
                    }
                    throttled = error.error().isThrottling();
                    failure = error;
                } catch (IOException e) {
                    failure = e;
                } catch (TimeoutException e) {
                    attempt.cancel();
                    failure = e;
                } catch (InterruptedException e) {
                    attempt.cancel();
                    throw interrupted(e);
                }
                if (number == settings.maxAttempts()) {
                    throw failed(failure);
                }
                pauseBefore(number + 1, throttled, failure);
                attemptBegin = System.nanoTime();
                attempt = connection.send(operation, body);
            }
        }

        /** Ends the call, for which no one waits. */
        void cancel() {
            attempt.cancel();
        }

        private byte[] undamagedBody(HttpResponse response) {
            if (response.isDamaged()) {
                throw connection.unavailable(new IOException("The body of the response has another checksum"));
            }
            return response.body();
        }

        private boolean canRetry(ServiceError error, HttpResponse response) {
            return error.isRetryable()
                    || (error.canBeClockSkew() && connection.clock().correct(response.date()));
        }

        /** Returns how long the current attempt may take. */
        private Duration remaining() {
            long now = System.nanoTime();
            long ofAttempt = settings.attemptTimeout().toNanos() - (now - attemptBegin);
            return Duration.ofNanos(Math.max(0, Math.min(ofAttempt, remainingOfCall(now))));
        }

        private long remainingOfCall(long now) {
            return settings.callTimeout().toNanos() - (now - begin);
        }

        private void pauseBefore(int number, boolean throttled, Exception failure) {
            long delay = delayBefore(number, throttled);
            if (delay >= remainingOfCall(System.nanoTime())) {
                throw failed(failure);
            }
            sleep(delay);
        }

        private RuntimeException failed(Exception cause) {
            return cause instanceof ServiceErrorException error ? error : connection.unavailable(cause);
        }
    }
}
