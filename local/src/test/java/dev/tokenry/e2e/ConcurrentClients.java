package dev.tokenry.e2e;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends the same request from many clients at the same time. */
final class ConcurrentClients {

    private static final int CLIENTS = 16;

    private ConcurrentClients() {}

    /** Starts function instances step by step, because two cores cannot start all of them within their timeouts. */
    static void warmUp(Callable<ApiReply> call) throws InterruptedException {
        for (int clients = 2; clients <= CLIENTS; clients += 7) {
            runConcurrently(clients, call);
        }
    }

    static List<ApiReply> runConcurrently(Callable<ApiReply> call) throws InterruptedException {
        return runConcurrently(CLIENTS, call);
    }

    private static List<ApiReply> runConcurrently(int clients, Callable<ApiReply> call) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<ApiReply>> all = threads.invokeAll(Collections.nCopies(clients, call));
            return all.stream().map(Future::resultNow).toList();
        }
    }
}
