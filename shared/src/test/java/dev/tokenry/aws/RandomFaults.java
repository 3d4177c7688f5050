package dev.tokenry.aws;

import dev.tokenry.aws.FaultyHttpClient.CallBehaviour;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/**
 * Random faults of the calls of a client: throttled, lost before or after the service executed them, reset, failed, or
 * executed after the caller gave up. Each thread has its own faults.
 */
public final class RandomFaults implements AutoCloseable {

    private static final int PERCENT_OF_CALLS = 35;
    private static final int MAX_DELAY_MILLIS = 200;

    private final ScheduledExecutorService delayed = Executors.newScheduledThreadPool(2);
    private final ThreadLocal<Random> random = new ThreadLocal<>();
    private final AtomicInteger count = new AtomicInteger();
    private final List<CallBehaviour> behaviours = List.of(
            FaultyHttpClient.THROTTLE,
            FaultyHttpClient.FAIL,
            FaultyHttpClient.LOSE_RESPONSE,
            FaultyHttpClient.LOSE_RESPONSE,
            FaultyHttpClient.REFUSE_CONNECTION,
            RandomFaults::reset,
            this::executeLate,
            this::executeLate);

    public RandomFaults(FaultyHttpClient http) {
        http.setDefault(this::call);
    }

    /** Starts faults of the calls of this thread. */
    public void start(Random source) {
        random.set(source);
    }

    /** Stops faults of the calls of this thread. */
    public void stop() {
        random.remove();
    }

    /** Returns the number of calls with a fault. */
    public int count() {
        return count.get();
    }

    @Override
    public void close() {
        delayed.close();
    }

    private HttpExecuteResponse call(ExecutableHttpRequest request) throws IOException {
        Random source = random.get();
        if (source == null || source.nextInt(100) >= PERCENT_OF_CALLS) {
            return request.call();
        }
        count.incrementAndGet();
        return behaviours.get(source.nextInt(behaviours.size())).call(request);
    }

    private static HttpExecuteResponse reset(ExecutableHttpRequest request) throws IOException {
        throw new SocketException("Connection reset");
    }

    private HttpExecuteResponse executeLate(ExecutableHttpRequest request) throws IOException {
        int delay = random.get().nextInt(MAX_DELAY_MILLIS);
        delayed.schedule(
                () -> {
                    FaultyHttpClient.execute(request);
                    return null;
                },
                delay,
                TimeUnit.MILLISECONDS);
        throw new SocketTimeoutException("Read timed out");
    }
}
