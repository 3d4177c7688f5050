package dev.tokenry.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends requests over eight connections, each as soon as the response to the last has arrived. */
final class HttpLoad {

    private static final int CONNECTIONS = 8;

    private HttpLoad() {}

    /**
     * What a server has done.
     *
     * @param millis the time of each request
     */
    record Rate(double perSecond, List<Double> millis) {}

    /**
     * @param requests what the connections send in turn
     * @param expected what each response contains
     * @throws IllegalStateException if a response is not a successful one
     */
    static Rate run(int port, List<byte[]> requests, String expected, Duration duration) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        List<Future<List<Double>>> connections = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                int first = i;
                connections.add(threads.submit(() -> send(port, requests, first, expected, end)));
            }
            List<Double> millis = new ArrayList<>();
            for (Future<List<Double>> connection : connections) {
                millis.addAll(connection.get());
            }
            return new Rate(millis.size() * 1e9 / (System.nanoTime() - start), millis);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
    }

    private static List<Double> send(int port, List<byte[]> requests, int first, String expected, long end)
            throws Exception {
        List<Double> millis = new ArrayList<>();
        try (HttpConnection connection = new HttpConnection(port)) {
            int i = first;
            do {
                long start = System.nanoTime();
                HttpConnection.Response response = connection.send(requests.get(i % requests.size()));
                millis.add((System.nanoTime() - start) / 1e6);
                if (!response.isSuccessful() || !response.body().contains(expected)) {
                    throw new IllegalStateException(response.toString());
                }
                i += CONNECTIONS;
            } while (System.nanoTime() < end);
        }
        return millis;
    }
}
